import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors.ts';
import { classifyError } from './errors.ts';

/** Where things lie in a data folder (数据目录). */
export interface FolderLayout {
  readonly folder: string;
  readonly database: string;
  readonly keys: string;
  readonly attachments: string;
  readonly mark: string;
  readonly lock: string;
  readonly ballast: string;
}

export function folderLayout(folder: string): FolderLayout {
  return {
    folder,
    database: path.join(folder, 'station.sqlite'),
    keys: path.join(folder, 'keys'),
    attachments: path.join(folder, 'attachments'),
    mark: path.join(folder, 'mark.json'),
    lock: path.join(folder, 'lock'),
    ballast: path.join(folder, 'ballast'),
  };
}

/**
 * Makes the folder when it is not there and checks that it can be worked in.
 * @throws StoreError `store.read_only`, `store.disk_full`, `store.not_a_folder`, `store.network_drive`
 */
export function prepareFolder(folder: string): FolderLayout {
  const layout = folderLayout(path.resolve(folder));
  try {
    // Node reports a missing parent where a recursive mkdir meets a read-only disk.
    if (existsSync(layout.folder)) accessSync(layout.folder, constants.W_OK);
    mkdirSync(layout.attachments, { recursive: true });
    accessSync(layout.folder, constants.W_OK);
    // Asked here, since SQLite opens a file it may not write for reading without a word.
    if (existsSync(layout.database)) accessSync(layout.database, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw isNoFolder(error)
      ? new StoreError('store.not_a_folder', 'a file stands where a folder is wanted', {
          detail: { folder: layout.folder },
          cause: error,
        })
      : classifyError(error);
  }
  const type = networkFileSystem(layout.folder);
  if (type !== undefined) {
    throw new StoreError('store.network_drive', `the data folder lies on a network drive (${type})`, {
      detail: { folder: layout.folder, type },
    });
  }
  return layout;
}

function isNoFolder(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTDIR');
}

/** File systems whose locks cannot be trusted (replication notes 3.6). */
const NETWORK_TYPES = new Set([
  '9p',
  'afs',
  'ceph',
  'cifs',
  'fuse.glusterfs',
  'fuse.sshfs',
  'nfs',
  'nfs4',
  'smb3',
  'smbfs',
]);

/** Type of the network file system a folder lies on, or undefined. Windows shares show in the path, Linux's in its table of mounts. */
export function networkFileSystem(folder: string, mounts = readMounts()): string | undefined {
  if (/^[\\/]{2}[^\\/?.]/.test(folder)) return 'unc';
  let real = folder;
  try {
    real = realpathSync(folder);
  } catch {
    // The folder is about to be made; its name says where.
  }
  let longest = '';
  let type = '';
  for (const line of mounts.split('\n')) {
    const [, point = '', kind = ''] = line.split(' ');
    const mountPoint = point.replaceAll('\\040', ' ');
    const covers =
      real === mountPoint || real.startsWith(mountPoint.endsWith('/') ? mountPoint : `${mountPoint}/`);
    if (mountPoint !== '' && covers && mountPoint.length >= longest.length) {
      longest = mountPoint;
      type = kind;
    }
  }
  return NETWORK_TYPES.has(type) ? type : undefined;
}

function readMounts(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8');
  } catch {
    return '';
  }
}
