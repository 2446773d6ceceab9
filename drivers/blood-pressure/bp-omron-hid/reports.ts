import { xor8 } from '../../framing/checksums.ts';
import type { Recognise, Recognition } from '../../framing/framer.ts';
import { commandLengths, REPORT_LENGTH, REPORT_PAYLOAD } from './commands.ts';

/** A checked message of either direction, put together from its reports. */
export type OmronMessage =
  /** The seven or two zeros that clear the link. */
  | { readonly kind: 'clear'; readonly zeros: number }
  /** A report that says nothing (no valid byte, or `08 60` after a change of mode). */
  | { readonly kind: 'idle' }
  | { readonly kind: 'command'; readonly letters: string; readonly args: Uint8Array }
  | { readonly kind: 'no' }
  | { readonly kind: 'off' }
  /** `data` without OK and without its check; empty for a bare OK. `raw` is all reports. */
  | { readonly kind: 'ok'; readonly data: Uint8Array; readonly raw: Uint8Array };

/** The longest known answer has six reports. */
const MOST_REPORTS = 8;
/** Answer to `PRF`, the only one that fills its last report: digits in ASCII. */
const PROFILE_LENGTH = 14;

const words = ['OK', 'NO', 'OFF', '\0\0\0', '\x60\0\0', ...Object.keys(commandLengths)];

/** Three letters as one number: compared at every place of noise, so without making texts. */
const threeLetters = (word: string): number =>
  (word.charCodeAt(0) << 16) | (word.charCodeAt(1) << 8) | word.charCodeAt(2);

interface KnownCommand {
  readonly letters: string;
  readonly length: number;
}

const commands: ReadonlyMap<number, KnownCommand> = new Map(
  Object.entries(commandLengths).map(([letters, length]) => [threeLetters(letters), { letters, length }]),
);
const OFF = threeLetters('OFF');
const OK = threeLetters('OK\0') >>> 8;
const NO = threeLetters('NO\0') >>> 8;

const numberAt = (view: Uint8Array, at: number): number =>
  ((view[at] ?? 0) << 16) | ((view[at + 1] ?? 0) << 8) | (view[at + 2] ?? 0);

const letters = (view: Uint8Array, at: number, count: number): string =>
  Buffer.from(view.subarray(at, at + count)).toString('latin1');

/**
 * What a report at `at` opens. Nothing marks the first report of a message but its words, so all of them are known
 * here; a report that opens nothing is the rest of a message or noise.
 */
function openingAt(view: Uint8Array, at: number): 'ok' | 'no' | 'off' | 'clear' | KnownCommand | undefined {
  const count = view[at] ?? 0;
  if (count < 2 || count > REPORT_PAYLOAD) return undefined;
  const three = numberAt(view, at + 1);
  if (three >>> 8 === OK) return 'ok';
  if (three >>> 8 === NO) return count === 2 ? 'no' : undefined;
  if (three === OFF) return count >= 5 ? 'off' : undefined;
  const command = commands.get(three);
  if (command !== undefined) {
    return count === Math.min(command.length, REPORT_PAYLOAD) ? command : undefined;
  }
  return count === REPORT_PAYLOAD && isZero(view, at + 1, REPORT_PAYLOAD) ? 'clear' : undefined;
}

/** Whether the bytes of a report that have come so far can still open something. */
function mayOpen(view: Uint8Array, at: number): boolean {
  const count = view[at] ?? 0;
  if (count > REPORT_LENGTH) return false;
  const begun = letters(view, at + 1, 3);
  return words.some((word) => word.startsWith(begun) || begun.startsWith(word));
}

function isZero(view: Uint8Array, at: number, count: number): boolean {
  for (let place = at; place < at + count; place += 1) if (view[place] !== 0) return false;
  return true;
}

const isIdle = (view: Uint8Array, at: number): boolean =>
  (view[at] === 0 && isZero(view, at + 1, REPORT_PAYLOAD)) ||
  (view[at] === REPORT_LENGTH && view[at + 1] === 0x60 && isZero(view, at + 2, 6));

/** Whether a message can end before `at`: the input ends there, or a report that opens something follows. */
function isBoundary(view: Uint8Array, at: number, ended: boolean): boolean | 'short' {
  if (view.length - at >= REPORT_LENGTH) return openingAt(view, at) !== undefined || isIdle(view, at);
  return ended ? view.length === at : 'short';
}

/** Reports of eight bytes without id, both directions mixed; only the counted bytes are looked at. */
export const recogniseReports: Recognise<OmronMessage> = (view, start, ended) => {
  if (view.length - start < REPORT_LENGTH) {
    const possible = mayOpen(view, start) || (start === 0 && (view[start] ?? 0) % REPORT_LENGTH === 0);
    return possible ? { verdict: 'need', bytes: REPORT_LENGTH } : { verdict: 'reject' };
  }
  const opening = openingAt(view, start);
  switch (opening) {
    case 'no':
    case 'off':
      return { verdict: 'frame', length: REPORT_LENGTH, content: { kind: opening } };
    case 'clear':
      return { verdict: 'frame', length: REPORT_LENGTH, content: { kind: 'clear', zeros: REPORT_PAYLOAD } };
    case 'ok':
      return judgeAnswer(view, start, ended);
    case undefined:
      return judgeSilence(view, start, ended);
    default:
      return judgeCommand(view, start, opening);
  }
};

function judgeCommand(view: Uint8Array, start: number, command: KnownCommand): Recognition<OmronMessage> {
  const reports = Math.ceil(command.length / REPORT_PAYLOAD);
  const length = reports * REPORT_LENGTH;
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  const payload = joined(view, start, reports);
  if (payload.length !== command.length) return { verdict: 'refused', length, reason: 'length' };
  const args = payload.subarray(3, -1);
  if (xor8(args) !== payload.at(-1)) return { verdict: 'refused', length, reason: 'checksum' };
  return { verdict: 'frame', length, content: { kind: 'command', letters: command.letters, args } };
}

function judgeAnswer(view: Uint8Array, start: number, ended: boolean): Recognition<OmronMessage> {
  for (let reports = 1; reports <= MOST_REPORTS; reports += 1) {
    const length = reports * REPORT_LENGTH;
    if (view.length - start < length) return { verdict: 'need', bytes: length };
    const count = view[start + length - REPORT_LENGTH] ?? 0;
    if (count > REPORT_PAYLOAD) {
      return { verdict: 'refused', length: length - REPORT_LENGTH, reason: 'length' };
    }
    if (count === REPORT_PAYLOAD && reports * REPORT_PAYLOAD < PROFILE_LENGTH) continue;
    const payload = joined(view, start, reports);
    if (count === REPORT_PAYLOAD) {
      // A full report is followed by more, unless this is the one answer that fills its last report.
      const whole = endsFull(view, start + length, payload, ended);
      if (whole === 'short') return { verdict: 'need', bytes: length + REPORT_LENGTH };
      if (!whole) continue;
    }
    const data = payload.subarray(2);
    if (data.length === 1 || xor8(data) !== 0) return { verdict: 'refused', length, reason: 'checksum' };
    const raw = view.subarray(start, start + length);
    return { verdict: 'frame', length, content: { kind: 'ok', data: data.subarray(0, -1), raw } };
  }
  return { verdict: 'refused', length: MOST_REPORTS * REPORT_LENGTH, reason: 'length' };
}

function endsFull(view: Uint8Array, next: number, payload: Uint8Array, ended: boolean): boolean | 'short' {
  if (payload.length < PROFILE_LENGTH || xor8(payload.subarray(2)) !== 0) return false;
  if (payload.length === PROFILE_LENGTH && /^\d+$/.test(letters(payload, 3, 10))) return true;
  return isBoundary(view, next, ended);
}

/** Reports without words: believed only in line with what went before and what follows. */
function judgeSilence(view: Uint8Array, start: number, ended: boolean): Recognition<OmronMessage> {
  if (isIdle(view, start)) return { verdict: 'frame', length: REPORT_LENGTH, content: { kind: 'idle' } };
  const clearing = view[start] === 2 && isZero(view, start + 1, 2);
  if (start !== 0 || !(view[start] === 0 || clearing)) return { verdict: 'reject' };
  const boundary = isBoundary(view, start + REPORT_LENGTH, ended);
  if (boundary === 'short') return { verdict: 'need', bytes: 2 * REPORT_LENGTH };
  if (!boundary) return { verdict: 'reject' };
  const content: OmronMessage = clearing ? { kind: 'clear', zeros: 2 } : { kind: 'idle' };
  return { verdict: 'frame', length: REPORT_LENGTH, content };
}

/** The counted bytes of consecutive reports. */
function joined(view: Uint8Array, start: number, reports: number): Uint8Array {
  const bytes = new Uint8Array(reports * REPORT_PAYLOAD);
  let length = 0;
  for (let at = start; at < start + reports * REPORT_LENGTH; at += REPORT_LENGTH) {
    const count = Math.min(view[at] ?? 0, REPORT_PAYLOAD);
    bytes.set(view.subarray(at + 1, at + 1 + count), length);
    length += count;
  }
  return bytes.subarray(0, length);
}
