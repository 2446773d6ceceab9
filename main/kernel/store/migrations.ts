import { StoreError } from '../errors.ts';
import type { Migration } from '../module.ts';
import type { Connection } from './database.ts';

export interface MigrationSet {
  readonly name: string;
  readonly migrations: readonly Migration[];
}

/** Not itself a migration: it must be there to know which ones were applied. */
const SCHEMA_MIGRATION = `
  CREATE TABLE IF NOT EXISTS schema_migration (
    module TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (module, number)
  ) STRICT, WITHOUT ROWID`;

/**
 * Brings the file to the program's state, each set in the order of its numbers, all in one transaction.
 *
 * @returns names of the sets that gained tables, so that their projections can be filled
 * @throws StoreError `store.newer_version` when the file was written by a program with migrations unknown here
 */
export function migrate(connection: Connection, sets: readonly MigrationSet[]): ReadonlySet<string> {
  connection.execute(SCHEMA_MIGRATION);
  const applied = connection.all<{ module: string; number: number }>(
    'SELECT module, number FROM schema_migration',
  );
  for (const { module, number } of applied) {
    const known = sets.find(({ name }) => name === module)?.migrations.some((step) => step.number === number);
    if (known !== true) {
      throw new StoreError(
        'store.newer_version',
        `the data was written by a newer program (${module} ${number})`,
        {
          detail: { module, number },
        },
      );
    }
  }
  const done = new Set(applied.map(({ module, number }) => `${module} ${number}`));
  const changed = new Set<string>();
  connection.execute('BEGIN IMMEDIATE');
  try {
    for (const { name, migrations } of sets) {
      for (const step of migrations.toSorted((left, right) => left.number - right.number)) {
        if (done.has(`${name} ${step.number}`)) continue;
        connection.execute(step.sql);
        connection.run('INSERT INTO schema_migration VALUES (?, ?, ?)', name, step.number, step.name);
        changed.add(name);
      }
    }
    connection.execute('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.execute('ROLLBACK');
    throw error;
  }
  return changed;
}
