/** Upper-case hexadecimal without blanks, the form of all hex texts in this project. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

/** Reads hexadecimal of either case, blanks ignored; `undefined` for an odd number of digits or anything else. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Uint8Array.from(Buffer.from(digits, 'hex')) : undefined;
}
