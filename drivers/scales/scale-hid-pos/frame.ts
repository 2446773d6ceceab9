import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import type { FrameDecoder } from '../../decoded.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { scaledDecimal } from '../decimal.ts';
import { noWeight, weighingReading } from '../weighing.ts';
import {
  CONTROL_REPORT,
  DATA_REPORT,
  DATA_REPORT_LENGTH,
  LARGEST_EXPONENT,
  OTHER_REPORT,
  STATUS_REPORT_LENGTH,
  statuses,
  units,
} from './commands.ts';

/** The decoder of `station-tool decode scale-hid-pos`. */
export function createHidScaleDecoder(): FrameDecoder {
  return decoderOf(createHidScaleFramer());
}

/**
 * Reports one after the other, id first, as `node-hid` and hidraw give them. In a stream nothing but their content
 * tells where a report begins; a device hands over whole reports and decides by `idle` after each.
 */
export function createHidScaleFramer(): Framer {
  return createFramer(recogniseReport, { maximumFrame: STATUS_REPORT_LENGTH + DATA_REPORT_LENGTH });
}

function recogniseReport(view: Uint8Array, start: number, ended: boolean): Recognition {
  switch (view[start]) {
    case DATA_REPORT:
      return recogniseData(view, start);
    case OTHER_REPORT:
      return recogniseOther(view, start, ended);
    case CONTROL_REPORT:
      return recogniseControl(view, start, ended);
    default:
      return { verdict: 'reject' };
  }
}

function recogniseControl(view: Uint8Array, start: number, ended: boolean): Recognition {
  const bits = view[start + 1];
  if (bits === undefined) return ended ? { verdict: 'reject' } : { verdict: 'need', bytes: 2 };
  if (bits > 3 || !isBehindReport(start)) return { verdict: 'reject' };
  const fields = { zero: (bits & 2) !== 0, enforcedZeroReturn: (bits & 1) !== 0 };
  return { verdict: 'frame', length: 2, content: { kind: 'frame', type: 'control', fields } };
}

/** Report 4 is decided by what stands two bytes on: a good data report there means that this one had two bytes. */
function recogniseOther(view: Uint8Array, start: number, ended: boolean): Recognition {
  const status = statuses[view[start + 1] ?? 0];
  const available = view.length - start;
  const decidedAt = STATUS_REPORT_LENGTH + DATA_REPORT_LENGTH;
  if (available < 2) return { verdict: 'need', bytes: 2 };
  if (status === undefined) return { verdict: 'reject' };
  // A unit byte of 3 (kg) looks like the next report's id: only the whole of both forms decides.
  if (available < decidedAt && !ended) return { verdict: 'need', bytes: decidedAt };
  const nextIsData = view[start + 2] === DATA_REPORT && recogniseData(view, start + 2).verdict === 'frame';
  if (!nextIsData) {
    const data = recogniseData(view, start);
    if (data.verdict === 'frame') return data;
  }
  if (!isBehindReport(start)) return { verdict: 'reject' };
  const content = { kind: 'frame', type: 'status', fields: { status: status.name } } as const;
  return { verdict: 'frame', length: STATUS_REPORT_LENGTH, content };
}

/** Two bytes prove nothing: inside a damaged or unfinished report they are part of it. */
function isBehindReport(start: number): boolean {
  return start === 0;
}

function recogniseData(view: Uint8Array, start: number): Recognition {
  if (view.length - start < DATA_REPORT_LENGTH) {
    return couldBeData(view, start) ? { verdict: 'need', bytes: DATA_REPORT_LENGTH } : { verdict: 'reject' };
  }
  const raw = view.subarray(start, start + DATA_REPORT_LENGTH);
  const [, statusByte = 0, unitByte = 0, exponentByte = 0, low = 0, high = 0] = raw;
  const status = statuses[statusByte];
  const unit = units[unitByte];
  const exponent = (exponentByte << 24) >> 24;
  const exponentHolds = Math.abs(exponent) <= LARGEST_EXPONENT;
  const holding = Number(status !== undefined) + Number(unit !== undefined) + Number(exponentHolds);
  if (holding < 2) return { verdict: 'reject' };
  const length = DATA_REPORT_LENGTH;
  if (status === undefined) return { verdict: 'refused', length, reason: 'status' };
  // A scale without a value may leave unit and exponent empty.
  if (status.noValue !== undefined) {
    return { verdict: 'frame', length, content: noWeight(String(statusByte), status.noValue, raw) };
  }
  if (unit === undefined) return { verdict: 'refused', length, reason: 'unit' };
  if (!exponentHolds) return { verdict: 'refused', length, reason: 'range' };
  const digits = low | (high << 8);
  if (status.zero === true && digits !== 0) return { verdict: 'refused', length, reason: 'field' };
  const content = weighingReading(
    {
      quantity: 'weight',
      text: scaledDecimal(digits, exponent),
      unit,
      stable: status.stable,
      flags: status.zero === true ? ['zero'] : [],
    },
    raw,
  );
  return { verdict: 'frame', length, content };
}

/** Of a report that has begun: nothing in it so far speaks against it. */
function couldBeData(view: Uint8Array, start: number): boolean {
  const [, statusByte, unitByte] = view.subarray(start, start + 3);
  const statusHolds = statusByte === undefined || statuses[statusByte] !== undefined;
  const unitHolds = unitByte === undefined || units[unitByte] !== undefined;
  return statusHolds || unitHolds;
}
