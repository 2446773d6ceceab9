import { decodeEntry } from '../ledger/entry.ts';
import { uuidTime } from '../ledger/uuid-v7.ts';
import type { LedgerEntry, ReadDatabase } from '../module.ts';

export interface EntryFilter {
  readonly aggregate?: string;
  /** Entries after this sequence number; 0 from the start. */
  readonly afterSeq?: number;
  /** At most so many; 1,000 unless told, never more than 10,000. */
  readonly limit?: number;
}

interface EntryRow {
  readonly hash: Buffer;
  readonly canonical: string;
}

const DEFAULT_LIMIT = 1000;
const HIGHEST_LIMIT = 10_000;

/** Entries in the order of the ledger. */
export function readEntries(database: ReadDatabase, filter: EntryFilter): LedgerEntry[] {
  const after = filter.afterSeq ?? 0;
  const limit = Math.min(filter.limit ?? DEFAULT_LIMIT, HIGHEST_LIMIT);
  const rows =
    filter.aggregate === undefined
      ? database.all<EntryRow>(
          'SELECT hash, canonical FROM ledger_entry WHERE seq > ? ORDER BY seq LIMIT ?',
          after,
          limit,
        )
      : database.all<EntryRow>(
          'SELECT hash, canonical FROM ledger_entry WHERE aggregate = ? AND seq > ? ORDER BY seq LIMIT ?',
          filter.aggregate,
          after,
          limit,
        );
  return rows.map(fromRow);
}

export function readEntry(database: ReadDatabase, seq: number): LedgerEntry | undefined {
  const row = database.get<EntryRow>('SELECT hash, canonical FROM ledger_entry WHERE seq = ?', seq);
  return row === undefined ? undefined : fromRow(row);
}

export function lastEntry(database: ReadDatabase): LedgerEntry | undefined {
  const row = database.get<EntryRow>('SELECT hash, canonical FROM ledger_entry ORDER BY seq DESC LIMIT 1');
  return row === undefined ? undefined : fromRow(row);
}

/** Finds an entry by its id: identifiers of one node rise with seq, so about 20 point reads in a million entries. */
export function findEntryById(database: ReadDatabase, id: string): LedgerEntry | undefined {
  if (Number.isNaN(uuidTime(id))) return undefined;
  let low = 1;
  let high = lastEntry(database)?.seq ?? 0;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const entry = readEntry(database, middle);
    if (entry === undefined) return undefined;
    if (entry.id === id) return entry;
    if (entry.id < id) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function fromRow(row: EntryRow): LedgerEntry {
  return decodeEntry(row.canonical, row.hash.toString('hex'));
}
