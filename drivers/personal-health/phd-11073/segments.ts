import { toHex } from '../../framing/hexadecimal.ts';
import { type Attribute, attributeValue, readAttributes } from './apdu.ts';
import {
  type Configuration,
  mapLength,
  type Metric,
  readType,
  readValueMap,
  type ValueMap,
  whole,
  wholeU16,
} from './configuration.ts';
import { MderReader, MderWriter, malformed, reasonOf } from './mder.ts';
import { ATTRIBUTE, UNKNOWN_PERSON } from './nomenclature.ts';
import { decimalValue, decodeSfloat } from './numbers.ts';
import type { Observation } from './gathering.ts';
import { interpretMapped } from './observations.ts';
import { toReadings } from './readings.ts';
import type { ApduLine, ReportPlace } from './report-lines.ts';
import { ABSOLUTE_TIME_BYTES, absoluteTimeText, readAbsoluteTime, readBaseOffsetTime } from './times.ts';

/** Header bits of the entries of a segment: which times stand before the elements (antidote, SEG_ELEM_HDR_). */
const HEADER = {
  absoluteTime: 0x8000,
  relativeTime: 0x4000,
  highResolution: 0x2000,
  baseOffset: 0x1000,
} as const;
const RELATIVE_BYTES = 4;
const HIGH_RESOLUTION_BYTES = 8;

/** Bits of a segment data event's status (ieee-11073-20601.md section 5). */
export const SEGMENT_STATUS = {
  first: 0x8000,
  last: 0x4000,
  agentStops: 0x0800,
  managerConfirms: 0x0080,
  managerStops: 0x0008,
} as const;

/** 存储段: what the agent tells of one segment of its store. */
export interface SegmentInfo {
  readonly number: number;
  readonly attributes: readonly Attribute[];
  readonly person: number | null;
  readonly header: number;
  readonly elements: readonly { readonly metric: Metric; readonly map: ValueMap }[];
  /** Bytes of one entry; 0 when the agent did not tell the layout. */
  readonly entryLength: number;
  readonly entries: number | undefined;
}

export interface SegmentData {
  readonly segment: number;
  readonly firstEntry: number;
  readonly count: number;
  readonly status: number;
  readonly data: Uint8Array;
}

/**
 * The answer to "segment information" (action 0C0D).
 *
 * @param configuration whose objects the elements refer to, for their units
 * @throws DeviceError `protocol.*` with a reason
 */
export function parseSegmentInfos(info: Uint8Array, configuration: Configuration | undefined): SegmentInfo[] {
  const segments = whole(info, (reader) =>
    reader.list((entry) => ({ number: entry.u16(), attributes: readAttributes(entry) })),
  );
  return segments.map(({ number, attributes }) => {
    const map = attributeValue(attributes, ATTRIBUTE.segmentMap);
    const person = attributeValue(attributes, ATTRIBUTE.segmentPerson);
    const usage = attributeValue(attributes, ATTRIBUTE.segmentUsage);
    const layout =
      map === undefined ? undefined : whole(map, (reader) => readEntryMap(reader, configuration));
    const id = person === undefined ? UNKNOWN_PERSON : wholeU16(person);
    return {
      number,
      attributes,
      person: id === UNKNOWN_PERSON ? null : id,
      header: layout?.header ?? 0,
      elements: layout?.elements ?? [],
      entryLength: layout === undefined ? 0 : lengthOfEntry(layout),
      entries: usage === undefined ? undefined : whole(usage, (reader) => reader.u32()),
    };
  });
}

type EntryMap = Pick<SegmentInfo, 'header' | 'elements'>;

function readEntryMap(reader: MderReader, configuration: Configuration | undefined): EntryMap {
  const header = reader.u16();
  const elements = reader.list((entry) => {
    const objectClass = entry.u16();
    const type = readType(entry);
    const handle = entry.u16();
    const map = readValueMap(entry);
    const known = configuration?.metrics.get(handle);
    const metric: Metric = known ?? {
      handle,
      objectClass,
      type,
      parts: [],
      partition: type.partition,
      unitCode: undefined,
      valueMaps: [],
      supplementalTypes: [],
    };
    return { metric: { ...metric, type }, map };
  });
  return { header, elements };
}

function lengthOfEntry({ header, elements }: EntryMap): number {
  let length = 0;
  if (header & HEADER.absoluteTime) length += ABSOLUTE_TIME_BYTES;
  if (header & HEADER.relativeTime) length += RELATIVE_BYTES;
  if (header & HEADER.highResolution) length += HIGH_RESOLUTION_BYTES;
  if (header & HEADER.baseOffset) length += ABSOLUTE_TIME_BYTES;
  for (const { map } of elements) length += mapLength(map);
  return length;
}

/** The body of a segment data event (0D21). @throws DeviceError `protocol.length` */
export function parseSegmentData(info: Uint8Array): SegmentData {
  return whole(info, (reader) => ({
    segment: reader.u16(),
    firstEntry: reader.u32(),
    count: reader.u32(),
    status: reader.u16(),
    data: reader.octetString(),
  }));
}

export function encodeSegmentData({ segment, firstEntry, count, status, data }: SegmentData): Uint8Array {
  return new MderWriter().u16(segment).u32(firstEntry).u32(count).u16(status).octetString(data).bytes();
}

/** The manager's answer: the same four fields with its own bits in the status, without data. */
export function encodeSegmentAnswer(event: Omit<SegmentData, 'data'>, bits: number): Uint8Array {
  const { segment, firstEntry, count, status } = event;
  return new MderWriter()
    .u16(segment)
    .u32(firstEntry)
    .u32(count)
    .u16(status | bits)
    .bytes();
}

/**
 * One reading for each stored entry, refused entries as such. The APDU is divided among them as in a scan report.
 *
 * @param place `bodyAt` is where the entries begin in the APDU
 * @throws DeviceError `protocol.length` when the entries differ from the segment's own layout
 */
export function linesOfSegment(
  event: SegmentData,
  segment: SegmentInfo,
  place: ReportPlace,
): readonly ApduLine[] {
  const { entryLength } = segment;
  if (entryLength === 0 || event.data.length !== entryLength * event.count) {
    throw malformed('length', 'the entries differ from the layout of their segment');
  }
  const lines: ApduLine[] = [];
  for (let index = 0; index < event.count; index += 1) {
    const entryAt = place.bodyAt + index * entryLength;
    const entry = place.apdu.subarray(entryAt, entryAt + entryLength);
    for (const { start, content } of entryLines(entry, segment)) {
      lines.push({ start: lines.length === 0 ? 0 : entryAt + start, content });
    }
  }
  return lines;
}

/** An entry is one reading, or several when it holds the same value twice; each with the whole entry as `raw`. */
function entryLines(entry: Uint8Array, segment: SegmentInfo): readonly ApduLine[] {
  try {
    const readings = toReadings(
      entryObservations(new MderReader(entry), segment),
      segment.person,
      () => entry,
    );
    if (readings.length > 0) return readings;
    return [{ start: 0, content: { kind: 'frame', type: 'storedEntry', fields: { hex: toHex(entry) } } }];
  } catch (error) {
    return [{ start: 0, content: { kind: 'refused', reason: reasonOf(error) } }];
  }
}

function entryObservations(reader: MderReader, { header, elements }: SegmentInfo): Observation[] {
  let at: string | null | undefined;
  if (header & HEADER.absoluteTime) at = readAbsoluteTime(reader);
  if (header & HEADER.relativeTime) reader.octets(RELATIVE_BYTES);
  if (header & HEADER.highResolution) reader.octets(HIGH_RESOLUTION_BYTES);
  if (header & HEADER.baseOffset) at = readBaseOffsetTime(reader);
  const observations = elements.map(({ metric, map }, index) => {
    const place = { start: index === 0 ? 0 : reader.at, end: reader.end };
    const observation = interpretMapped(metric, map, reader, place);
    return observation.at === undefined && at !== undefined ? { ...observation, at } : observation;
  });
  reader.finish();
  return observations;
}

/**
 * Entries of a segment whose layout the capture does not hold. Where each is a date and one SFLOAT, both are told; what
 * was measured and in which unit is not known.
 */
export function describeUnknownEntries({ count, data }: SegmentData): Record<string, unknown> {
  if (count === 0 || data.length === 0 || data.length % count !== 0) return { hex: toHex(data) };
  const length = data.length / count;
  const entries = Array.from({ length: count }, (_, index) =>
    data.subarray(index * length, (index + 1) * length),
  );
  const described = entries.map(describeEntry);
  const values = described.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const all = values.length === described.length ? { values } : {};
  return { layout: 'unknown', entryLength: length, ...all, entries: described };
}

const TIME_AND_SFLOAT = ABSOLUTE_TIME_BYTES + 2;

function describeEntry(entry: Uint8Array): { value?: number; at?: string; hex: string } {
  const hex = toHex(entry);
  if (entry.length !== TIME_AND_SFLOAT) return { hex };
  try {
    const at = absoluteTimeText(entry, 0);
    const number = decodeSfloat(((entry[8] ?? 0) << 8) | (entry[9] ?? 0));
    if (number.kind !== 'finite' || at === null) return { hex };
    return { at, value: decimalValue(number.mantissa, number.exponent), hex };
  } catch (error) {
    reasonOf(error);
    return { hex };
  }
}
