import { DeviceError } from '../../errors.ts';

/** Model 9560 specification (public, part 6470-000), "Selecting the Data Format" and "Setting / Retrieving Time". */
export const STX = 0x02;
export const ETX = 0x03;
export const ACK = 0x06;
export const NAK = 0x15;
export const SELECT_FORMAT = 0x70;
export const TIME = 0x72;
export const TIME_ANSWER = 0xf2;
/** Data type "oximetry" of the format command. */
const OXIMETRY = 0x02;

/** 数据格式 the devices know: 2 and 7 = 75 frames a second, 8 = one a second, 13 = one spot check. */
export const FORMATS = [2, 7, 8, 13] as const;
export type NoninFormat = (typeof FORMATS)[number];

/** Answered with ACK or NAK, in the first five seconds of a connection only; kept over a change of batteries. */
export function selectFormat(format: NoninFormat): Uint8Array {
  return Uint8Array.of(STX, SELECT_FORMAT, 2, OXIMETRY, format, ETX);
}

export function readTime(): Uint8Array {
  return Uint8Array.of(STX, TIME, 0, ETX);
}

/**
 * @param at local wall time, year 2000 to 2099
 * @throws DeviceError `input.invalid`
 */
export function setTime(at: Date): Uint8Array {
  return Uint8Array.of(STX, TIME, 6, ...timeBytes(at), ETX);
}

/** The six bytes of a time: year of the century, month, day, hour, minute, second, all binary. */
export function timeBytes(at: Date): number[] {
  const year = at.getFullYear() - 2000;
  if (!(year >= 0 && year <= 99)) throw new DeviceError('input.invalid', 'the year is 2000 to 2099');
  return [year, at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds()];
}
