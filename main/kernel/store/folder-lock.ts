import SqliteDatabase from 'better-sqlite3';
import { StoreError } from '../errors.ts';
import { classifyError } from './errors.ts';

/**
 * One process a data folder. The lock is an open write transaction on a small SQLite file: the operating system frees it
 * when the process dies, however it dies, so there is no stale lock and no guessing by process number; and others can still
 * read in it who holds it. Nothing else may open that file (a closed descriptor would drop POSIX locks).
 */
export interface FolderLock {
  release(): void;
}

/** @throws StoreError `store.in_use` with the holder's `pid` */
export function lockFolder(file: string, pid: number = process.pid): FolderLock {
  let database: SqliteDatabase.Database | undefined;
  try {
    database = new SqliteDatabase(file, { timeout: 0 });
    database.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT');
    database.exec(`BEGIN IMMEDIATE; DELETE FROM holder; INSERT INTO holder VALUES (${pid}); COMMIT`);
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const holder = database === undefined ? undefined : readHolder(database);
    database?.close();
    const classified = classifyError(error);
    if (classified instanceof StoreError && classified.code === 'store.busy') {
      throw new StoreError('store.in_use', `the data folder is in use by process ${holder ?? 'unknown'}`, {
        detail: { pid: holder ?? null },
        cause: error,
      });
    }
    throw classified;
  }
  const held = database;
  return {
    release() {
      if (held.inTransaction) held.exec('ROLLBACK');
      held.close();
    },
  };
}

function readHolder(database: SqliteDatabase.Database): number | undefined {
  try {
    const row = database.prepare('SELECT pid FROM holder').get() as { pid: number } | undefined;
    return row?.pid;
  } catch {
    return undefined;
  }
}
