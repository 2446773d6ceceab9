import { hash } from 'node:crypto';
import type { LedgerEntry, ReadDatabase, WriteDatabase } from '../module.ts';
import type { CommandRequest } from './command-runner.ts';
import { readEntries } from './entries.ts';

/** What is remembered of a command so that a repeat gets the same answer. */
export interface AppliedCommand {
  readonly digest: Buffer;
  readonly output: string | undefined;
  readonly entries: readonly LedgerEntry[];
}

interface AppliedRow {
  readonly digest: Buffer;
  readonly first_seq: number;
  readonly entry_count: number;
  readonly output: string | null;
}

/** Long enough that two inputs do not meet by chance; half of it is kept to save a page now and then. */
const DIGEST_LENGTH = 16;

/** Same name, person and input give the same digest, whatever the order of keys; undefined members do not count. */
export function commandDigest(request: CommandRequest): Buffer {
  const content = JSON.stringify([request.name, request.actor.person, request.input], sortMembers);
  return hash('sha256', content, 'buffer').subarray(0, DIGEST_LENGTH);
}

export function appliedCommand(database: ReadDatabase, command: string): AppliedCommand | undefined {
  const row = database.get<AppliedRow>(
    'SELECT digest, first_seq, entry_count, output FROM applied_command WHERE command = ?',
    command,
  );
  if (row === undefined) return undefined;
  const entries =
    row.entry_count === 0
      ? []
      : readEntries(database, { afterSeq: row.first_seq - 1, limit: row.entry_count });
  return { digest: row.digest, output: row.output ?? undefined, entries };
}

export function recordCommand(
  database: WriteDatabase,
  applied: {
    readonly command: string;
    readonly digest: Buffer;
    readonly firstSeq: number;
    readonly entryCount: number;
    readonly output: string | undefined;
  },
): void {
  database.run(
    'INSERT INTO applied_command (command, digest, first_seq, entry_count, output) VALUES (?, ?, ?, ?, ?)',
    applied.command,
    applied.digest,
    applied.firstSeq,
    applied.entryCount,
    applied.output ?? null,
  );
}

function sortMembers(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
