import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors.ts';
import type { JsonObject, ReadDatabase } from '../module.ts';
import { storedTree } from '../store/stored-tree.ts';
import { canonicalJson } from './canonical.ts';
import { consistencyProof, inclusionProof } from './merkle.ts';

export { verifyBundle } from './bundle-verify.ts';

/**
 * Custody bundle (保管链证据包): what an auditor or a court gets, checkable offline without a database by a small
 * independent program (replication notes 5.2). A folder of text files:
 *
 * - `bundle.json` `{format, version, node, epoch, size, aggregate}`
 * - `keys.txt` verifier keys of C2SP signed-note, one a line
 * - `checkpoints/<size>` signed notes as they were made
 * - `events.jsonl` a line an entry: its canonical JSON, that is exactly the bytes that were hashed
 * - `proofs.jsonl` `{"seq","size","inclusion":[hex]}` an entry, `{"size1","size2","consistency":[hex]}` from each
 *   checkpoint to the next
 */
export const BUNDLE_FORMAT = 'station-suite-custody-bundle';
export const BUNDLE_VERSION = 1;

/** Names of the files in a bundle. */
export const BUNDLE_FILES = {
  about: 'bundle.json',
  keys: 'keys.txt',
  checkpoints: 'checkpoints',
  events: 'events.jsonl',
  proofs: 'proofs.jsonl',
} as const;

export function isBundle(target: string): boolean {
  return existsSync(path.join(target, BUNDLE_FILES.about));
}

interface EntryRow {
  readonly seq: number;
  readonly canonical: string;
}

/**
 * Writes the story of one aggregate, or the whole ledger, up to the last checkpoint.
 *
 * @param target a folder that is made; nothing in it is overwritten
 * @returns number of entries written
 * @throws StoreError `ledger.malformed` when the ledger has no checkpoint yet
 */
export function writeBundle(database: ReadDatabase, target: string, aggregate?: string): number {
  const identity = database.get<{ node: string; epoch: number; verifier_key: string }>(
    'SELECT node, epoch, verifier_key FROM node_identity',
  );
  const checkpoints = database.all<{ size: number; note: string }>(
    'SELECT size, note FROM checkpoint WHERE size > 0 ORDER BY size',
  );
  const size = checkpoints.at(-1)?.size;
  if (identity === undefined || size === undefined) {
    throw new StoreError('ledger.malformed', 'a bundle needs a checkpoint; sign one first');
  }
  const entries =
    aggregate === undefined
      ? database.all<EntryRow>('SELECT seq, canonical FROM ledger_entry WHERE seq <= ? ORDER BY seq', size)
      : database.all<EntryRow>(
          'SELECT seq, canonical FROM ledger_entry WHERE aggregate = ? AND seq <= ? ORDER BY seq',
          aggregate,
          size,
        );
  const tree = storedTree(database);
  const proofs: JsonObject[] = entries.map(({ seq }) => ({
    seq,
    size,
    inclusion: inclusionProof(tree, seq - 1, size).map((hash) => hash.toString('hex')),
  }));
  for (const [index, { size: size2 }] of checkpoints.entries()) {
    const size1 = checkpoints[index - 1]?.size;
    if (size1 === undefined) continue;
    const consistency = consistencyProof(tree, size1, size2).map((hash) => hash.toString('hex'));
    proofs.push({ size1, size2, consistency });
  }
  const about = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    node: identity.node,
    epoch: identity.epoch,
    size,
    aggregate: aggregate ?? null,
  };
  mkdirSync(path.join(target, BUNDLE_FILES.checkpoints), { recursive: true });
  const write = (name: string, content: string): void =>
    writeFileSync(path.join(target, name), content, { flag: 'wx' });
  write(BUNDLE_FILES.about, `${canonicalJson(about)}\n`);
  write(BUNDLE_FILES.keys, `${identity.verifier_key}\n`);
  for (const checkpoint of checkpoints) {
    write(path.join(BUNDLE_FILES.checkpoints, String(checkpoint.size)), checkpoint.note);
  }
  write(BUNDLE_FILES.events, lines(entries.map(({ canonical }) => canonical)));
  write(BUNDLE_FILES.proofs, lines(proofs.map((proof) => canonicalJson(proof))));
  return entries.length;
}

/** Reads one file of a bundle. @throws StoreError `ledger.malformed` when it is not there */
export function readBundleFile(target: string, name: string): string {
  try {
    return readFileSync(path.join(target, name), 'utf8');
  } catch (cause) {
    throw new StoreError('ledger.malformed', `${name} is missing from the bundle`, { cause });
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
