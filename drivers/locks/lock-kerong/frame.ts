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

/** Place of the parts of a possible frame, counted from its start. */
interface Form {
  readonly length: number;
  /** Where 03 must stand; undefined in the variant's status answer. */
  readonly etxAt: number | undefined;
  readonly dataAt: number;
  readonly dataEnd: number;
}

function recognise(view: Uint8Array, start: number, ended: boolean): Recognition<KerongFrame> {
  if (view[start] !== STX) return { verdict: 'reject' };
  const available = view.length - start;
  if (available < 5) return { verdict: 'need', bytes: 5 };
  let broken: Recognition<KerongFrame> | undefined;
  let wanted: number | undefined;
  for (const form of formsAt(view, start)) {
    const { length, etxAt } = form;
    if (etxAt !== undefined && (view[start + etxAt] ?? ETX) !== ETX) continue;
    if (available < length) {
      if (!ended) return { verdict: 'need', bytes: length };
      wanted ??= length;
      continue;
    }
    let sum = 0;
    for (let at = start; at < start + length - 1; at += 1) sum += view[at] ?? 0;
    if ((sum & 0xff) === view[start + length - 1]) {
      return { verdict: 'frame', length, content: frameOf(view, start, form) };
    }
    if (etxAt !== undefined) broken ??= { verdict: 'refused', length, reason: 'checksum' };
  }
  if (broken !== undefined) return broken;
  return wanted === undefined ? { verdict: 'reject' } : { verdict: 'need', bytes: wanted };
}

/** Kerong: data of this many bytes behind the command. */
const KERONG_FORMS: readonly Form[] = [0, 1, 2, 3, 4].map((count) => ({
  length: OVERHEAD + count,
  etxAt: 3 + count,
  dataAt: 3,
  dataEnd: 3 + count,
}));
const FORMS_BY_COMMAND: ReadonlyMap<number, readonly Form[]> = new Map(
  Object.entries(DATA_LENGTHS).map(([command, counts]) => [
    Number(command),
    counts.flatMap((count) => KERONG_FORMS[count] ?? []),
  ]),
);
const BARE: Form = { length: 6, etxAt: 4, dataAt: 4, dataEnd: 4 };

function formsAt(view: Uint8Array, start: number): readonly Form[] {
  const third = view[start + 2] ?? 0;
  const kerong = FORMS_BY_COMMAND.get(third);
  if (kerong !== undefined) return kerong;
  if (third >= VARIANT_LOCKS) return [];
  switch (view[start + 3]) {
    case VARIANT.status:
    case VARIANT.open:
    case VARIANT.failure:
      return [BARE];
    case VARIANT.success: {
      const count = view[start + 4] ?? 0;
      if (third !== 0 || count < 1 || count > 8) return [BARE];
      const data = { dataAt: 5, dataEnd: 5 + count };
      // One public program sends the sum right behind the data, the maker's other frames have 03 before it.
      return [
        BARE,
        { ...data, length: 6 + count, etxAt: undefined },
        { ...data, length: 7 + count, etxAt: 5 + count },
      ];
    }
    default:
      return [];
  }
}

function frameOf(view: Uint8Array, start: number, { dataAt, dataEnd }: Form): KerongFrame {
  const second = view[start + 1] ?? 0;
  const third = view[start + 2] ?? 0;
  const data = view.slice(start + dataAt, start + dataEnd);
  return third >= VARIANT_LOCKS
    ? {
        kind: 'checked',
        dialect: 'kerong',
        board: second >>> 4,
        lock: (second & 0xf) + 1,
        command: third,
        data,
      }
    : {
        kind: 'checked',
        dialect: 'variant',
        board: second,
        lock: third + 1,
        command: view[start + 3] ?? 0,
        data,
      };
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
  const [hooksLow = 0, hooksHigh = 0, goodsLow = 0, goodsHigh = 0] = data;
  const hooks = hooksLow | (hooksHigh << 8);
  const goods = goodsLow | (goodsHigh << 8);
  const rows = goods === 0 ? CELLS_WITHOUT_SENSORS : CELLS_WITH_SENSORS;
  return rows.map((row, bit) => row[(((hooks >>> bit) & 1) << 1) | ((goods >>> bit) & 1)] ?? row[0]);
}

type CellsByBits = readonly [DoorCell, DoorCell, DoorCell, DoorCell];
const cellsByBits = (cell: number, hasSensor: boolean): CellsByBits => {
  const made = (hook: boolean, goods: boolean): DoorCell => latchCell(cell, hook, hasSensor ? goods : null);
  return [made(false, false), made(false, true), made(true, false), made(true, true)];
};
const sixteen = Array.from({ length: 16 }, (_, bit) => bit + 1);
const CELLS_WITH_SENSORS = sixteen.map((cell) => cellsByBits(cell, true));
const CELLS_WITHOUT_SENSORS = sixteen.map((cell) => cellsByBits(cell, false));
