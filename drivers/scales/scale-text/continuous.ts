import type { MeasuredUnit } from '../../decoded.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import type { Recognition } from '../../framing/framer.ts';
import { xor8 } from '../../framing/checksums.ts';
import { scaledDecimal, numberOf } from '../decimal.ts';
import { noWeight, weighingReading } from '../weighing.ts';

const STX = 0x02;
const ETX = 0x03;
const CR = 0x0d;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Sign, six digits, decimal place; then two check characters and ETX. */
const YAOHUA_LENGTH = 12;
/** No indicator of this family has more than four decimals. */
const MOST_DECIMALS = 4;

/**
 * Chinese truck-scale indicators (XK3190 "continuous"): STX, sign, six digits, decimal place, XOR of those eight bytes as
 * two characters, ETX (weight-height.md section 3). Some firmwares write a nibble above 9 as `:` to `?`.
 */
export function recogniseYaohua(view: Uint8Array, start: number): Recognition {
  const raw = view.subarray(start, start + YAOHUA_LENGTH);
  for (let index = 1; index < raw.length; index += 1) {
    if (!fitsYaohua(raw[index] ?? 0, index)) return { verdict: 'reject' };
  }
  if (raw.length < YAOHUA_LENGTH) return { verdict: 'need', bytes: YAOHUA_LENGTH };
  const body = raw.subarray(1, 9);
  const check = xor8(body);
  const told = Buffer.from(raw.subarray(9, 11)).toString('latin1').toUpperCase();
  const plain = String.fromCharCode(0x30 + (check >> 4), 0x30 + (check & 15));
  if (told !== toHex(Uint8Array.of(check)) && told !== plain) {
    return { verdict: 'refused', length: YAOHUA_LENGTH, reason: 'checksum' };
  }
  const decimals = (raw[8] ?? 0x30) - 0x30;
  if (decimals > MOST_DECIMALS) return { verdict: 'refused', length: YAOHUA_LENGTH, reason: 'range' };
  const digits = Number(Buffer.from(raw.subarray(2, 8)).toString('latin1'));
  const text = scaledDecimal(digits, -decimals, raw[1] === 0x2d);
  return {
    verdict: 'frame',
    length: YAOHUA_LENGTH,
    content: weighingReading({ quantity: 'weight', text }, raw.slice()),
  };
}

function fitsYaohua(byte: number, index: number): boolean {
  if (index === 1) return byte === 0x2b || byte === 0x2d;
  if (index <= 8) return isDigit(byte);
  if (index <= 10)
    return (byte >= 0x30 && byte <= 0x3f) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
  return byte === ETX;
}

/** STX, three status bytes, six digits of weight, six of tare, CR. */
const TOLEDO_LENGTH = 17;
/** The three status bytes always have bit 5 set and bit 7 clear; A and C also have bit 6 clear or a flag there. */
const isStatus = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xa0) === 0x20;
/** Status byte C bits 0–2; 0 leaves it to bit 4 of B (kg or lb). */
const toledoUnits: Readonly<Record<number, MeasuredUnit>> = {
  1: 'g',
  2: 't',
  3: '[oz_av]',
  4: '[oz_tr]',
  5: '[pwt_tr]',
  6: '[ston_av]',
  7: 'N',
};

/**
 * Toledo continuous output (manuals of the 8142, Jaguar and IND terminals): STX, status A B C, weight, tare, CR and, where
 * switched on, a check byte that makes the sum of all 18 zero in its low seven bits.
 */
export function recogniseToledo(view: Uint8Array, start: number, ended: boolean): Recognition {
  const available = view.length - start;
  for (let index = 1; index < Math.min(available, TOLEDO_LENGTH); index += 1) {
    if (!fitsToledo(view[start + index] ?? 0, index)) return { verdict: 'reject' };
  }
  if (available < TOLEDO_LENGTH) return { verdict: 'need', bytes: TOLEDO_LENGTH };
  const length = toledoLength(view, start, ended);
  if (length === 'need') return { verdict: 'need', bytes: available + 1 };
  if (length === 'checksum') return { verdict: 'refused', length: TOLEDO_LENGTH + 1, reason: 'checksum' };
  return toledoContent(view.slice(start, start + length));
}

function fitsToledo(byte: number, index: number): boolean {
  if (index <= 3) return isStatus(byte);
  if (index <= 15) return isDigit(byte) || byte === 0x20;
  return byte === CR;
}

/** With or without the check byte; the next frame's STX behind the CR is no check byte unless another STX follows it. */
function toledoLength(view: Uint8Array, start: number, ended: boolean): number | 'need' | 'checksum' {
  const behind = view[start + TOLEDO_LENGTH];
  if (behind === undefined) return ended ? TOLEDO_LENGTH : 'need';
  let sum = 0;
  for (let index = 0; index <= TOLEDO_LENGTH; index += 1) sum += view[start + index] ?? 0;
  const checks = (sum & 0x7f) === 0;
  if (behind === STX) {
    const next = view[start + TOLEDO_LENGTH + 1];
    if (next === undefined) return ended ? TOLEDO_LENGTH : 'need';
    return checks && next === STX ? TOLEDO_LENGTH + 1 : TOLEDO_LENGTH;
  }
  if (checks) return TOLEDO_LENGTH + 1;
  // An LF behind the CR belongs to the frame of terminals that print lines; anything else is a wrong check byte.
  return behind === 0x0a ? TOLEDO_LENGTH + 1 : 'checksum';
}

function toledoContent(raw: Uint8Array): Recognition {
  const [, a = 0, b = 0, c = 0] = raw;
  const length = raw.length;
  if ((b & 4) !== 0) {
    return {
      verdict: 'frame',
      length,
      content: noWeight('overrange', (b & 2) === 0 ? 'overLimit' : 'underLimit', raw),
    };
  }
  // 0 and 1 are dummy zeros: the digits stand for hundreds and tens. Bit 4 of C sends one digit more than is shown.
  const exponent = 2 - (a & 7);
  const weight = digitsOf(raw.subarray(4, 10));
  const tare = digitsOf(raw.subarray(10, 16));
  if (weight === undefined || tare === undefined) return { verdict: 'refused', length, reason: 'number' };
  const unit = toledoUnits[c & 7] ?? ((b & 0x10) === 0 ? '[lb_av]' : 'kg');
  const net = (b & 1) !== 0;
  const tareText = scaledDecimal(tare, exponent);
  const content = weighingReading(
    {
      quantity: net ? 'netWeight' : 'weight',
      text: scaledDecimal(weight, exponent, (b & 2) !== 0),
      unit,
      stable: (b & 8) === 0,
      flags: [
        net ? 'net' : 'gross',
        ...((b & 0x40) === 0 ? [] : ['needsZero']),
        ...((c & 8) === 0 ? [] : ['printRequested']),
        ...((c & 0x10) === 0 ? [] : ['expanded']),
      ],
      ...(net || tare !== 0 ? { beside: { tare: { value: numberOf(tareText), unit, text: tareText } } } : {}),
    },
    raw,
  );
  return { verdict: 'frame', length, content };
}

/** Leading blanks are zeros that are not shown. */
function digitsOf(bytes: Uint8Array): number | undefined {
  const text = Buffer.from(bytes).toString('latin1').trimStart();
  return /^\d*$/.test(text) ? Number(text) : undefined;
}
