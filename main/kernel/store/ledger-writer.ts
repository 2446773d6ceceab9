import { Refusal, StoreError } from '../errors.ts';
import { buildEntry, CHAIN_START, type ChainPosition } from '../ledger/entry.ts';
import { createHybridClock } from '../ledger/hlc.ts';
import { createUuidGenerator } from '../ledger/uuid-v7.ts';
import type { Actor, EntryDraft, LedgerEntry, WriteDatabase } from '../module.ts';
import { lastEntry } from './entries.ts';
import type { ModuleRegistry } from './module-registry.ts';
import type { NodeIdentity } from './node-identity.ts';
import { keepCompleteSubtrees } from './stored-tree.ts';

/** Entry bundles hold entries of at most 65,535 bytes (C2SP tlog-tiles); what is larger belongs into an attachment. */
export const LONGEST_ENTRY_BYTES = 0xffff;

export interface AppendCause {
  readonly actor: Actor;
  readonly command: string;
  /** UTC milliseconds. */
  readonly now: number;
}

/** The end of the chain in memory, and the appending of entries inside the caller's transaction. */
export interface LedgerWriter {
  readonly position: ChainPosition;
  append(draft: EntryDraft, cause: AppendCause): LedgerEntry;
  /** Goes back to an earlier position, after the transaction or savepoint was rolled back. */
  rewind(position: ChainPosition): void;
  newId(now: number): string;
}

export function createLedgerWriter(
  database: WriteDatabase,
  identity: Pick<NodeIdentity, 'node' | 'epoch'>,
  registry: ModuleRegistry,
): LedgerWriter {
  const last = lastEntry(database);
  const clock = createHybridClock({ node: identity.node, ...(last && { after: last.hlc }) });
  const ids = createUuidGenerator(last && { after: last.id });
  let position: ChainPosition = last === undefined ? CHAIN_START : { seq: last.seq, hash: last.hash };
  return {
    get position() {
      return position;
    },
    append(draft, cause) {
      const type = registry.entryType(draft.type);
      if (type === undefined) {
        throw new StoreError('ledger.malformed', `no domain knows the entry type ${draft.type}`);
      }
      const { entry, canonical } = build(
        {
          node: identity.node,
          epoch: identity.epoch,
          id: ids.next(cause.now),
          aggregate: draft.aggregate,
          type: draft.type,
          version: type.version,
          body: type.parse(draft.body),
          actor: cause.actor,
          at: new Date(cause.now).toISOString(),
          hlc: clock.tick(cause.now),
          command: cause.command,
        },
        position,
      );
      requireLength(canonical);
      database.run(
        'INSERT INTO ledger_entry (seq, hash, aggregate, type, canonical) VALUES (?, ?, ?, ?, ?)',
        entry.seq,
        Buffer.from(entry.hash, 'hex'),
        entry.aggregate,
        entry.type,
        canonical,
      );
      keepCompleteSubtrees(database, entry.seq);
      position = { seq: entry.seq, hash: entry.hash };
      registry.project(entry, database);
      return entry;
    },
    rewind(earlier) {
      position = earlier;
    },
    newId: (now) => ids.next(now),
  };
}

/** What has no canonical form came in with the command: half a character, cut off a longer text. */
function build(...parts: Parameters<typeof buildEntry>): ReturnType<typeof buildEntry> {
  try {
    return buildEntry(...parts);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'ledger.not_canonical')
      throw new Refusal('kernel.text_not_storable', {});
    throw error;
  }
}

function requireLength(canonical: string): void {
  // A UTF-16 unit is at most three bytes of UTF-8, so short texts need no counting.
  if (canonical.length * 3 <= LONGEST_ENTRY_BYTES) return;
  const bytes = Buffer.byteLength(canonical, 'utf8');
  if (bytes > LONGEST_ENTRY_BYTES) {
    throw new Refusal('kernel.entry_too_long', { bytes, most: LONGEST_ENTRY_BYTES });
  }
}
