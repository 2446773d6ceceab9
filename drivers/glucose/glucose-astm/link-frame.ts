import { CONTROL_NAMES, CR, ETB, ETX, LF, STX } from './commands.ts';

/** Longest text of a frame taken; E1381 allows 240, instruments of E1381-02 send more. */
const LONGEST_TEXT = 4000;

/** One element of the link: a text frame, a control character or a line of the remote-command mode. */
export type LinkElement =
  | {
      readonly kind: 'text';
      /** 0 to 7. */
      readonly number: number;
      /** What stands between number and ETX or ETB, Latin-1. */
      readonly text: string;
      /** ETB = the message goes on. */
      readonly isLast: boolean;
    }
  | { readonly kind: 'control'; readonly name: string }
  | { readonly kind: 'remote'; readonly text: string };

export type ElementVerdict =
  | { readonly verdict: 'need' }
  | { readonly verdict: 'reject' }
  | { readonly verdict: 'refused'; readonly length: number; readonly reason: string }
  | { readonly verdict: 'element'; readonly length: number; readonly element: LinkElement };

/** Two check digits, CR and LF behind ETX or ETB. */
const TRAILER_LENGTH = 4;

const REJECT: ElementVerdict = { verdict: 'reject' };
const NEED: ElementVerdict = { verdict: 'need' };

/** Text of a record: printable, CR between records, and any eight-bit letter of a name. */
function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte !== 0x7f) || byte === CR;
}

/** Judges one element from `start`; `ended` = no more bytes will come. Remote lines are judged by the caller. */
export function readElement(bytes: Uint8Array, start: number): ElementVerdict {
  const first = bytes[start];
  if (first === undefined) return NEED;
  const control = CONTROL_NAMES.get(first);
  if (control !== undefined) {
    return { verdict: 'element', length: 1, element: { kind: 'control', name: control } };
  }
  return first === STX ? readTextFrame(bytes, start) : REJECT;
}

function readTextFrame(bytes: Uint8Array, start: number): ElementVerdict {
  const digit = bytes[start + 1];
  if (digit === undefined) return NEED;
  if (digit < 0x30 || digit > 0x37) return REJECT;
  let end = start + 2;
  let sum = digit;
  for (let byte = bytes[end]; byte !== ETX && byte !== ETB; byte = bytes[end]) {
    if (byte === undefined) return NEED;
    if (!isTextByte(byte) || end - start > LONGEST_TEXT) return REJECT;
    sum += byte;
    end += 1;
  }
  const length = end + 1 + TRAILER_LENGTH - start;
  for (let index = 0; index < TRAILER_LENGTH; index += 1) {
    const byte = bytes[end + 1 + index];
    if (byte === undefined) return NEED;
    const fits = index < 2 ? isHexDigit(byte) : byte === (index === 2 ? CR : LF);
    if (!fits) return { verdict: 'refused', length: end + 1 + index - start, reason: 'length' };
  }
  // From the number through ETX or ETB, modulo 256.
  sum = (sum + (bytes[end] ?? 0)) & 0xff;
  const check = (digitOf(bytes[end + 1] ?? 0) << 4) | digitOf(bytes[end + 2] ?? 0);
  if (check !== sum) return { verdict: 'refused', length, reason: 'checksum' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start + 2, end - start - 2).toString('latin1');
  const isLast = bytes[end] === ETX;
  return { verdict: 'element', length, element: { kind: 'text', number: digit - 0x30, text, isLast } };
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

/** Value of a hexadecimal digit of either case. */
function digitOf(byte: number): number {
  return byte <= 0x39 ? byte - 0x30 : (byte & 0x0f) + 9;
}
