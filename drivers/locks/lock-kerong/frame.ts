import type { DecodedContent, DoorCell, FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { bitsOfMask, latchCell } from '../cells.ts';

/** A frame whose form, ETX and sum hold. Locks count from 1 here, from 0 on the wire. */
export type KerongFrame =
  | {
      readonly kind: 'checked';
      readonly dialect: 'kerong';
      readonly board: number;
      readonly lock: number;
      readonly command: number;
      readonly data: Uint8Array;
    }
  | {
      readonly kind: 'checked';
      /** The variant with 60/61/75 (lock-boards.md section 2). */
      readonly dialect: 'variant';
      readonly board: number;
      readonly lock: number;
      readonly command: number;
      readonly data: Uint8Array;
    };

export const KERONG = {
  status: 0x30,
  open: 0x31,
  statusOfAllBoards: 0x32,
  openAll: 0x33,
  statusAnswer: 0x35,
  openAllBoards: 0x36,
  setPulse: 0x37,
  getPulse: 0x38,
  delayedOpen: 0x39,
  setBaudRate: 0x40,
} as const;

export const VARIANT = { status: 0x60, open: 0x61, success: 0x75, failure: 0x00 } as const;

const STX = 0x02;
const ETX = 0x03;
/** STX, address, command, ETX, sum. */
const OVERHEAD = 5;
/** 48 locks are the most of the variant; a Kerong byte above is a command. */
const VARIANT_LOCKS = 0x30;

/** How many data bytes a command or answer has; in the order in which they are tried. */
const DATA_LENGTHS: Readonly<Record<number, readonly number[]>> = {
  [KERONG.status]: [0],
  [KERONG.open]: [0],
  [KERONG.statusOfAllBoards]: [0],
  [KERONG.openAll]: [0],
  [KERONG.statusAnswer]: [4],
  [KERONG.openAllBoards]: [0, 4],
  [KERONG.setPulse]: [2, 0],
  [KERONG.getPulse]: [0, 2],
  [KERONG.delayedOpen]: [1, 0],
  [KERONG.setBaudRate]: [1, 0],
};

/** The decoder of `station-tool decode lock-kerong`. */
export function createKerongDecoder(): FrameDecoder {
  return createDescribingDecoder(createKerongFramer(), describeKerong);
}

export function createKerongFramer(): Framer<KerongFrame> {
  return createFramer(recognise, { maximumFrame: 16 });
}

interface Form {
  readonly length: number;
  /** Where 03 must stand, counted from the start; undefined in the variant's status answer. */
  readonly etxAt: number | undefined;
  readonly frame: (bytes: Uint8Array) => KerongFrame;
}

function recognise(view: Uint8Array, start: number, ended: boolean): Recognition<KerongFrame> {
  if (view[start] !== STX) return { verdict: 'reject' };
  const available = view.length - start;
  if (available < 5) return { verdict: 'need', bytes: 5 };
  let broken: Recognition<KerongFrame> | undefined;
  let wanted: number | undefined;
  for (const { length, etxAt, frame } of formsAt(view, start)) {
    if (etxAt !== undefined && (view[start + etxAt] ?? ETX) !== ETX) continue;
    if (available < length) {
      if (!ended) return { verdict: 'need', bytes: length };
      wanted ??= length;
      continue;
    }
    let sum = 0;
    for (let at = start; at < start + length - 1; at += 1) sum += view[at] ?? 0;
    if ((sum & 0xff) === view[start + length - 1]) {
      return { verdict: 'frame', length, content: frame(view.slice(start, start + length)) };
    }
    if (etxAt !== undefined) broken ??= { verdict: 'refused', length, reason: 'checksum' };
  }
  if (broken !== undefined) return broken;
  return wanted === undefined ? { verdict: 'reject' } : { verdict: 'need', bytes: wanted };
}

function formsAt(view: Uint8Array, start: number): readonly Form[] {
  const third = view[start + 2] ?? 0;
  const fourth = view[start + 3] ?? 0;
  const kerong = DATA_LENGTHS[third];
  if (kerong !== undefined) {
    return kerong.map((count) => ({
      length: OVERHEAD + count,
      etxAt: 3 + count,
      frame: (bytes) => ({
        kind: 'checked',
        dialect: 'kerong',
        board: (bytes[1] ?? 0) >>> 4,
        lock: ((bytes[1] ?? 0) & 0xf) + 1,
        command: third,
        data: bytes.subarray(3, 3 + count),
      }),
    }));
  }
  if (third >= VARIANT_LOCKS) return [];
  const variant = (length: number, etxAt: number | undefined, from: number, to: number): Form => ({
    length,
    etxAt,
    frame: (bytes) => ({
      kind: 'checked',
      dialect: 'variant',
      board: bytes[1] ?? 0,
      lock: third + 1,
      command: fourth,
      data: bytes.subarray(from, to),
    }),
  });
  const bare = variant(6, 4, 4, 4);
  switch (fourth) {
    case VARIANT.status:
    case VARIANT.open:
    case VARIANT.failure:
      return [bare];
    case VARIANT.success: {
      const count = view[start + 4] ?? 0;
      if (third !== 0 || count < 1 || count > 8) return [bare];
      // One public program sends the sum right behind the data, the maker's other frames have 03 before it.
      return [bare, variant(6 + count, undefined, 5, 5 + count), variant(7 + count, 5 + count, 5, 5 + count)];
    }
    default:
      return [];
  }
}

export function describeKerong(frame: KerongFrame): DecodedContent {
  return frame.dialect === 'kerong' ? kerongLine(frame) : variantLine(frame);
}

function kerongLine({ board, lock, command, data }: KerongFrame): DecodedContent {
  if (data.length === 4) return { kind: 'doors', board, cells: statusCells(data) };
  const line = (type: string, fields: Readonly<Record<string, unknown>>): DecodedContent => ({
    kind: 'frame',
    type,
    fields,
  });
  switch (command) {
    case KERONG.open:
      return line('open', { board, lock });
    case KERONG.status:
      return line('status', { board });
    case KERONG.statusOfAllBoards:
      return line('statusOfAllBoards', {});
    case KERONG.openAll:
      return line('openAll', { board });
    case KERONG.openAllBoards:
      return line('openAllBoards', {});
    case KERONG.setPulse:
    case KERONG.getPulse: {
      const name = command === KERONG.setPulse ? 'setPulse' : 'getPulse';
      const [high = 0, low = 0] = data;
      return line(name, data.length === 2 ? { board, pulseMs: ((high << 8) | low) * 10 } : { board });
    }
    case KERONG.delayedOpen:
      return line('delayedOpen', data.length === 1 ? { board, seconds: data[0] } : { board });
    case KERONG.setBaudRate:
      return line('setBaudRate', {
        board,
        ...(data.length === 1 ? { baudRate: BAUD_RATES[data[0] ?? 4] ?? null } : {}),
      });
    default:
      return line('unknown', { board, data: toHex(data) });
  }
}

const BAUD_RATES = [9600, 19_200, 57_600, 115_200];

function variantLine({ board, lock, command, data }: KerongFrame): DecodedContent {
  if (command === VARIANT.success && data.length > 0) {
    const cells = bitsOfMask(data, 'first-first').map((bit, index) => latchCell(index + 1, bit));
    return { kind: 'doors', board, cells };
  }
  const names: Readonly<Record<number, string>> = {
    [VARIANT.status]: 'status',
    [VARIANT.open]: 'open',
    [VARIANT.success]: 'openAnswer',
    [VARIANT.failure]: 'failed',
  };
  return {
    kind: 'frame',
    type: names[command] ?? 'unknown',
    fields: command === VARIANT.status ? { board } : { board, lock },
  };
}

/**
 * Hooks 1–8, hooks 9–16 (1 = closed), infrared 1–8, infrared 9–16 (1 = goods). A closed hook holds the door, so it
 * tells bolt and door at once. All infrared bits zero is what boards without sensors send: nothing is known then.
 */
export function statusCells(data: Uint8Array): DoorCell[] {
  const hooks = bitsOfMask(data.subarray(0, 2), 'first-first');
  const goods = bitsOfMask(data.subarray(2, 4), 'first-first');
  const hasSensors = goods.includes(true);
  return hooks.map((closed, index) =>
    latchCell(index + 1, closed, hasSensors ? (goods[index] ?? false) : null),
  );
}
