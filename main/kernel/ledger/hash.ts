import { hash } from 'node:crypto';

/** A SHA-256 value: exactly 32 bytes. */
export type Hash = Buffer;

export const HASH_LENGTH = 32;

/** RFC 6962 section 2.1: the root of a tree without leaves is the hash of nothing. */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');

/** RFC 6962 section 2.1: leaf hash = SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array): Hash {
  const input = Buffer.allocUnsafe(data.length + 1);
  input[0] = 0x00;
  input.set(data, 1);
  return hash('sha256', input, 'buffer');
}

/** The leaf hash of a text's UTF-8 bytes, in lower-case hex. One call, since this stands in the path of every entry. */
export function leafHashOfText(text: string): string {
  return hash('sha256', `\u0000${text}`, 'hex');
}

/** RFC 6962 section 2.1: node hash = SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  const input = Buffer.allocUnsafe(1 + left.length + right.length);
  input[0] = 0x01;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return hash('sha256', input, 'buffer');
}

export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex');
}

export function isHash(value: Uint8Array): boolean {
  return value.length === HASH_LENGTH;
}

/** Strict lower- or upper-case hex of any length, or undefined. `Buffer.from(text, 'hex')` would stop at the first fault. */
export function bytesFromHex(text: string): Buffer | undefined {
  return /^(?:[0-9a-fA-F]{2})*$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** Strict standard base64 with padding, or undefined. */
export function bytesFromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
