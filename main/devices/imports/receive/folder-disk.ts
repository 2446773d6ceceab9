import { access, lstat, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isSame, type Seen } from './folder-plan.ts';

export type Outbox = 'taken' | 'refused';

/** The folder of an instrument's program: a disk of this computer or a share that may go away at any time. */
export interface FolderDisk {
  /** Files that lie directly in it and are wanted; others are not even looked at. Rejects with the system's error. */
  list(isWanted: (name: string) => boolean): Promise<Seen[]>;
  /** `undefined` when it changed while it was read, or is gone. Rejects when somebody holds it. */
  read(file: Seen): Promise<Uint8Array | undefined>;
  /**
   * Moves a file away, the note beside it first; never over another one.
   * @returns false when it is no longer the file that was read
   */
  put(file: Seen, to: Outbox, note: string | undefined): Promise<boolean>;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const AWAY =
  /^(?:ENOENT|ENOTDIR|EIO|ESTALE|EHOSTDOWN|EHOSTUNREACH|ENETDOWN|ENETUNREACH|ETIMEDOUT|ENOTCONN|ECONNRESET|ECONNREFUSED|EREMOTEIO|ENODEV|ENXIO|UNKNOWN)$/;

/** Stable code of what a folder suffers from; words under `errors`. Pure. */
export function folderReason(error: unknown, during: 'list' | 'read' | 'put'): string {
  const code = codeOf(error);
  if (AWAY.test(code)) return 'imports.folder_away';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'imports.folder_full';
  if (during === 'list') return 'imports.folder_denied';
  // A program that writes holds its file: EBUSY where systems know that, a denial where they do not say more.
  return during === 'read' ? 'imports.file_locked' : 'imports.folder_read_only';
}

/** Symbolic links, folders and pipes are no files of an instrument. */
async function seen(folder: string, name: string): Promise<Seen | undefined> {
  try {
    const found = await lstat(path.join(folder, name));
    return found.isFile() ? { name, size: found.size, modifiedMs: found.mtimeMs } : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function createFolderDisk(folder: string): FolderDisk {
  return {
    async list(isWanted) {
      const entries = await readdir(folder, { withFileTypes: true });
      const names = entries.filter((entry) => entry.isFile() && isWanted(entry.name)).map(({ name }) => name);
      const files = await Promise.all(names.map((name) => seen(folder, name)));
      return files.filter((file) => file !== undefined);
    },

    async read(file) {
      let handle: Awaited<ReturnType<typeof open>>;
      try {
        handle = await open(path.join(folder, file.name), 'r');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
      try {
        const bytes = await handle.readFile();
        const { size, mtimeMs } = await handle.stat();
        const now = { name: file.name, size, modifiedMs: mtimeMs };
        return isSame(now, file) && bytes.length === size ? bytes : undefined;
      } finally {
        await handle.close();
      }
    },

    async put(file, to, note) {
      if (!isSame(await seen(folder, file.name), file)) return false;
      const outbox = path.join(folder, to);
      await mkdir(outbox, { recursive: true });
      const target = await freeName(outbox, file.name);
      const noteFile = `${target}.reason.txt`;
      if (note !== undefined) await writeFile(noteFile, note, { flag: 'wx' });
      try {
        await rename(path.join(folder, file.name), target);
      } catch (error) {
        if (note !== undefined) await rm(noteFile, { force: true }).catch(() => undefined);
        throw error;
      }
      return true;
    },
  };
}

/** `result.csv`, else `result (2).csv`, and so on. */
async function freeName(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; ; number += 1) {
    const target = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    const isFree = async (file: string): Promise<boolean> =>
      access(file).then(
        () => false,
        () => true,
      );
    if ((await isFree(target)) && (await isFree(`${target}.reason.txt`))) return target;
  }
}
