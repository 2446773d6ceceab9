import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { StoreError } from '../errors.ts';
import type { ChainPosition } from '../ledger/entry.ts';
import type { ReadDatabase } from '../module.ts';
import { classifyError } from './errors.ts';

/**
 * The anti-rollback mark (防回滚标记): how far the ledger had come, kept outside the database. A database that ends before
 * the mark, or has another entry there, is a restored image (replication notes 2.8). The mark is written after commits,
 * so it never runs ahead of what is durable.
 */
export interface RollbackMark extends ChainPosition {
  readonly node: string;
  readonly epoch: number;
}

/** @returns undefined when there is none; an unreadable mark is none, since a crash may cut it short */
export function readMark(file: string): RollbackMark | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  return isMark(content) ? content : undefined;
}

export function writeMark(file: string, mark: RollbackMark): void {
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(mark)}\n`);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw classifyError(error);
  }
}

/** Why the database does not reach the mark, or undefined when it does. */
export function findRollback(database: ReadDatabase, node: string, mark: RollbackMark): string | undefined {
  if (mark.seq === 0) return undefined;
  if (mark.node !== node) return `the mark is of the node ${mark.node}`;
  const row = database.get<{ hash: Buffer }>('SELECT hash FROM ledger_entry WHERE seq = ?', mark.seq);
  if (row === undefined) return `the ledger ends before entry ${mark.seq}`;
  return row.hash.toString('hex') === mark.hash
    ? undefined
    : `entry ${mark.seq} is another than the marked one`;
}

/** @throws StoreError `store.rolled_back` */
export function requireMark(database: ReadDatabase, node: string, mark: RollbackMark): void {
  const reason = findRollback(database, node, mark);
  if (reason !== undefined) {
    throw new StoreError('store.rolled_back', reason, { detail: { seq: mark.seq, node: mark.node } });
  }
}

function isMark(value: unknown): value is RollbackMark {
  if (typeof value !== 'object' || value === null) return false;
  const mark = value as Partial<Record<keyof RollbackMark, unknown>>;
  return (
    typeof mark.node === 'string' &&
    Number.isSafeInteger(mark.epoch) &&
    Number.isSafeInteger(mark.seq) &&
    typeof mark.hash === 'string'
  );
}
