import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { StoreError } from '../errors.ts';
import type { JsonValue } from '../module.ts';
import { canonicalJson } from './canonical.ts';
import { sha256Hex } from './hash.ts';

/**
 * Sealed bodies (密封正文): values that must be erasable are encrypted under a random key per person; the ledger holds
 * only the hash of the sealed bytes. Destroying the key erases the content and leaves the chain whole (DESIGN.md 5).
 *
 * Sealed bytes: 12-byte nonce ‖ AES-256-GCM ciphertext ‖ 16-byte tag; the person id is bound as additional data, so that
 * one person's content cannot be shown as another's. AES-GCM, because Electron's crypto has it too (replication notes 3.7).
 */
export interface SealedReference {
  /** SHA-256 of the sealed bytes, lower-case hex. */
  readonly sealed: string;
  readonly person: string;
}

export const PERSON_KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const CIPHER = 'aes-256-gcm';

export function sealBody(
  key: Uint8Array,
  person: string,
  value: JsonValue,
  nonce: Uint8Array = randomBytes(NONCE_LENGTH),
): { readonly reference: SealedReference; readonly bytes: Buffer } {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_LENGTH });
  cipher.setAAD(Buffer.from(person, 'utf8'));
  const content = cipher.update(canonicalJson(value), 'utf8');
  const bytes = Buffer.concat([nonce, content, cipher.final(), cipher.getAuthTag()]);
  return { reference: { sealed: sha256Hex(bytes), person }, bytes };
}

/** @throws StoreError `store.corrupt` when the bytes are not those of the reference or do not open with the key. */
export function openSealedBody(key: Uint8Array, reference: SealedReference, bytes: Uint8Array): JsonValue {
  if (bytes.length < NONCE_LENGTH + TAG_LENGTH || sha256Hex(bytes) !== reference.sealed) {
    throw new StoreError('store.corrupt', 'sealed bytes do not match their hash');
  }
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_LENGTH), {
      authTagLength: TAG_LENGTH,
    });
    decipher.setAAD(Buffer.from(reference.person, 'utf8'));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_LENGTH));
    const content = decipher.update(bytes.subarray(NONCE_LENGTH, bytes.length - TAG_LENGTH));
    return JSON.parse(Buffer.concat([content, decipher.final()]).toString('utf8')) as JsonValue;
  } catch (cause) {
    throw new StoreError('store.corrupt', 'sealed bytes do not open with the key of the person', { cause });
  }
}
