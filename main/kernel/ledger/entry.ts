import { StoreError } from '../errors.ts';
import type { Actor, JsonObject, LedgerEntry } from '../module.ts';
import { canonicalJson, parseCanonicalJson } from './canonical.ts';
import { leafHashOfText } from './hash.ts';

/** `previous` of the first entry of a ledger's first epoch. */
export const NO_PREVIOUS = '0'.repeat(64);

export interface ChainPosition {
  /** Sequence number of the last entry, 0 before the first. */
  readonly seq: number;
  /** Its hash in lower-case hex, `NO_PREVIOUS` before the first. */
  readonly hash: string;
}

export const CHAIN_START: ChainPosition = { seq: 0, hash: NO_PREVIOUS };

export type EntryContent = Omit<LedgerEntry, 'hash' | 'seq' | 'previous' | 'algorithm'>;

export interface SealedEntry {
  readonly entry: LedgerEntry;
  /** Canonical JSON of all fields but `hash`: the bytes that are hashed and stored. */
  readonly canonical: string;
}

/**
 * Links new content to the end of the chain (链式账本). The hash is SHA-256(0x00 ‖ canonical JSON of all fields but
 * `hash`), which is at the same time the RFC 6962 leaf hash of those bytes: chain and tree share it.
 */
export function buildEntry(content: EntryContent, position: ChainPosition): SealedEntry {
  // Written in the order of canonical JSON, which spares the sorting of every entry's keys.
  const fields: Omit<LedgerEntry, 'hash'> = {
    actor: content.actor,
    aggregate: content.aggregate,
    algorithm: 'sha-256',
    at: content.at,
    body: content.body,
    command: content.command,
    epoch: content.epoch,
    hlc: content.hlc,
    id: content.id,
    node: content.node,
    previous: position.hash,
    seq: position.seq + 1,
    type: content.type,
    version: content.version,
  };
  const canonical = canonicalJson(fields);
  return { entry: { ...fields, hash: leafHashOfText(canonical) }, canonical };
}

/** The bytes that an entry's hash covers. */
export function canonicalEntry(entry: LedgerEntry): string {
  const { hash: _, ...fields } = entry;
  return canonicalJson(fields);
}

/**
 * Reads the stored form back.
 *
 * @throws StoreError `ledger.malformed`, `ledger.not_canonical`; or `ledger.chain_broken` when `hash` is not the hash of the text.
 */
export function readEntry(canonical: string, hash: string): LedgerEntry {
  if (leafHashOfText(canonical) !== hash) {
    throw new StoreError('ledger.chain_broken', 'the hash is not that of the entry');
  }
  const fields = parseCanonicalJson(canonical);
  if (!isEntryFields(fields))
    throw new StoreError('ledger.malformed', 'a field is missing or of a wrong type');
  return { ...fields, hash };
}

/** Reads the stored form of an entry whose hash was checked before, or is checked by nobody on this path. */
export function decodeEntry(canonical: string, hash: string): LedgerEntry {
  return { ...(JSON.parse(canonical) as Omit<LedgerEntry, 'hash'>), hash };
}

/** Whether `entry` is the one that follows `position`. */
export function followsChain(entry: LedgerEntry, position: ChainPosition): boolean {
  return entry.seq === position.seq + 1 && entry.previous === position.hash;
}

const TEXT_FIELDS = ['node', 'id', 'aggregate', 'type', 'at', 'hlc', 'command', 'previous'] as const;
const COUNT_FIELDS = ['epoch', 'seq', 'version'] as const;
const FIELD_COUNT = TEXT_FIELDS.length + COUNT_FIELDS.length + 3;

function isEntryFields(value: unknown): value is Omit<LedgerEntry, 'hash'> {
  if (!isObject(value)) return false;
  return (
    Object.keys(value).length === FIELD_COUNT &&
    TEXT_FIELDS.every((name) => typeof value[name] === 'string') &&
    COUNT_FIELDS.every((name) => Number.isSafeInteger(value[name])) &&
    value['algorithm'] === 'sha-256' &&
    isObject(value['body']) &&
    isActor(value['actor'])
  );
}

function isActor(value: unknown): value is Actor {
  return isObject(value) && typeof value['name'] === 'string' && typeof value['method'] === 'string';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
