/** Frames of a few bytes are most of what is turned into text; a table is several times quicker for them. */
const SHORT = 32;
const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
);

/** Upper-case hexadecimal without blanks, the form of all hex texts in this project. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.length <= SHORT) {
    let text = '';
    for (const byte of bytes) text += PAIRS[byte];
    return text;
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

/** Reads hexadecimal of either case, blanks ignored; `undefined` for an odd number of digits or anything else. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Uint8Array.from(Buffer.from(digits, 'hex')) : undefined;
}
