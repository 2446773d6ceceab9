import type { DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { cellsOfMask, type ContactReading, isLatched, latchCell, USUAL_READING } from '../cells.ts';

export type Lock8aForm =
  /** Opens; the answer to it has the same bytes when the contact is closed. */
  | { readonly form: 'open'; readonly lock: number; readonly seconds: number | undefined }
  /** Answer to an open command with the contact open. */
  | { readonly form: 'openAnswer'; readonly lock: number }
  | { readonly form: 'hold'; readonly lock: number }
  | { readonly form: 'release'; readonly lock: number }
  | { readonly form: 'openSeveral'; readonly mask: Uint8Array }
  /** Lock 0 = all of the board. */
  | { readonly form: 'query'; readonly lock: number }
  | { readonly form: 'versionQuery' }
  | { readonly form: 'contact'; readonly lock: number; readonly contactClosed: boolean }
  /** The board tells a change unasked. */
  | { readonly form: 'change'; readonly lock: number; readonly contactClosed: boolean }
  | { readonly form: 'contacts'; readonly mask: Uint8Array };

export type Lock8aFrame = Lock8aForm & { readonly kind: 'checked'; readonly board: number };

const CLOSED = 0x11;
const OPEN = 0x00;
const QUERY = 0x33;
const VERSION = 0x22;
/** Up to 32 by the switch, up to 99 on a bus by the maker's sheet. */
const HIGHEST_BOARD = 99;
/** 50-channel boards are the largest. */
const HIGHEST_LOCK = 56;
const LONGEST_MASK = 7;

/** The decoder of `station-tool decode lock-8a`; contact sense and byte order as usual unless set otherwise. */
export function createLock8aDecoder(reading: ContactReading = USUAL_READING): FrameDecoder {
  return createDescribingDecoder(createLock8aFramer(), (frame) => describe8a(frame, reading));
}

export function createLock8aFramer(): Framer<Lock8aFrame> {
  return createFramer(recognise, { maximumFrame: 5 + LONGEST_MASK });
}

/**
 * Frames of known length by their first byte, last byte = exclusive or of all before (lock-boards.md section 1). A
 * status answer carries as many mask bytes as the board has groups of eight locks, and ends with 33 before the check.
 */
function recognise(view: Uint8Array, start: number, ended: boolean): Recognition<Lock8aFrame> {
  const head = view[start] ?? 0;
  if (head < 0x80 || head > 0x9b) return { verdict: 'reject' };
  const available = view.length - start;
  const candidates = formsOf(head);
  if (candidates.length === 0) return { verdict: 'reject' };
  const board = view[start + 1];
  if (board !== undefined && board > HIGHEST_BOARD) return { verdict: 'reject' };
  let broken: Recognition<Lock8aFrame> | undefined;
  for (const { length, read, excluded } of candidates) {
    if (excluded?.(view, start) === true) continue;
    if (available < length) {
      if (!ended) return { verdict: 'need', bytes: length };
      continue;
    }
    const body = view.subarray(start, start + length);
    const form = read(body);
    if (form === undefined) continue;
    if (exclusiveOr(body) === 0) {
      return { verdict: 'frame', length, content: { ...form, kind: 'checked', board: body[1] ?? 0 } };
    }
    broken ??= { verdict: 'refused', length, reason: 'checksum' };
  }
  if (broken !== undefined) return broken;
  const shortest = candidates[0]?.length ?? 0;
  return available < shortest ? { verdict: 'need', bytes: shortest } : { verdict: 'reject' };
}

interface Candidate {
  readonly length: number;
  /** True when the bytes that are there already show that it is another form. */
  readonly excluded?: (view: Uint8Array, start: number) => boolean;
  readonly read: (body: Uint8Array) => Lock8aForm | undefined;
}

const isLock = (lock: number): boolean => lock >= 1 && lock <= HIGHEST_LOCK;

const withLock =
  (code: number | undefined, make: (lock: number, code: number) => Lock8aForm | undefined) =>
  (body: Uint8Array): Lock8aForm | undefined => {
    const lock = body[2] ?? 0;
    const stated = body[3] ?? 0;
    return lock <= HIGHEST_LOCK && (code === undefined || stated === code) ? make(lock, stated) : undefined;
  };

const statusOf = (form: 'contact' | 'change') =>
  withLock(undefined, (lock, state) =>
    isLock(lock) && (state === CLOSED || state === OPEN)
      ? { form, lock, contactClosed: state === CLOSED }
      : undefined,
  );

const masked: readonly Candidate[] = [2, 3, 4, 5, 6, 7].map((count) => ({
  length: count + 4,
  excluded: (view, start) => (view[start + count + 2] ?? QUERY) !== QUERY,
  read: (body) =>
    body[count + 2] === QUERY ? { form: 'contacts', mask: body.slice(2, count + 2) } : undefined,
}));

/**
 * In the order in which they are tried. An answer for one lock can be the beginning of an answer for all (`80 01 01 00
 * 80 33 …`), which is one byte pair longer; nothing else begins with 33, so the longer form goes first.
 */
const FORMS: Readonly<Record<number, readonly Candidate[]>> = {
  0x8a: [
    {
      length: 5,
      read: withLock(undefined, (lock, code) => {
        if (code === CLOSED) return { form: 'open', lock, seconds: undefined };
        return code === OPEN && isLock(lock) ? { form: 'openAnswer', lock } : undefined;
      }),
    },
    {
      length: 6,
      read: (body) => {
        const [, , lock = 0, code, seconds = 0] = body;
        const isTimed = code === CLOSED && isLock(lock) && seconds >= 1 && seconds <= 9;
        return isTimed ? { form: 'open', lock, seconds } : undefined;
      },
    },
  ],
  0x9a: [
    { length: 4, read: (body) => holding('hold', body) },
    { length: 5, read: withLock(CLOSED, (lock) => ({ form: 'hold', lock })) },
  ],
  0x9b: [
    { length: 4, read: (body) => holding('release', body) },
    { length: 5, read: withLock(CLOSED, (lock) => ({ form: 'release', lock })) },
  ],
  0x90: [3, 4, 5, 6, 7].map((count) => ({
    length: count + 3,
    read: (body) => ({ form: 'openSeveral', mask: body.slice(2, count + 2) }),
  })),
  0x81: [{ length: 5, read: statusOf('change') }],
  0x82: [
    {
      length: 5,
      read: (body) =>
        body[2] === 0 && body[3] === VERSION ? { form: 'versionQuery' } : statusOf('change')(body),
    },
  ],
};

/** Some makers leave the 11 out; told only by a check that holds, or a wrong one would hide the longer form. */
function holding(form: 'hold' | 'release', body: Uint8Array): Lock8aForm | undefined {
  const lock = body[2] ?? 0;
  return isLock(lock) && exclusiveOr(body) === 0 ? { form, lock } : undefined;
}

function formsOf(head: number): readonly Candidate[] {
  return head === 0x80 ? STATUS_FORMS : (FORMS[head] ?? []);
}

const query: Candidate = { length: 5, read: withLock(QUERY, (lock) => ({ form: 'query', lock })) };
const single: Candidate = { length: 5, read: statusOf('contact') };
const STATUS_FORMS: readonly Candidate[] = [query, ...masked.slice(0, 2), single, ...masked.slice(2)];

function exclusiveOr(bytes: Uint8Array): number {
  let result = 0;
  for (const byte of bytes) result ^= byte;
  return result;
}

export function describe8a(frame: Lock8aFrame, reading: ContactReading): DecodedContent {
  const { board } = frame;
  switch (frame.form) {
    case 'contact':
    case 'change': {
      const { lock, contactClosed } = frame;
      return { kind: 'doors', board, cells: [latchCell(lock, isLatched(contactClosed, reading.sense))] };
    }
    case 'contacts':
      return { kind: 'doors', board, cells: cellsOfMask(frame.mask, reading) };
    case 'open': {
      const { lock, seconds } = frame;
      const state = { board, lock, state: '11', contact: 'closed' };
      return {
        kind: 'frame',
        type: 'open',
        fields: seconds === undefined ? state : { board, lock, seconds },
      };
    }
    case 'openAnswer':
      return {
        kind: 'frame',
        type: 'openAnswer',
        fields: { board, lock: frame.lock, state: '00', contact: 'open' },
      };
    case 'openSeveral':
      return { kind: 'frame', type: 'openSeveral', fields: { board, mask: toHex(frame.mask) } };
    case 'hold':
    case 'release':
      return { kind: 'frame', type: frame.form, fields: { board, lock: frame.lock } };
    case 'query':
      return {
        kind: 'frame',
        type: frame.lock === 0 ? 'statusAll' : 'status',
        fields: frame.lock === 0 ? { board } : { board, lock: frame.lock },
      };
    case 'versionQuery':
      return { kind: 'frame', type: 'version', fields: { board } };
  }
}
