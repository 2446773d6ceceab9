import type { DecodedContent, MeasuredName, ReadingContent } from '../../decoded.ts';
import { isPlausiblePressure, type MeasuredValue, reading, readingError } from '../../measurement/reading.ts';
import { malformed } from './mder.ts';
import {
  isUnitOf,
  MEASUREMENT_STATUS,
  measuredName,
  metricFlag,
  type NomenclatureType,
  unitOf,
} from './metrics.ts';
import { hex4 } from './nomenclature.ts';
import { decimalText, decimalValue, type MderNumber } from './numbers.ts';
import { leavesNoValue, type Observation } from './observations.ts';

/** What a device measured beside the values that have names here. */
export interface OtherObservation {
  readonly handle: number;
  /** Partition and code, `0002.F012`. */
  readonly metric: string;
  readonly values?: readonly (string | null)[];
  readonly unit?: string;
  readonly [detail: string]: unknown;
}
export interface PhdReading extends ReadingContent {
  readonly other?: readonly OtherObservation[];
  /** Standard configurations that were taken for lack of any in the capture; all of them give this reading. */
  readonly assumedConfiguration?: readonly string[];
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
  readonly names: Set<MeasuredName>;
  readonly flags: Set<string>;
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
  const latestAt = new Map<string | null, Group>();
  let current: Group | undefined;
  for (const observation of observations) {
    const { at } = observation;
    const names = namesOf(observation);
    const candidate: Group | undefined =
      at === undefined
        ? current
        : current?.at === at || current?.at === undefined
          ? current
          : latestAt.get(at);
    const fits = candidate !== undefined && !names.some((name) => candidate.names.has(name));
    current = fits ? candidate : newGroup(observation.start);
    if (!fits) groups.push(current);
    current.at ??= at;
    if (at !== undefined) latestAt.set(at, current);
    addTo(current, observation);
  }
  const starts = groups.map((group) => group.start);
  return groups.map((group, index) => ({
    start: group.start,
    content: contentOf(group, person, bytesOf(index, starts)),
  }));
}

function newGroup(start: number): Group {
  return { start, at: undefined, values: {}, names: new Set(), flags: new Set(), other: [] };
}

function namesOf(observation: Observation): MeasuredName[] {
  const names: MeasuredName[] = [];
  for (const { type } of observation.numbers) {
    const name = measuredName(type);
    if (name !== undefined) names.push(name);
  }
  return names;
}

function addTo(group: Group, observation: Observation): void {
  const unknown: { type: NomenclatureType; number: MderNumber }[] = [];
  const missing = leavesNoValue(observation.status);
  for (const { type, number } of observation.numbers) {
    const name = measuredName(type);
    if (name === undefined) {
      unknown.push({ type, number });
      continue;
    }
    group.names.add(name);
    const flag = metricFlag(type);
    if (flag !== undefined) group.flags.add(flag);
    const unit = observation.unitCode === undefined ? undefined : unitOf(observation.unitCode);
    if (unit === undefined || !isUnitOf(name, unit)) throw malformed('unit', `${name} in an unknown unit`);
    if (missing !== undefined) group.flags.add(`${name}${missing}`);
    else if (number.kind === 'finite') group.values[name] = { ...measured(number), unit };
    else group.flags.add(`${name}${SPECIALS[number.kind]}`);
  }
  for (const flag of observation.flags) group.flags.add(flag);
  if (observation.status !== 0) addStatus(group.flags, observation.status);
  if (unknown.length > 0 || observation.details !== undefined)
    group.other.push(otherOf(observation, unknown));
}

/** A slot without a number: what the device says instead. */
const SPECIALS: { readonly [Kind in Exclude<MderNumber['kind'], 'finite'>]: string } = {
  notANumber: 'NotMeasured',
  notAtThisResolution: 'NotAtThisResolution',
  positiveInfinity: 'AboveRange',
  negativeInfinity: 'BelowRange',
  reserved: 'NotMeasured',
};

function measured(number: Extract<MderNumber, { kind: 'finite' }>): { value: number; text?: string } {
  const { mantissa, exponent } = number;
  const value = decimalValue(mantissa, exponent);
  // Only a last digit 0 is lost in the number itself.
  if (exponent >= 0 || mantissa % 10 !== 0) return { value };
  return { value, text: decimalText(mantissa, exponent) };
}

const STATUS_FLAGS = [
  'questionable',
  'testData',
  'demoData',
  'earlyIndication',
  'measurementOngoing',
] as const;

function addStatus(flags: Set<string>, status: number): void {
  for (const name of STATUS_FLAGS) if (status & MEASUREMENT_STATUS[name]) flags.add(name);
}

function otherOf(
  observation: Observation,
  unknown: readonly { type: NomenclatureType; number: MderNumber }[],
): OtherObservation {
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

const MILLIMETRES_PER_KILOPASCAL = 7.500_62;
/** Stands for the pulse where the device did not measure it, so that only the pressures are judged. */
const ANY_PULSE = 60;

function contentOf(group: Group, person: number | null, raw: Uint8Array): DecodedContent {
  const { values, flags, names, other, at } = group;
  const who = person === null ? null : String(person);
  const about = { person: who, at: at ?? null };
  if (names.size === 0) {
    return {
      kind: 'frame',
      type: 'observations',
      fields: { ...about, flags: [...flags], observations: other },
    };
  }
  // Pressure without pulse is no complete measurement (blood-pressure.md section 0), and must say so.
  if (names.has('systolic') && !names.has('pulse')) flags.add('pulseNotMeasured');
  if (Object.keys(values).length === 0) {
    const [code = 'notMeasured'] = flags;
    return readingError(code, [...flags].join(', '), raw, about);
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
  const content = reading({ values, flags: [...flags], ...about, raw });
  const withOther: PhdReading = other.length === 0 ? content : { ...content, other };
  return withOther;
}
