import { DeviceError } from '../../errors.ts';

/** Upper-case hexadecimal of each byte value. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0').toUpperCase(),
);

/** Upper-case hexadecimal of a stretch of bytes. */
export function toHex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  for (let at = start; at < end; at += 1) text += HEX[bytes[at] ?? 0];
  return text;
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
