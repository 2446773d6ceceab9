import type { DecodedContent, ReadingContent } from '../../decoded.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { deviceTime } from '../../measurement/reading.ts';
import { pressureReading, type Refusal, refusal } from '../pressure-reading.ts';

/** Answers by the number of their data bytes, status byte included, check not (blood-pressure.md section 4). */
const lengths = {
  count: 5,
  clock: 7,
  serial: 8,
  average: 9,
  profile: 11,
  version: 12,
  recordWithoutFlags: 12,
  record: 14,
} as const;

const byteAt = (data: Uint8Array, index: number): number => data[index] ?? 0;
const text = (data: Uint8Array): string => Buffer.from(data).toString('latin1').replaceAll('\0', '').trim();

/** `M7080IT 207`: model and version. */
export function readVersion(data: Uint8Array): { readonly model: string; readonly version: string } {
  const [model = '', version = ''] = text(data.subarray(1)).split(/\s+/);
  return { model, version };
}

/** Records in the bank. Both forms of the answer have the number in their last byte but one high. */
export function readCount(data: Uint8Array, letters: 'GDC' | 'CNT'): number {
  return letters === 'GDC' ? (byteAt(data, 3) << 8) | byteAt(data, 4) : byteAt(data, 2);
}

/** The meter's clock with seconds, without zone; `undefined` when it is none. */
export function readClock(data: Uint8Array): string | undefined {
  if (data.length < lengths.clock) return undefined;
  return timeAt(data);
}

function timeAt(data: Uint8Array): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = data.subarray(1, 7);
  return deviceTime(2000 + year, month, day, hour, minute, second);
}

const TRUE_READ: readonly (readonly string[])[] = [[], ['truRead1'], ['truRead2'], ['truRead3']];

/** One record of the memory. @param raw its reports */
export function readRecord(data: Uint8Array, raw: Uint8Array): ReadingContent | Refusal {
  if (data.length !== lengths.record && data.length !== lengths.recordWithoutFlags) return refusal('length');
  const at = timeAt(data);
  if (at === undefined) return refusal('date');
  const word = data.length === lengths.record ? (byteAt(data, 12) << 8) | byteAt(data, 13) : 0;
  const flags = [
    ...((word & 0x0001) === 0 ? [] : ['irregularHeartbeat']),
    ...((word & 0x0002) === 0 ? [] : ['movement']),
    ...(TRUE_READ[(word >>> 4) & 3] ?? []),
  ];
  return pressureReading({
    systolic: (byteAt(data, 8) << 8) | byteAt(data, 9),
    diastolic: byteAt(data, 10),
    pulse: byteAt(data, 11),
    flags,
    at,
    raw,
  });
}

/** Systolic averages are stored minus 25. */
const AVERAGE_OFFSET = 25;

/** A week's average; `undefined` for a week without measurements. */
export function readAverage(
  data: Uint8Array,
  part: 'morning' | 'evening' | undefined,
  raw: Uint8Array,
): ReadingContent | Refusal | undefined {
  if (data.length !== lengths.average) return refusal('length');
  const [year = 0, month = 0, day = 0, systolic = 0, diastolic = 0, pulse = 0] = data.subarray(3);
  if (systolic === 0 && diastolic === 0) return undefined;
  const at = deviceTime(2000 + year, month, day, 0, 0)?.slice(0, 10);
  if (at === undefined) return refusal('date');
  return pressureReading({
    systolic: systolic + AVERAGE_OFFSET,
    diastolic,
    pulse,
    flags: part === undefined ? ['average'] : ['average', part],
    at,
    raw,
  });
}

export interface Request {
  readonly letters: string;
  readonly args: Uint8Array;
}

export function describeCommand({ letters, args }: Request): DecodedContent {
  const fields: Record<string, unknown> = { command: letters };
  if (letters === 'GME' || letters === 'GDC' || letters === 'GMA' || letters === 'GEA') {
    fields['bank'] = byteAt(args, 1);
  }
  if (letters === 'GME') fields['index'] = byteAt(args, 3);
  if (letters === 'MES') fields['index'] = byteAt(args, 2);
  if (letters === 'GMA' || letters === 'GEA') fields['week'] = byteAt(args, 2);
  return { kind: 'frame', type: letters, fields };
}

/** Without the request before it (a capture of one direction) the length says what an answer is. */
function likelyRequest(data: Uint8Array): string {
  switch (data.length) {
    case lengths.count:
      return 'GDC';
    case lengths.clock:
      return 'GCL';
    case lengths.serial:
      return 'SRL';
    case lengths.average:
      return 'AVERAGE';
    case lengths.profile:
      return 'PRF';
    case lengths.version:
      return data.subarray(1).every((byte) => byte >= 0x20 && byte < 0x7f) ? 'VER' : 'GME';
    case lengths.record:
      return 'GME';
    default:
      return '';
  }
}

/** @param request what was asked last, if it was seen. @param raw the answer's reports */
export function describeAnswer(
  data: Uint8Array,
  request: Request | undefined,
  raw: Uint8Array,
): DecodedContent {
  if (data.length === 0) return { kind: 'frame', type: 'OK', fields: {} };
  const likely = likelyRequest(data);
  const letters = fits(request?.letters, likely, data.length) ? (request?.letters ?? likely) : likely;
  switch (letters) {
    case 'GME':
    case 'MES':
      return readRecord(data, raw);
    case 'GMA':
    case 'GEA':
    case 'AVERAGE': {
      const part = letters === 'AVERAGE' ? undefined : letters === 'GMA' ? 'morning' : 'evening';
      const week = part === undefined ? {} : { part, week: byteAt(request?.args ?? data, 2) };
      return readAverage(data, part, raw) ?? named('WEEK_EMPTY', week);
    }
    case 'VER':
      return named('VER_ANSWER', { ...readVersion(data) });
    case 'PRF':
      return named('PRF_ANSWER', { profile: text(data.subarray(1)) });
    case 'SRL':
      return named('SRL_ANSWER', { serial: toHex(data.subarray(1)) });
    case 'GCL': {
      const clock = readClock(data);
      return clock === undefined ? refusal('date') : named('GCL_ANSWER', { clock });
    }
    case 'GDC':
    case 'CNT':
      return named(`${letters}_ANSWER`, { count: readCount(data, letters) });
    default:
      return named('ANSWER', { data: toHex(data) });
  }
}

/** Whether an answer of this length can be that of the request: a record in place of a name is no name. */
function fits(asked: string | undefined, likely: string, length: number): boolean {
  if (asked === undefined) return false;
  if (asked === 'GMA' || asked === 'GEA') return likely === 'AVERAGE';
  if (asked === 'MES' || asked === 'GME') return likely === 'GME';
  if (asked === 'VER') return length === lengths.version;
  if (asked === 'CNT') return likely === 'GDC';
  return asked === likely;
}

function named(type: string, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return { kind: 'frame', type, fields };
}
