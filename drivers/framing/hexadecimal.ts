/** Frames of a few bytes are most of what is turned into text; tables are several times quicker for them. */
const SHORT = 32;
const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
);
/** Digits of two bytes, filled as they come: half as many texts to join as with one. */
const QUADS: (string | undefined)[] = Array.from({ length: 0x1_0000 });

/** Upper-case hexadecimal without blanks, the form of all hex texts in this project. */
export function toHex(bytes: Uint8Array): string {
  const { length } = bytes;
  if (length > SHORT) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('hex').toUpperCase();
  }
  let text = '';
  let at = 0;
  // By index: iterating slows down several times where plain arrays of bytes and buffers both come.
  for (; at + 1 < length; at += 2) text += hex4(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  return at < length ? text + (PAIRS[bytes[at] ?? 0] ?? '') : text;
}

/** A number of 16 bits as four upper-case digits. */
export function hex4(value: number): string {
  return (QUADS[value] ??= (PAIRS[value >> 8] ?? '') + (PAIRS[value & 0xff] ?? ''));
}

/** Reads hexadecimal of either case, blanks ignored; `undefined` for an odd number of digits or anything else. */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Uint8Array.from(Buffer.from(digits, 'hex')) : undefined;
}
