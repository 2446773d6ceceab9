import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Refusal, StoreError } from '../errors.ts';
import { type AttachmentType, attachmentType } from './content-type.ts';

/** A photograph of a document camera is 5 to 15 MB; larger ones are a mistake or an attack. */
export const largestAttachmentBytes = 32 * 1024 * 1024;

export interface Attachments {
  /**
   * Keeps bytes under their SHA-256 and resolves when they are on the disk; keeping the same bytes again is free.
   * @throws Refusal `attachment.too_large`, `attachment.kind`; StoreError of the disk
   */
  put(bytes: Uint8Array): Promise<{ readonly hash: string; readonly type: AttachmentType }>;
  /** Undefined when nothing with this hash is kept. @throws Refusal `attachment.altered` when the bytes no longer have the hash */
  get(hash: string): Promise<{ readonly bytes: Uint8Array; readonly type: AttachmentType } | undefined>;
  has(hash: string): Promise<boolean>;
}

function diskError(error: unknown): StoreError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StoreError('store.disk_full', 'no room for an attachment', { cause: error });
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new StoreError('store.read_only', 'attachments cannot be written', { cause: error });
  }
  return new StoreError('store.unknown', 'an attachment could not be written', { cause: error });
}

/** Attachments by content hash in `<folder>/ab/abcdef…`: what the ledger names by hash cannot be exchanged unseen. */
export function openAttachments(folder: string): Attachments {
  const fileOf = (hash: string): string => path.join(folder, hash.slice(0, 2), hash);

  async function write(hash: string, bytes: Uint8Array): Promise<void> {
    const file = fileOf(hash);
    const beside = `${file}.${randomUUID()}.new`;
    try {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(beside, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(beside, file);
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      throw diskError(error);
    }
  }

  return {
    async put(bytes) {
      if (bytes.length > largestAttachmentBytes)
        throw new Refusal('attachment.too_large', { bytes: bytes.length });
      const type = attachmentType(bytes);
      if (type === undefined) throw new Refusal('attachment.kind', {});
      const hash = createHash('sha256').update(bytes).digest('hex');
      if ((await stat(fileOf(hash)).catch(() => undefined)) === undefined) await write(hash, bytes);
      return { hash, type };
    },

    async get(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
      const bytes = await readFile(fileOf(hash)).catch(() => undefined);
      if (bytes === undefined) return undefined;
      if (createHash('sha256').update(bytes).digest('hex') !== hash)
        throw new Refusal('attachment.altered', { hash });
      return { bytes, type: attachmentType(bytes) ?? 'application/pdf' };
    },

    async has(hash) {
      return /^[0-9a-f]{64}$/.test(hash) && (await stat(fileOf(hash)).catch(() => undefined)) !== undefined;
    },
  };
}
