import { type AgentProfile, observationsOf, type ScriptedValues } from './agent-profiles.ts';
import type { Attribute } from './apdu.ts';
import { writeAttributes } from './apdu-encode.ts';
import { MderWriter } from './mder.ts';
import { ATTRIBUTE } from './nomenclature.ts';
import { PARTITION_PHYSIOLOGICAL } from './metrics.ts';
import { encodeSegmentData, SEGMENT_STATUS } from './segments.ts';
import { encodeAbsoluteTime } from './times.ts';

export interface StoredEntry {
  readonly values: ScriptedValues;
  readonly at: string;
}

const SEGMENT = 1;
const TIME_HEADER = 0x8000;
/** In eighths of a millisecond: 5 s. */
const TRANSFER_TIMEOUT = 40_000;

export function storeAttributes(): Attribute[] {
  return [
    { id: ATTRIBUTE.numberOfSegments, value: new MderWriter().u16(1).bytes() },
    { id: ATTRIBUTE.transferTimeout, value: new MderWriter().u32(TRANSFER_TIMEOUT).bytes() },
  ];
}

/** The answer to "segment information": one segment, entries of time and the first metric. */
export function segmentInformation(profile: AgentProfile, entries: number): Uint8Array {
  const [metric] = profile.metrics;
  const map = new MderWriter()
    .u16(TIME_HEADER)
    .list(metric === undefined ? [] : [metric.description], (writer, { handle, code }) =>
      writer
        .u16(6)
        .u16(PARTITION_PHYSIOLOGICAL)
        .u16(code)
        .u16(handle)
        .list([ATTRIBUTE.basicValue], (entry, id) => entry.u16(id).u16(2)),
    )
    .bytes();
  const attributes: Attribute[] = [
    { id: ATTRIBUTE.segmentMap, value: map },
    { id: ATTRIBUTE.segmentUsage, value: new MderWriter().u32(entries).bytes() },
  ];
  return new MderWriter()
    .list([attributes], (writer, list) => writeAttributes(writer.u16(SEGMENT), list))
    .bytes();
}

/** The events of a whole transfer, a few entries each. */
export function segmentEvents(
  profile: AgentProfile,
  entries: readonly StoredEntry[],
  entriesPerEvent: number,
): Uint8Array[] {
  const events: Uint8Array[] = [];
  for (let firstEntry = 0; firstEntry < entries.length; firstEntry += entriesPerEvent) {
    const part = entries.slice(firstEntry, firstEntry + entriesPerEvent);
    const first = firstEntry === 0 ? SEGMENT_STATUS.first : 0;
    const last = firstEntry + part.length === entries.length ? SEGMENT_STATUS.last : 0;
    const data = new MderWriter();
    for (const { values, at } of part) {
      const [observation] = observationsOf(profile, values, at);
      // Time in front, value behind: the other way round than in an observation.
      data
        .octets(encodeAbsoluteTime(at))
        .octets(observation?.data.subarray(0, 2) ?? Uint8Array.of(0x07, 0xff));
    }
    events.push(
      encodeSegmentData({
        segment: SEGMENT,
        firstEntry,
        count: part.length,
        status: first | last,
        data: data.bytes(),
      }),
    );
  }
  return events;
}
