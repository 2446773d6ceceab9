import { sum8 } from '../../framing/checksums.ts';

/** Frames of TaiDoc meters and their private labels (body-composition-glucose-spiro.md section 2, "Others"). */
export const START = 0x51;
export const FROM_HOST = 0xa3;
export const FROM_METER = 0xa5;
export const FRAME_LENGTH = 8;

/** Codes from the glucometer-protocols page of the TD-42xx and the Tidepool driver of the GlucoRx meters. */
export const COMMANDS = {
  connect: 0x22,
  readClock: 0x23,
  readModel: 0x24,
  readRecordTime: 0x25,
  readRecordValue: 0x26,
  readSerialLow: 0x27,
  readSerialHigh: 0x28,
  readRecordCount: 0x2b,
  setClock: 0x33,
  turnOff: 0x50,
  clearMemory: 0x52,
  /** The meter says by itself that it listens. */
  communicating: 0x54,
} as const;
export type CommandName = keyof typeof COMMANDS;

export function taidocFrame(code: number, data: readonly number[], end: number): Uint8Array {
  const body = Uint8Array.of(START, code, ...[0, 1, 2, 3].map((index) => data[index] ?? 0), end);
  return Uint8Array.of(...body, sum8(body));
}

export function hostFrame(name: CommandName, data: readonly number[] = []): Uint8Array {
  return taidocFrame(COMMANDS[name], data, FROM_HOST);
}

/** Record number, 0 = newest, low byte first. */
export function recordIndex(index: number): number[] {
  return [index & 0xff, index >> 8, 0, 0];
}
