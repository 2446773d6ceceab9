import { rmSync } from 'node:fs';
import path from 'node:path';
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

/**
 * A lock file that is no database any more is made anew: it holds nothing but who has it, and nobody can have such a one.
 *
 * @throws StoreError `store.in_use` with the `folder` and its holder's `pid`, `store.read_only`, `store.disk_full`
 */
export function lockFolder(file: string, pid: number = process.pid): FolderLock {
  try {
    return lock(file, pid);
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'store.corrupt')) throw error;
  }
  rmSync(file, { force: true });
  return lock(file, pid);
}

function lock(file: string, pid: number): FolderLock {
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
        detail: { folder: path.dirname(file), pid: holder ?? '?' },
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
