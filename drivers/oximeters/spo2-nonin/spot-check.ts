import type { DecodedContent } from '../../decoded.ts';
import { sum8 } from '../../framing/checksums.ts';
import type { Recognition } from '../../framing/framer.ts';
import { deviceTime } from '../../measurement/reading.ts';
import { oximeterContent, setFlags, verdictOf } from '../oximeter-reading.ts';
import { ETX, STX } from './commands.ts';
import { NO_PULSE, NO_SPO2 } from './packet.ts';

/** NUL, STX, type (two bytes), length (two bytes); after the data the sum and ETX. */
const HEADER = 6;
const FOOTER = 2;
const TYPE = 0x0d;
const LEAST_DATA = 14;
const MOST_DATA = 64;

/** Data format 13, one spot check (Model 9560 specification). The data may grow; what follows byte 14 is not known. */
export function recogniseSpotCheck(view: Uint8Array, start: number): Recognition {
  const expected = [0x00, STX, 0x00, TYPE, 0x00];
  for (const [index, byte] of expected.entries()) {
    const found = view[start + index];
    if (found === undefined) return { verdict: 'need', bytes: HEADER };
    if (found !== byte) return { verdict: 'reject' };
  }
  const size = view[start + 5];
  if (size === undefined) return { verdict: 'need', bytes: HEADER };
  if (size < LEAST_DATA || size > MOST_DATA) return { verdict: 'reject' };
  const length = HEADER + size + FOOTER;
  if (start + length > view.length) return { verdict: 'need', bytes: length };
  const data = view.slice(start + HEADER, start + HEADER + size);
  if (view[start + length - 1] !== ETX) return { verdict: 'refused', length, reason: 'length' };
  if (sum8(data) !== view[start + length - 2]) return { verdict: 'refused', length, reason: 'checksum' };
  return verdictOf(spotCheck(data, view.slice(start, start + length)), length);
}

function spotCheck(data: Uint8Array, raw: Uint8Array): DecodedContent {
  const at = timeOf(data);
  if (at === undefined) return { kind: 'refused', reason: 'date' };
  const status = ((data[8] ?? 0) << 8) | (data[9] ?? 0);
  const pulse = (((data[10] ?? 0) & 1) << 8) | (data[11] ?? 0);
  const spo2 = (data[13] ?? 0) & 0x7f;
  const noMeasurement = (status & 0x0100) !== 0;
  return oximeterContent({
    values: {
      spo2: spo2 === NO_SPO2 ? undefined : spo2,
      pulse: pulse === NO_PULSE ? undefined : pulse,
    },
    usable: !noMeasurement,
    type: 'spotCheck',
    flags: setFlags({
      smartPoint: (status & 0x0200) !== 0,
      noMeasurement,
      fromMemory: (status & 0x0010) !== 0,
      lowBattery: (status & 0x0001) !== 0,
    }),
    about: { format: 13, at },
    at,
    raw,
  });
}

/** The specification says BCD throughout; a century byte of 14 hex (20 decimal) shows a device that sends binary. */
function timeOf(data: Uint8Array): string | undefined {
  const binary = data[0] === 20;
  const digits = Array.from(data.subarray(0, 7), (byte) => (binary ? byte : bcd(byte)));
  if (digits.some((digit) => digit === undefined)) return undefined;
  const [century = 0, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits;
  return deviceTime(century * 100 + year, month, day, hour, minute, second);
}

function bcd(byte: number): number | undefined {
  const high = byte >> 4;
  const low = byte & 0x0f;
  return high > 9 || low > 9 ? undefined : high * 10 + low;
}
