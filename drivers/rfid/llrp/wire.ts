import { DeviceError } from '../../errors.ts';

/** Codes of the digits 0 to F. */
const DIGITS = new TextEncoder().encode('0123456789ABCDEF');
/** Digits are written here and become one flat string: concatenated text would be put together again at every use. */
const scratch = Buffer.alloc(256);

/** Upper-case hexadecimal of a stretch of bytes. */
export function toHex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  const length = 2 * (end - start);
  const digits = length <= scratch.length ? scratch : Buffer.alloc(length);
  for (let at = start, to = 0; at < end; at += 1, to += 2) {
    const byte = bytes[at] ?? 0;
    digits[to] = DIGITS[byte >> 4] ?? 0;
    digits[to + 1] = DIGITS[byte & 15] ?? 0;
  }
  return digits.toString('latin1', 0, length);
}

/** @throws DeviceError `input.invalid` unless the text is pairs of hexadecimal digits */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) {
    throw new DeviceError('input.invalid', 'not a string of hexadecimal pairs', { detail: { hex } });
  }
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
  );
}

/** The one way a wrong body is reported: `at` counts from the first byte of the message. */
export function malformed(reason: string, at: number): DeviceError {
  return new DeviceError('protocol.malformed', `${reason} at byte ${at}`, { detail: { reason, at } });
}

/** 2^32, the weight of the upper half of a 64-bit value. */
const UPPER_HALF = 4_294_967_296;
/** Upper halves below this give values a Number holds exactly (2^53 / 2^32). */
const EXACT_UPPER_LIMIT = 2_097_152;

/** A 64-bit unsigned value: a number as long as that is exact, else its decimal string. */
export function joinHalves(upper: number, lower: number): number | string {
  if (upper < EXACT_UPPER_LIMIT) return upper * UPPER_HALF + lower;
  return ((BigInt(upper) << 32n) | BigInt(lower)).toString();
}
