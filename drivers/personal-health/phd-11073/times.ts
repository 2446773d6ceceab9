import { type MderReader, malformed } from './mder.ts';

/** 绝对时间: 8 bytes of binary coded decimal, century to hundredth of a second (ieee-11073-20601.md section 3). */
export const ABSOLUTE_TIME_BYTES = 8;
/** Seconds u32 since 1900, fraction u16, offset i16 in minutes (HL7 personal health device guide, reported time stamps). */
export const BASE_OFFSET_TIME_BYTES = 8;
/** Base-offset time counts from 1900-01-01, as NTP does. */
const SECONDS_1900_TO_1970 = 2_208_988_800;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
/** All fields FF: the device has no time to tell. */
const NO_TIME_BYTE = 0xff;

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, value) =>
  String(value).padStart(2, '0'),
);

/**
 * The device's clock as `2026-03-15T09:42:07`, without zone; hundredths are left out. `null` when the device says it
 * has none (every byte FF, or date and time all zero).
 *
 * @throws DeviceError `protocol.malformed`, reason `date`, for digits that are no date
 */
export function readAbsoluteTime(reader: MderReader): string | null {
  const { bytes, at } = reader;
  reader.skip(ABSOLUTE_TIME_BYTES);
  return absoluteTimeText(bytes, at);
}

export function absoluteTimeText(bytes: Uint8Array, at: number): string | null {
  const century = digits(bytes[at]);
  const year = digits(bytes[at + 1]);
  const month = digits(bytes[at + 2]);
  const day = digits(bytes[at + 3]);
  const hour = digits(bytes[at + 4]);
  const minute = digits(bytes[at + 5]);
  const second = digits(bytes[at + 6]);
  const hundredth = digits(bytes[at + 7]);
  if (isNoTime(bytes, at)) return null;
  const longYear = century * 100 + year;
  const lastDay = month === 2 && !isLeap(longYear) ? 28 : (DAYS[month - 1] ?? 0);
  const exists =
    century >= 0 &&
    year >= 0 &&
    longYear >= 1900 &&
    day >= 1 &&
    day <= lastDay &&
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59 &&
    second >= 0 &&
    second <= 59 &&
    hundredth >= 0;
  if (!exists) throw malformed('date', 'these digits are no date');
  return `${two(century)}${two(year)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Local time of the device from a base-offset time: base plus offset. */
export function readBaseOffsetTime(reader: MderReader): string | null {
  const seconds = reader.u32();
  reader.u16();
  const offsetMinutes = (reader.u16() << 16) >> 16;
  if (seconds === 0 || seconds === 0xffff_ffff) return null;
  return new Date((seconds - SECONDS_1900_TO_1970 + offsetMinutes * 60) * 1000).toISOString().slice(0, 19);
}

/** Eight BCD bytes of `2026-03-15T09:42:07`. @throws DeviceError `protocol.malformed` when it is no such text */
export function encodeAbsoluteTime(text: string): Uint8Array {
  const form = /^(\d\d)(\d\d)-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  if (form === null) throw malformed('date', `not a time: ${text}`);
  const bytes = Uint8Array.from({ length: ABSOLUTE_TIME_BYTES }, (_, index) =>
    Number.parseInt(form[index + 1] ?? '00', 16),
  );
  absoluteTimeText(bytes, 0);
  return bytes;
}

function isNoTime(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at];
  if (first !== 0 && first !== NO_TIME_BYTE) return false;
  for (let index = 1; index < ABSOLUTE_TIME_BYTES; index += 1) if (bytes[at + index] !== first) return false;
  return true;
}

/** −1 when the byte is no pair of decimal digits. */
function digits(byte: number | undefined): number {
  if (byte === undefined) return -1;
  const high = byte >> 4;
  const low = byte & 0xf;
  return high > 9 || low > 9 ? -1 : high * 10 + low;
}

function two(value: number): string {
  return TWO_DIGITS[value] ?? '00';
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
