import type { DecodedContent, DoorCell, FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { latchCell } from '../cells.ts';

/** A frame whose head, length and check hold. */
export interface WklyFrame {
  readonly kind: 'checked';
  readonly board: number;
  readonly command: number;
  readonly data: Uint8Array;
}

export const WKLY = {
  openSeveral: 0x80,
  flash: 0x81,
  open: 0x82,
  status: 0x83,
  statusAll: 0x84,
  change: 0x85,
  openAll: 0x86,
  openInTurn: 0x87,
  hold: 0x88,
  release: 0x89,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(WKLY).map(([name, code]): [number, string] => [code, name]),
);

/** `WKLY` in ASCII. */
const HEAD = [0x57, 0x4b, 0x4c, 0x59] as const;
/** Head, length, board, command, check. */
const OVERHEAD = 8;
export const WKLY_OK = 0x00;
const FAILED = 0xff;

/** The decoder of `station-tool decode lock-wkly`. */
export function createWklyDecoder(): FrameDecoder {
  return createDescribingDecoder(createWklyFramer(), describeWkly);
}

export function createWklyFramer(): Framer<WklyFrame> {
  return createFramer(recognise, { maximumFrame: 255 });
}

/** `57 4B 4C 59 length board command data… xor`; length counts the whole frame. */
function recognise(view: Uint8Array, start: number): Recognition<WklyFrame> {
  for (const [at, expected] of HEAD.entries()) {
    const byte = view[start + at];
    if (byte === undefined) return { verdict: 'need', bytes: at + 1 };
    if (byte !== expected) return { verdict: 'reject' };
  }
  const length = view[start + 4];
  if (length === undefined) return { verdict: 'need', bytes: 5 };
  if (length < OVERHEAD) return { verdict: 'reject' };
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  let check = 0;
  for (let at = start; at < start + length; at += 1) check ^= view[at] ?? 0;
  if (check !== 0) return { verdict: 'refused', length, reason: 'checksum' };
  return {
    verdict: 'frame',
    length,
    content: {
      kind: 'checked',
      board: view[start + 5] ?? 0,
      command: view[start + 6] ?? 0,
      data: view.slice(start + 7, start + length - 1),
    },
  };
}

/** 00 open, 01 closed; FF = the board cannot say. */
export function wklyCell(lock: number, state: number): DoorCell | undefined {
  if (state === 0x00 || state === 0x01) return latchCell(lock, state === 0x01);
  return state === FAILED ? latchCell(lock, null) : undefined;
}

export function describeWkly(frame: WklyFrame): DecodedContent {
  const { board, command, data } = frame;
  const name = NAMES.get(command);
  if (name === undefined) {
    return line('unknown', { board, code: toHex(Uint8Array.of(command)), data: toHex(data) });
  }
  const cells = cellsOf(frame);
  if (cells !== undefined) {
    return cells.includes(undefined)
      ? { kind: 'refused', reason: 'field' }
      : { kind: 'doors', board, cells: cells.filter((cell) => cell !== undefined) };
  }
  const fields = fieldsOf(frame);
  if (fields === undefined) return { kind: 'refused', reason: 'length' };
  return line(fields.isAnswer ? `${name}Answer` : name, { board, ...fields.fields });
}

const line = (type: string, fields: Readonly<Record<string, unknown>>): DecodedContent => ({
  kind: 'frame',
  type,
  fields,
});

/** States that a frame tells: of one lock, of all, or of the one that changed. */
export function cellsOf({ command, data }: WklyFrame): (DoorCell | undefined)[] | undefined {
  const [first = 0, second = 0, third = 0] = data;
  if (command === WKLY.change && data.length === 2) return [wklyCell(first, second)];
  if (command === WKLY.status && data.length === 3 && first === WKLY_OK) return [wklyCell(second, third)];
  if (command === WKLY.statusAll && first === WKLY_OK && data.length >= 2 && data.length === 2 + second) {
    return Array.from(data.subarray(2), (state, index) => wklyCell(index + 1, state));
  }
  return undefined;
}

const statusFields = (status: number): Readonly<Record<string, unknown>> => ({
  status: toHex(Uint8Array.of(status)),
  done: status === WKLY_OK,
});

/** Commands and answers of the same code differ by their length. */
function fieldsOf({
  command,
  data,
}: WklyFrame):
  | { readonly isAnswer: boolean; readonly fields: Readonly<Record<string, unknown>> }
  | undefined {
  const [first = 0, second = 0, third = 0] = data;
  const answer = (fields: Readonly<Record<string, unknown>> = {}) => ({
    isAnswer: true,
    fields: { ...statusFields(first), ...fields },
  });
  switch (command) {
    case WKLY.open:
    case WKLY.status:
    case WKLY.flash:
    case WKLY.hold:
    case WKLY.release:
      if (data.length === 1) return { isAnswer: false, fields: { lock: first } };
      if (data.length === 2) return answer({ lock: second });
      return data.length === 3 ? answer({ lock: second, state: third }) : undefined;
    case WKLY.statusAll:
    case WKLY.openAll:
      if (data.length === 0) return { isAnswer: false, fields: {} };
      return data.length <= 2 ? answer() : undefined;
    case WKLY.openSeveral:
    case WKLY.openInTurn:
      if (data.length === 1) return answer();
      return data.length === 1 + first
        ? { isAnswer: false, fields: { locks: Array.from(data.subarray(1)) } }
        : undefined;
    default:
      return undefined;
  }
}
