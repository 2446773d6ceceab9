import { DeviceError } from '../../errors.ts';

/** A number read through a Wiegand interface (韦根). */
export type WiegandReading =
  | { readonly verdict: 'good'; readonly uid: string; readonly uidBits: number }
  | { readonly verdict: 'refused'; readonly reason: 'parity' | 'padding' | 'length' };

/**
 * Reads bits as readers pack them: a byte that counts them, then the bits left aligned with zero padding.
 * 26 and 34 bits are checked by their parities, even over the first half, odd over the second (iso14443-cards.md
 * section 4), and give their 24 or 32 data bits. Other counts have no published parity rule: all bits are kept, packed
 * as sent.
 *
 * @param packed hexadecimal: count byte and data
 */
export function readBitCount(packed: string): WiegandReading {
  const count = Number.parseInt(packed.slice(0, 2), 16);
  const data = packed.slice(2).toUpperCase();
  if (data.length !== Math.ceil(count / 8) * 2 || count === 0)
    return { verdict: 'refused', reason: 'length' };
  const bits = toBits(data);
  if (bits.slice(count).includes('1')) return { verdict: 'refused', reason: 'padding' };
  if (count !== 26 && count !== 34) return { verdict: 'good', uid: data, uidBits: count };
  const used = bits.slice(0, count);
  const half = count / 2;
  if (ones(used.slice(0, half)) % 2 !== 0 || ones(used.slice(half)) % 2 !== 1) {
    return { verdict: 'refused', reason: 'parity' };
  }
  return { verdict: 'good', uid: toHexDigits(used.slice(1, -1)), uidBits: count - 2 };
}

/**
 * The bits a Wiegand 26 or 34 reader sends for three or four UID bytes, parities included, as a text of 0 and 1.
 *
 * @throws DeviceError `input.invalid` for any other number of bytes
 */
export function wiegandBits(uid: string): string {
  if (!/^(?:[0-9a-f]{6}|[0-9a-f]{8})$/i.test(uid)) {
    throw new DeviceError('input.invalid', 'Wiegand 26 and 34 carry three or four bytes');
  }
  const data = toBits(uid);
  const half = data.length / 2;
  const even = ones(data.slice(0, half)) % 2;
  const odd = 1 - (ones(data.slice(half)) % 2);
  return `${even}${data}${odd}`;
}

/** Count byte and left-aligned bits in hexadecimal: 26 bits become `1A` and four bytes. */
export function packBitCount(bits: string): string {
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return bits.length.toString(16).toUpperCase().padStart(2, '0') + toHexDigits(padded);
}

const toBits = (hex: string): string =>
  hex
    .split('')
    .map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'))
    .join('');

const toHexDigits = (bits: string): string =>
  (bits.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 2).toString(16).toUpperCase()).join('');

const ones = (bits: string): number => bits.replaceAll('0', '').length;
