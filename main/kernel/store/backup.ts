import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { StoreError } from '../errors.ts';
import { verifyDatabase } from '../ledger/verify-database.ts';
import { type Connection, openReadable } from './database.ts';
import { folderLayout } from './folder.ts';

/**
 * Copies the database into the folder `target` while the station works, then opens the copy and checks its chain
 * (replication notes 3.3: a backup counts when it was opened and checked). The key of the node goes with it, so that the
 * copy is a data folder that can be started; like the station's own folder it must be kept from strangers. Attachments are
 * files of their own and are copied by whoever owns them.
 *
 * @throws StoreError `store.backup_exists` when the target holds a database already, `ledger.chain_broken` when the copy does not verify
 */
export async function backupDatabase(connection: Connection, source: string, target: string): Promise<void> {
  const layout = folderLayout(target);
  if (existsSync(layout.database)) {
    throw new StoreError('store.backup_exists', 'the target of the backup holds a database already', {
      detail: { folder: target },
    });
  }
  mkdirSync(layout.folder, { recursive: true });
  const unchecked = `${layout.database}.unchecked`;
  try {
    await connection.backup(unchecked);
    const copy = openReadable(unchecked);
    try {
      const [problem] = verifyDatabase(copy).problems;
      if (problem !== undefined) throw new StoreError('ledger.chain_broken', problem.message);
    } finally {
      copy.close();
    }
    cpSync(folderLayout(source).keys, layout.keys, { recursive: true });
    renameSync(unchecked, layout.database);
  } finally {
    for (const rest of ['', '-wal', '-shm']) rmSync(unchecked + rest, { force: true });
  }
}
