import { closeSync, existsSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * A file that only takes up room (压舱文件), deleted when the disk is full so that the last hand-over can still be written
 * (replication notes 3.4).
 */
export interface Ballast {
  /** @returns whether there was a file to give up */
  release(): boolean;
  /** Whether the file is gone, that is: the disk ran full. */
  readonly released: boolean;
  /** Writes the next piece, if the disk has room to spare. @returns whether there is more to write */
  grow(): boolean;
}

export const DEFAULT_BALLAST_BYTES = 64 * 1024 * 1024;
const PIECE = Buffer.alloc(1024 * 1024);

/** Without a file there is no room to give up, as for a database in memory. */
export const NO_BALLAST: Ballast = { release: () => false, released: false, grow: () => false };

export function createBallast(file: string, bytes: number): Ballast {
  let released = false;
  return {
    get released() {
      return released;
    },
    release() {
      if (!existsSync(file)) return false;
      rmSync(file);
      released = true;
      return true;
    },
    grow() {
      if (released) return false;
      const size = existsSync(file) ? statSync(file).size : 0;
      const missing = bytes - size;
      if (missing <= 0 || !hasRoom(path.dirname(file), missing)) return false;
      const descriptor = openSync(file, 'a');
      try {
        writeSync(descriptor, PIECE, 0, Math.min(PIECE.length, missing));
      } finally {
        closeSync(descriptor);
      }
      return missing > PIECE.length;
    },
  };
}

/** Never takes more than half of what is free: ballast must not be what fills the disk. */
function hasRoom(folder: string, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 2 * bytes;
}
