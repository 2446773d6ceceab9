import type { Recognise, Recognition } from '../../framing/framer.ts';
import { ACCEPTED, COMMAND_START, commandNamed, REPORT_LENGTH, REPORT_PAYLOAD } from './commands.ts';

/** A message of either direction, put together from its reports. */
export type MicrolifeMessage =
  | { readonly kind: 'command'; readonly code: number }
  /** A lone 06: the meter waits for the data of a set command. */
  | { readonly kind: 'ack' }
  | MicrolifeDigits;

/** Hexadecimal digits whose check holds, without it. */
export interface MicrolifeDigits {
  readonly kind: 'digits';
  readonly digits: string;
  /** Distance of each digit's byte from the first byte of the message. */
  readonly positions: readonly number[];
  readonly raw: Uint8Array;
}

/** Digits before the first record and per record (public BP3GX1-5X program). */
export const HEADER_DIGITS = 32;
export const RECORD_DIGITS = 32;
const CHECK_DIGITS = 2;
/** Data of `SET_ID` and `SET_CLOCK`, check included. */
const settingLengths: readonly number[] = [66, 82];
/** More records than any model keeps. */
const MOST_RECORDS = 500;
const LONGEST_MESSAGE = 65_536;

const isHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

/** The upper half of byte 0 is the line state of the bridge chip and says nothing here. */
const countAt = (view: Uint8Array, at: number): number => (view[at] ?? 0) & 0x0f;

const digitsOnly = (view: Uint8Array, from: number, to: number): boolean =>
  view.subarray(from, to).every(isHexDigit);

function isCommand(view: Uint8Array, at: number): boolean {
  return countAt(view, at) === 4 && COMMAND_START.every((byte, index) => view[at + 1 + index] === byte);
}

/** Whether the report goes on with digits. A bridge may send short reports, even empty ones, in the middle. */
function continues(view: Uint8Array, at: number): boolean {
  const count = countAt(view, at);
  return count <= REPORT_PAYLOAD && digitsOnly(view, at + 1, at + 1 + count);
}

/** Whether the bytes of a report that have come so far can still open a message. */
function mayOpen(view: Uint8Array, start: number): boolean {
  const count = countAt(view, start);
  if (count === 0 || count > REPORT_PAYLOAD) return false;
  const first = view[start + 1];
  return (
    first === undefined ||
    first === ACCEPTED ||
    first === COMMAND_START[0] ||
    (start === 0 && isHexDigit(first))
  );
}

/** Reports of eight bytes, both directions mixed; only the counted bytes are looked at. */
export const recogniseReports: Recognise<MicrolifeMessage> = (view, start, ended) => {
  if (!mayOpen(view, start)) return { verdict: 'reject' };
  if (view.length - start < REPORT_LENGTH) return { verdict: 'need', bytes: REPORT_LENGTH };
  const count = countAt(view, start);
  if (isCommand(view, start)) {
    const code = view[start + 4] ?? 0;
    if (commandNamed(code) === undefined) return { verdict: 'reject' };
    return { verdict: 'frame', length: REPORT_LENGTH, content: { kind: 'command', code } };
  }
  const answers = view[start + 1] === ACCEPTED;
  if (answers && count === 1) {
    return { verdict: 'frame', length: REPORT_LENGTH, content: { kind: 'ack' } };
  }
  if (!digitsOnly(view, start + (answers ? 2 : 1), start + 1 + count)) return { verdict: 'reject' };
  return judgeDigits(view, start, answers, ended);
};

/**
 * Nothing marks the end of an answer. The memory says how many records it holds; anything else ends where its check
 * holds and no further digits follow.
 *
 * @param answers the first byte is 06; digits without it (data of a set command) are believed only with a right check
 */
function judgeDigits(
  view: Uint8Array,
  start: number,
  answers: boolean,
  ended: boolean,
): Recognition<MicrolifeMessage> {
  const bytes: number[] = [];
  const positions: number[] = [];
  let sum = 0;
  for (let at = start; at - start < LONGEST_MESSAGE; at += REPORT_LENGTH) {
    const first = at === start && answers ? at + 2 : at + 1;
    for (let place = first; place < at + 1 + countAt(view, at); place += 1) {
      const byte = view[place] ?? 0;
      bytes.push(byte);
      positions.push(place - start);
      sum += byte;
    }
    const length = at - start + REPORT_LENGTH;
    const next = at + REPORT_LENGTH;
    const whole = checkHolds(bytes, sum);
    const follows = view.length - next >= REPORT_LENGTH;
    const isSet = !answers && settingLengths.includes(bytes.length);
    if (
      whole &&
      (isSet || isWholeMemory(bytes) || (follows && !continues(view, next)) || (!follows && ended))
    ) {
      const raw = view.subarray(start, start + length);
      const digits = Buffer.from(bytes.slice(0, -CHECK_DIGITS)).toString('latin1');
      return { verdict: 'frame', length, content: { kind: 'digits', digits, positions, raw } };
    }
    if (!follows && !ended) return { verdict: 'need', bytes: length + REPORT_LENGTH };
    if (!follows || !continues(view, next)) {
      const reason = bytes.length > CHECK_DIGITS ? 'checksum' : 'length';
      return answers ? { verdict: 'refused', length, reason } : { verdict: 'reject' };
    }
  }
  return { verdict: 'reject' };
}

function checkHolds(bytes: readonly number[], sum: number): boolean {
  if (bytes.length <= CHECK_DIGITS) return false;
  const check = bytes.slice(-CHECK_DIGITS);
  const data = sum - check.reduce((total, byte) => total + byte, 0);
  return Number.parseInt(String.fromCharCode(...check), 16) === (data & 0xff);
}

/** Number of records, as the memory's first four digits say. */
export function recordCount(digits: string): number {
  return Number.parseInt(digits.slice(0, 4), 16);
}

function isWholeMemory(bytes: readonly number[]): boolean {
  if (bytes.length < HEADER_DIGITS + CHECK_DIGITS) return false;
  const count = recordCount(String.fromCharCode(...bytes.slice(0, 4)));
  return count <= MOST_RECORDS && bytes.length === HEADER_DIGITS + count * RECORD_DIGITS + CHECK_DIGITS;
}
