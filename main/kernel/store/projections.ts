import { decodeEntry } from '../ledger/entry.ts';
import type { DomainModule } from '../module.ts';
import type { Connection } from './database.ts';
import type { ModuleRegistry } from './module-registry.ts';

/**
 * Fills the projections (投影) of the chosen domains anew from the ledger, in one transaction. Used when a new program
 * brings new tables to an old ledger.
 */
export function replayProjections(
  connection: Connection,
  registry: ModuleRegistry,
  chosen: (module: DomainModule) => boolean,
): void {
  const modules = registry.modules.filter(chosen);
  if (modules.length === 0) return;
  // Other tables may point at rows that are gone for a moment; what counts is the end of the transaction.
  connection.execute('BEGIN IMMEDIATE; PRAGMA defer_foreign_keys=ON');
  try {
    for (const table of modules.flatMap((module) => module.projectionTables)) {
      connection.execute(`DELETE FROM ${quoteName(table)}`);
    }
    projectAll(connection, connection, modules);
    connection.execute('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.execute('ROLLBACK');
    throw error;
  }
}

/** Shows every entry of `ledger` to the modules, which write their rows into `target`. */
export function projectAll(ledger: Connection, target: Connection, modules: readonly DomainModule[]): number {
  let last = 0;
  for (;;) {
    // A page at a time: a connection that walks a table may not write at the same time.
    const rows = ledger.all<{ seq: number; hash: Buffer; canonical: string }>(
      'SELECT seq, hash, canonical FROM ledger_entry WHERE seq > ? ORDER BY seq LIMIT 500',
      last,
    );
    const end = rows.at(-1);
    if (end === undefined) return last;
    for (const row of rows) {
      const entry = decodeEntry(row.canonical, row.hash.toString('hex'));
      for (const module of modules) module.project(entry, target);
    }
    last = end.seq;
  }
}

/** A table's or column's name inside SQL text. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
