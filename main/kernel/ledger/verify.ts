import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors.ts';
import { type Connection, openReadable } from '../store/database.ts';
import { openDatabaseImage } from '../store/database-image.ts';
import { folderLayout } from '../store/folder.ts';
import { findRollback, readMark } from '../store/rollback-mark.ts';
import { isBundle } from './bundle-files.ts';
import { verifyBundle } from './bundle-verify.ts';
import type { Verdict } from './chain-check.ts';
import { verifyDatabase } from './verify-database.ts';

/**
 * `ledger verify PATH`: checks a data folder or an exported custody bundle and writes nothing.
 *
 * @throws StoreError `ledger.malformed` when there is neither at the path; anything wrong inside is a problem in the verdict
 */
export function verifyPath(target: string): Verdict {
  if (isBundle(target)) return verifyBundle(target);
  const layout = folderLayout(path.resolve(target));
  if (!existsSync(layout.database)) {
    throw new StoreError('ledger.malformed', 'neither a data folder nor a custody bundle');
  }
  let database: Connection;
  try {
    database = openForInspection(layout.database);
  } catch (error) {
    return unreadable(error);
  }
  try {
    const mark = readMark(layout.mark);
    const node = database.get<{ node: string }>('SELECT node FROM node_identity')?.node ?? '';
    return verifyDatabase(database, mark && findRollback(database, node, mark));
  } catch (error) {
    return unreadable(error);
  } finally {
    database.close();
  }
}

/** A larger file is read in place, since its image would not fit a small station's memory. */
const LARGEST_IMAGE_BYTES = 1 << 30;

/**
 * Opens a station's database to look at it. A station at work has a shared-memory file and is read beside its writer; a
 * file at rest is read into memory, so that nothing is made beside it.
 */
export function openForInspection(file: string): Connection {
  if (statSync(file).size > LARGEST_IMAGE_BYTES) return openReadable(file);
  if (!existsSync(`${file}-shm`)) return openDatabaseImage(file);
  try {
    const connection = openReadable(file);
    // SQLite touches the file only at the first statement; a read-only medium shows itself there.
    connection.get('SELECT count(*) AS tables FROM sqlite_schema');
    return connection;
  } catch {
    return openDatabaseImage(file);
  }
}

function unreadable(error: unknown): Verdict {
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, entries: 0, root: '', checkpoints: 0, problems: [{ code: 'store.corrupt', message }] };
}
