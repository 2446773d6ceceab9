import { existsSync, readFileSync } from 'node:fs';
import { StoreError } from '../errors.ts';
import { type Connection, openImage } from './database.ts';
import { classifyError } from './errors.ts';

/**
 * Opens a database file without writing a byte anywhere: file and write-ahead log are read into memory, the committed
 * frames of the log are laid over the pages, and SQLite reads the result. SQLite's own way of reading a WAL database
 * makes a shared-memory file beside it, which a read-only medium refuses and evidence should not suffer.
 *
 * @throws StoreError `store.corrupt` when it is no database, `store.unknown` when it cannot be read
 */
export function openDatabaseImage(file: string): Connection {
  let image: Buffer;
  try {
    image = readFileSync(file);
    const log = `${file}-wal`;
    if (existsSync(log)) image = applyLog(image, readFileSync(log));
  } catch (error) {
    throw classifyError(error);
  }
  if (!image.subarray(0, 16).equals(FILE_MAGIC)) throw new StoreError('store.corrupt', 'not a database');
  // Bytes 18 and 19 say how the file is to be written and read; 2 means WAL, which memory cannot have, 1 means without.
  image[18] = 1;
  image[19] = 1;
  return openImage(image);
}

/** sqlite.org/fileformat2.html section 1.3.1. */
const FILE_MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
/** Section 4.1: header and frame header of the log; the low bit of the magic number tells the byte order of checksums. */
const LOG_HEADER_LENGTH = 32;
const FRAME_HEADER_LENGTH = 24;
const LOG_MAGIC = 0x377f0682;

/** Lays the committed frames of a write-ahead log over the pages of its database (sqlite.org/fileformat2.html section 4). */
export function applyLog(database: Buffer, log: Buffer): Buffer {
  if (log.length < LOG_HEADER_LENGTH || (log.readUInt32BE(0) & ~1) >>> 0 !== LOG_MAGIC) return database;
  const bigEndian = (log.readUInt32BE(0) & 1) === 1;
  const pageSize = log.readUInt32BE(8);
  const salts = log.subarray(16, 24);
  let sum = checksum(log.subarray(0, 24), [0, 0], bigEndian);
  if (sum[0] !== log.readUInt32BE(24) || sum[1] !== log.readUInt32BE(28)) return database;

  const committed = new Map<number, Buffer>();
  let pending = new Map<number, Buffer>();
  let pages = database.length / pageSize;
  const step = FRAME_HEADER_LENGTH + pageSize;
  for (let offset = LOG_HEADER_LENGTH; offset + step <= log.length; offset += step) {
    const content = log.subarray(offset + FRAME_HEADER_LENGTH, offset + step);
    sum = checksum(content, checksum(log.subarray(offset, offset + 8), sum, bigEndian), bigEndian);
    const stored = [log.readUInt32BE(offset + 16), log.readUInt32BE(offset + 20)];
    const sameLog = log.subarray(offset + 8, offset + 16).equals(salts);
    if (!sameLog || sum[0] !== stored[0] || sum[1] !== stored[1]) break;
    pending.set(log.readUInt32BE(offset), content);
    const sizeAfterCommit = log.readUInt32BE(offset + 4);
    if (sizeAfterCommit > 0) {
      for (const [page, bytes] of pending) committed.set(page, bytes);
      pending = new Map();
      pages = sizeAfterCommit;
    }
  }
  const image = Buffer.alloc(pages * pageSize);
  database.copy(image);
  for (const [page, bytes] of committed) {
    if (page <= pages) bytes.copy(image, (page - 1) * pageSize);
  }
  return image;
}

function checksum(
  bytes: Buffer,
  [first, second]: readonly [number, number],
  bigEndian: boolean,
): readonly [number, number] {
  let left = first;
  let right = second;
  for (let offset = 0; offset < bytes.length; offset += 8) {
    const [low, high] = bigEndian
      ? [bytes.readUInt32BE(offset), bytes.readUInt32BE(offset + 4)]
      : [bytes.readUInt32LE(offset), bytes.readUInt32LE(offset + 4)];
    left = (left + low + right) >>> 0;
    right = (right + high + left) >>> 0;
  }
  return [left, right];
}
