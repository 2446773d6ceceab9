import type { DecodedContent, MeasuredName, MeasuredUnit } from '../../decoded.ts';
import { isPlausiblePressure, type MeasuredValue, reading, readingError } from '../../measurement/reading.ts';
import { hex4 } from '../../framing/hexadecimal.ts';
import { malformed } from './mder.ts';
import { isUnitOf, MEASUREMENT_STATUS, measuredName, metricFlag, unitOf } from './metrics.ts';
import { decimalText, decimalValue, type MderNumber } from './numbers.ts';
import type { Observation, ObservedNumber } from './gathering.ts';
import { leavesNoValue } from './observations.ts';

/** What a device measured beside the values that have names here. */
export interface OtherObservation {
  readonly handle: number;
  /** Partition and code, `0002.F012`. */
  readonly metric: string;
  readonly values?: readonly (string | null)[];
  readonly unit?: string;
  readonly [detail: string]: unknown;
}
/** Values of one person at one time, or observations without a name here (`frame`), with the bytes they begin in. */
export interface Measured {
  readonly start: number;
  readonly content: DecodedContent;
}

interface Group {
  readonly start: number;
  at: string | null | undefined;
  readonly values: { [Name in MeasuredName]?: MeasuredValue };
  readonly names: MeasuredName[];
  readonly flags: string[];
  readonly other: OtherObservation[];
}

/**
 * Puts the observations of one person into readings: those with the same device time belong together (pressure and
 * pulse, saturation and pulse), one without a time belongs to the one before it, and a second value of the same name
 * begins another reading.
 *
 * @param bytesOf the bytes of the n-th of these readings, for `raw`
 * @throws DeviceError `protocol.malformed` with reason `unit`
 */
export function toReadings(
  observations: readonly Observation[],
  person: number | null,
  bytesOf: (index: number, starts: readonly number[]) => Uint8Array,
): Measured[] {
  const groups: Group[] = [];
  // Reports hold few times; only stored ones are many, and must not be searched one by one.
  let latestAt: Map<string | null, Group> | undefined;
  let current: Group | undefined;
  for (const observation of observations) {
    const { at } = observation;
    const joinsCurrent = at === undefined || current?.at === undefined || current.at === at;
    const candidate = joinsCurrent ? current : latestAt?.get(at);
    if (candidate !== undefined && !holdsAnyOf(candidate, observation)) {
      current = candidate;
    } else {
      current = { start: observation.start, at: undefined, values: {}, names: [], flags: [], other: [] };
      groups.push(current);
    }
    current.at ??= at;
    if (at !== undefined && groups.length > 1) {
      latestAt ??= new Map(groups.flatMap((group) => (group.at === undefined ? [] : [[group.at, group]])));
      latestAt.set(at, current);
    }
    addTo(current, observation);
  }
  const starts = groups.map((group) => group.start);
  return groups.map((group, index) => ({
    start: group.start,
    content: contentOf(group, person, bytesOf(index, starts)),
  }));
}

function holdsAnyOf(group: Group, observation: Observation): boolean {
  if (group.names.length === 0) return false;
  for (const { type } of observation.numbers) {
    const name = measuredName(type);
    if (name !== undefined && group.names.includes(name)) return true;
  }
  return false;
}

function addTo(group: Group, observation: Observation): void {
  const { numbers, status, unitCode, details } = observation;
  const missing = leavesNoValue(status);
  const unit = unitCode === undefined ? undefined : unitOf(unitCode);
  let unknown: ObservedNumber[] | undefined;
  for (const observed of numbers) {
    const { type, number } = observed;
    const name = measuredName(type);
    if (name === undefined) {
      (unknown ??= []).push(observed);
      continue;
    }
    group.names.push(name);
    addFlag(group.flags, metricFlag(type));
    if (unit === undefined || !isUnitOf(name, unit)) throw malformed('unit', `${name} in an unknown unit`);
    if (missing !== undefined) addFlag(group.flags, `${name}${missing}`);
    else if (number.kind === 'finite') group.values[name] = measured(number, unit);
    else addFlag(group.flags, specialFlag(name, number.kind));
  }
  for (const flag of observation.flags) addFlag(group.flags, flag);
  if (status !== 0) addStatus(group.flags, status);
  if (unknown !== undefined || details !== undefined) group.other.push(otherOf(observation, unknown ?? []));
}

function addFlag(flags: string[], flag: string | undefined): void {
  if (flag !== undefined && !flags.includes(flag)) flags.push(flag);
}

/** A slot without a number: what the device says instead. */
const SPECIALS: { readonly [Kind in Exclude<MderNumber['kind'], 'finite'>]: string } = {
  notANumber: 'NotMeasured',
  notAtThisResolution: 'NotAtThisResolution',
  positiveInfinity: 'AboveRange',
  negativeInfinity: 'BelowRange',
  reserved: 'NotMeasured',
};

/** Glucose meters of all makers have HI and LO; the other names say which of several values it is. */
function specialFlag(name: MeasuredName, kind: Exclude<MderNumber['kind'], 'finite'>): string {
  if (name === 'glucose' && kind === 'positiveInfinity') return 'aboveRange';
  if (name === 'glucose' && kind === 'negativeInfinity') return 'belowRange';
  return `${name}${SPECIALS[kind]}`;
}

function measured(number: Extract<MderNumber, { kind: 'finite' }>, unit: MeasuredUnit): MeasuredValue {
  const { mantissa, exponent } = number;
  const value = decimalValue(mantissa, exponent);
  // Only a last digit 0 is lost in the number itself.
  if (exponent >= 0 || mantissa % 10 !== 0) return { value, unit };
  return { value, unit, text: decimalText(mantissa, exponent) };
}

const STATUS_FLAGS = [
  'questionable',
  'testData',
  'demoData',
  'earlyIndication',
  'measurementOngoing',
] as const;

function addStatus(flags: string[], status: number): void {
  for (const name of STATUS_FLAGS) if (status & MEASUREMENT_STATUS[name]) addFlag(flags, name);
}

function otherOf(observation: Observation, unknown: readonly ObservedNumber[]): OtherObservation {
  const { handle, type, unitCode, details } = observation;
  const texts = unknown.map(({ number }) =>
    number.kind === 'finite' ? decimalText(number.mantissa, number.exponent) : null,
  );
  const unit = unitCode === undefined ? undefined : (unitOf(unitCode) ?? hex4(unitCode));
  return {
    handle,
    metric: type === undefined ? 'system' : `${hex4(type.partition)}.${hex4(type.code)}`,
    ...(texts.length === 0 ? {} : { values: texts }),
    ...(texts.length === 0 || unit === undefined ? {} : { unit }),
    ...details,
  };
}

function isEmpty(values: Group['values']): boolean {
  for (const _name in values) return false;
  return true;
}

const MILLIMETRES_PER_KILOPASCAL = 7.500_62;
/** Stands for the pulse where the device did not measure it, so that only the pressures are judged. */
const ANY_PULSE = 60;

function contentOf(group: Group, person: number | null, raw: Uint8Array): DecodedContent {
  const { values, flags, names, other, at } = group;
  const who = person === null ? null : String(person);
  const about = { person: who, at: at ?? null };
  if (names.length === 0) {
    return {
      kind: 'frame',
      type: 'observations',
      fields: { ...about, flags, observations: other },
    };
  }
  // Pressure without pulse is no complete measurement (blood-pressure.md section 0), and must say so.
  if (names.includes('systolic') && !names.includes('pulse')) addFlag(flags, 'pulseNotMeasured');
  if (isEmpty(values)) {
    const [code = 'notMeasured'] = flags;
    return readingError(code, flags.join(', '), raw, about);
  }
  const { systolic, diastolic, pulse } = values;
  if (systolic !== undefined && diastolic !== undefined) {
    const factor = systolic.unit === 'kPa' ? MILLIMETRES_PER_KILOPASCAL : 1;
    const plausible = isPlausiblePressure(
      systolic.value * factor,
      diastolic.value * factor,
      pulse?.value ?? ANY_PULSE,
    );
    if (!plausible) return { kind: 'refused', reason: 'range' };
  }
  // What has no name here stands in `fields`, so that nothing the device measured is lost.
  const fields = other.length === 0 ? {} : { fields: { observations: other } };
  return reading({ values, flags, ...about, ...fields, raw });
}
