import { malformed } from './mder.ts';

/**
 * A FLOAT or SFLOAT as decimal number: mantissa × 10^exponent, or one of the special values. 2.50 and 2.5 differ in
 * resolution, so the two parts are kept.
 *
 * Source: ieee-11073-20601.md section 4, "Numbers".
 */
export type MderNumber =
  | { readonly kind: 'finite'; readonly mantissa: number; readonly exponent: number }
  /** 测量不到: not a number; the slot was not measured. */
  | { readonly kind: 'notANumber' }
  | { readonly kind: 'notAtThisResolution' }
  /** Above what the device can tell. */
  | { readonly kind: 'positiveInfinity' }
  | { readonly kind: 'negativeInfinity' }
  | { readonly kind: 'reserved' };

/** Special values count only as these exact patterns, with exponent 0 (ieee-11073-20601.md section 4). */
const SPECIAL_SFLOAT = new Map<number, MderNumber>([
  [0x07ff, { kind: 'notANumber' }],
  [0x0800, { kind: 'notAtThisResolution' }],
  [0x07fe, { kind: 'positiveInfinity' }],
  [0x0802, { kind: 'negativeInfinity' }],
  [0x0801, { kind: 'reserved' }],
]);
const SPECIAL_FLOAT = new Map<number, MderNumber>([
  [0x007f_ffff, { kind: 'notANumber' }],
  [0x0080_0000, { kind: 'notAtThisResolution' }],
  [0x007f_fffe, { kind: 'positiveInfinity' }],
  [0x0080_0002, { kind: 'negativeInfinity' }],
  [0x0080_0001, { kind: 'reserved' }],
]);

/** SFLOAT: 4-bit signed exponent, 12-bit signed mantissa. */
export function decodeSfloat(bits: number): MderNumber {
  // The specials all lie between the largest and the smallest mantissa of exponent 0.
  if (bits >= 0x07fe && bits <= 0x0802) {
    const special = SPECIAL_SFLOAT.get(bits);
    if (special !== undefined) return special;
  }
  return { kind: 'finite', mantissa: (bits << 20) >> 20, exponent: (bits << 16) >> 28 };
}

/** FLOAT: 8-bit signed exponent, 24-bit signed mantissa. */
export function decodeFloat(bits: number): MderNumber {
  if (bits >= 0x007f_fffe && bits <= 0x0080_0002) {
    const special = SPECIAL_FLOAT.get(bits);
    if (special !== undefined) return special;
  }
  return { kind: 'finite', mantissa: (bits << 8) >> 8, exponent: bits >> 24 };
}

/** @throws DeviceError `protocol.malformed` when mantissa or exponent do not fit */
export function encodeSfloat(number: MderNumber): number {
  if (number.kind !== 'finite') return specialBits(SPECIAL_SFLOAT, number.kind);
  const { mantissa, exponent } = number;
  const bits = ((exponent & 0xf) << 12) | (mantissa & 0xfff);
  if (mantissa < -0x800 || mantissa > 0x7ff || exponent < -8 || exponent > 7 || SPECIAL_SFLOAT.has(bits)) {
    throw malformed('number', 'no SFLOAT');
  }
  return bits;
}

/** @throws DeviceError `protocol.malformed` when mantissa or exponent do not fit */
export function encodeFloat(number: MderNumber): number {
  if (number.kind !== 'finite') return specialBits(SPECIAL_FLOAT, number.kind);
  const { mantissa, exponent } = number;
  const bits = (((exponent & 0xff) << 24) | (mantissa & 0xff_ffff)) >>> 0;
  if (
    mantissa < -0x80_0000 ||
    mantissa > 0x7f_ffff ||
    exponent < -128 ||
    exponent > 127 ||
    SPECIAL_FLOAT.has(bits)
  ) {
    throw malformed('number', 'no FLOAT');
  }
  return bits;
}

/** A decimal text such as `2.50` as mantissa and exponent. @throws DeviceError `protocol.malformed` for anything else */
export function decimalNumber(text: string): MderNumber {
  const form = /^(-?)(\d{1,9})(?:\.(\d{1,8}))?$/.exec(text);
  if (form === null) throw malformed('number', `not a decimal number: ${text}`);
  const [, sign = '', whole = '', fraction = ''] = form;
  const mantissa = Number(`${sign}${whole}${fraction}`);
  return { kind: 'finite', mantissa: mantissa === 0 ? 0 : mantissa, exponent: -fraction.length };
}

/** The number as the device resolves it: `62.50` for mantissa 6250, exponent −2. */
export function decimalText(mantissa: number, exponent: number): string {
  if (exponent === 0) return String(mantissa);
  if (exponent > 0)
    return exponent > 15 ? `${mantissa}E${exponent}` : String(mantissa) + '0'.repeat(exponent);
  const digits = String(Math.abs(mantissa)).padStart(1 - exponent, '0');
  const point = digits.length + exponent;
  return `${mantissa < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The closest binary number, as if the decimal text had been read. */
export function decimalValue(mantissa: number, exponent: number): number {
  if (exponent === 0) return mantissa;
  // Dividing by an exact power of ten rounds once, as reading the text does; beyond 10^22 powers are no longer exact.
  if (exponent < 0 && exponent >= -22) return mantissa / 10 ** -exponent;
  if (exponent > 0 && exponent <= 8) return mantissa * 10 ** exponent;
  return Number(`${mantissa}e${exponent}`);
}

function specialBits(specials: ReadonlyMap<number, MderNumber>, kind: MderNumber['kind']): number {
  for (const [bits, special] of specials) if (special.kind === kind) return bits;
  throw malformed('number', `no special value: ${kind}`);
}
