import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { StoreError } from '../errors.ts';
import { SEALED_SIGNATURE } from './content-type.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypted attachments (加密附件): what may have to be erased is kept under a key of its own, and the key is kept sealed
 * beside the ledger: the key destroyed, the file is noise, and its hash in the ledger stays true. Bytes: mark ‖ 12-byte
 * nonce ‖ AES-256-GCM ciphertext ‖ 16-byte tag, as in sealed bodies.
 */
export function sealAttachment(bytes: Uint8Array): { readonly sealed: Uint8Array; readonly key: string } {
  const [key, nonce] = [randomBytes(KEY_BYTES), randomBytes(NONCE_BYTES)];
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  const content = [cipher.update(bytes), cipher.final()];
  return {
    sealed: Buffer.concat([Buffer.from(SEALED_SIGNATURE, 'latin1'), nonce, ...content, cipher.getAuthTag()]),
    key: key.toString('base64'),
  };
}

/** @throws StoreError `store.corrupt` when the bytes do not open with the key */
export function openSealedAttachment(sealed: Uint8Array, key: string): Uint8Array {
  const from = SEALED_SIGNATURE.length;
  try {
    const nonce = sealed.subarray(from, from + NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'base64'), nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const content = sealed.subarray(from + NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch (cause) {
    throw new StoreError('store.corrupt', 'a sealed attachment does not open with its key', { cause });
  }
}
