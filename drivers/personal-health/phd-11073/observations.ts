import type { Attribute } from './apdu.ts';
import {
  type Configuration,
  type MappedAttribute,
  type Metric,
  mapLength,
  type ValueMap,
} from './configuration.ts';
import {
  compoundNumbers,
  Gathering,
  NO_FLAGS,
  type Observation,
  type ObservedNumber,
  readCompound,
} from './gathering.ts';
import { MderReader, malformed } from './mder.ts';
import { MEASUREMENT_STATUS } from './metrics.ts';
import { ATTRIBUTE } from './nomenclature.ts';
import { decodeFloat, decodeSfloat } from './numbers.ts';
import type { RawObservation } from './scan-report.ts';
import { ABSOLUTE_TIME_BYTES, readAbsoluteTime } from './times.ts';

/**
 * Gives observations their meaning by the configuration. A grouped one becomes several.
 *
 * @param scannerHandle object that sent the report, whose map lays out grouped observations
 * @throws DeviceError `protocol.*`: reason `handle` (not configured), `length` (differs from the value map), `field`, `date`
 */
export function interpretObservation(
  raw: RawObservation,
  configuration: Configuration,
  scannerHandle: number,
): Observation[] {
  if (raw.layout === 'grouped') return interpretGroup(raw.data, raw, configuration, scannerHandle);
  const metric = configuration.metrics.get(raw.handle);
  if (raw.layout === 'variable') return [interpretVariable(raw.handle, raw.attributes, raw, metric)];
  if (metric === undefined) throw malformed('handle', `handle ${raw.handle} is not configured`);
  const length = raw.end - raw.from;
  const map = metric.valueMaps.find((candidate) => mapLength(candidate) === length);
  if (map === undefined) throw malformed('length', 'the observation differs from its value map');
  return [interpretMapped(metric, map, new MderReader(raw.body, raw.from, raw.end), raw)];
}

function interpretGroup(
  data: Uint8Array,
  place: { readonly start: number; readonly end: number },
  configuration: Configuration,
  scannerHandle: number,
): Observation[] {
  const scanner = configuration.scanners.get(scannerHandle);
  if (scanner === undefined || scanner.map.length === 0) {
    throw malformed('handle', `scanner ${scannerHandle} is not configured`);
  }
  const reader = new MderReader(data);
  const dataAt = place.end - data.length;
  const observations = scanner.map.map(({ handle, map }, index) => {
    const metric = configuration.metrics.get(handle);
    if (metric === undefined) throw malformed('handle', `handle ${handle} is not configured`);
    const start = index === 0 ? place.start : dataAt + reader.at;
    return interpretMapped(metric, map, reader, { start, end: place.end });
  });
  reader.finish();
  return observations;
}

/** Bytes laid out by a value map; the reader stands behind them afterwards. */
export function interpretMapped(
  metric: Metric,
  map: ValueMap,
  reader: MderReader,
  place: { readonly start: number; readonly end: number },
): Observation {
  if (metric.supplementalTypes.length === 0 && map.every(isPlain)) {
    return interpretPlain(metric, map, reader, place);
  }
  const gathering = new Gathering(metric);
  for (const { id, length } of map) {
    const part = reader.part(length);
    gathering.take(id, part);
    part.finish();
  }
  return gathering.finish(metric.handle, place);
}

/** Value and time, as nearly every observation has them. */
function isPlain({ id, length }: MappedAttribute): boolean {
  switch (id) {
    case ATTRIBUTE.basicValue:
      return length === 2;
    case ATTRIBUTE.simpleValue:
      return length === 4;
    case ATTRIBUTE.absoluteTimeStamp:
      return length === ABSOLUTE_TIME_BYTES;
    case ATTRIBUTE.compoundBasicValue:
      return length >= 4;
    default:
      return false;
  }
}

function interpretPlain(
  metric: Metric,
  map: ValueMap,
  reader: MderReader,
  { start, end }: { readonly start: number; readonly end: number },
): Observation {
  let numbers: readonly ObservedNumber[] = [];
  let at: string | null | undefined;
  const { handle, type, unitCode } = metric;
  for (const { id, length } of map) {
    if (id === ATTRIBUTE.absoluteTimeStamp) {
      at = readAbsoluteTime(reader);
    } else if (id === ATTRIBUTE.compoundBasicValue) {
      const part = reader.part(length);
      numbers = compoundNumbers(readCompound(part), metric.parts, metric.partition);
      part.finish();
    } else {
      const number = id === ATTRIBUTE.basicValue ? decodeSfloat(reader.u16()) : decodeFloat(reader.u32());
      numbers = [{ type, number }];
    }
  }
  return { handle, type, start, end, numbers, unitCode, at, status: 0, flags: NO_FLAGS, details: undefined };
}

function interpretVariable(
  handle: number,
  attributes: readonly Attribute[],
  place: { readonly start: number; readonly end: number },
  metric: Metric | undefined,
): Observation {
  // The device itself may report its own attributes (battery, clock).
  if (metric === undefined && handle !== 0) throw malformed('handle', `handle ${handle} is not configured`);
  const gathering = new Gathering(metric);
  for (const { id, value } of attributes) {
    const part = new MderReader(value);
    gathering.take(id, part);
    part.finish();
  }
  return gathering.finish(handle, place);
}

/** The device itself says that there is no value to believe. */
export function leavesNoValue(status: number): 'Invalid' | 'NotAvailable' | 'Calibrating' | undefined {
  if (status === 0) return undefined;
  if (status & MEASUREMENT_STATUS.invalid) return 'Invalid';
  if (status & MEASUREMENT_STATUS.notAvailable) return 'NotAvailable';
  return status & MEASUREMENT_STATUS.calibrationOngoing ? 'Calibrating' : undefined;
}
