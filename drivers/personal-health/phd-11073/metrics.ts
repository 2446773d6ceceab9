import type { MeasuredName, MeasuredUnit } from '../../decoded.ts';

/** Partition of the physiological codes; device-management codes are partition 128. */
export const PARTITION_PHYSIOLOGICAL = 2;
const PARTITION_DEVICE_MANAGEMENT = 128;

/** A nomenclature code with its partition. */
export interface NomenclatureType {
  readonly partition: number;
  readonly code: number;
}

/**
 * 测量项: codes of partition 2 that have a name among the measured values.
 *
 * Source: ieee-11073-20601.md sections 3, 4; body-composition-glucose-spiro.md section 5; thermometer sites, glucose
 * samples, peak flow and body composition beyond that from public nomenclature lists (antidote, folterj/IEEE11073Analyser).
 */
const MEASURED: ReadonlyMap<number, MeasuredName> = new Map<number, MeasuredName>([
  [0x4a05, 'systolic'],
  [0x4a06, 'diastolic'],
  [0x4a07, 'map'],
  [0x482a, 'pulse'],
  [0x481a, 'pulseRate'],
  [0x4bb8, 'spo2'],
  [0x4bb0, 'perfusion'],
  [0x4b5c, 'temperature'],
  [0x4b78, 'temperature'],
  [0xe004, 'temperature'],
  [0xe008, 'temperature'],
  [0xe00c, 'temperature'],
  [0xe010, 'temperature'],
  [0xe020, 'temperature'],
  [0xe024, 'temperature'],
  [0xe028, 'temperature'],
  [0xe140, 'weight'],
  [0xe144, 'height'],
  [0xe14c, 'bodyFat'],
  [0xe150, 'bmi'],
  [0xe15c, 'water'],
  [0xe168, 'muscle'],
  [0xe16c, 'impedance'],
  [0x7114, 'glucose'],
  [0x71b8, 'glucose'],
  [0x71bc, 'glucose'],
  [0x71c0, 'glucose'],
  [0x71c4, 'glucose'],
  [0x71c8, 'glucose'],
  [0x71cc, 'glucose'],
  [0x71d0, 'glucose'],
  [0x71d4, 'glucose'],
  [0x726c, 'glucose'],
  [0x7270, 'glucose'],
  [0x7274, 'glucose'],
  [0x7278, 'glucose'],
  [0x727c, 'glucose'],
  [0x5408, 'pef'],
  [0x540a, 'fev1'],
  [0xe200, 'fvc'],
]);

/** Name of a measured value; `undefined` for what this project has no name for. */
export function measuredName({ partition, code }: NomenclatureType): MeasuredName | undefined {
  return partition === PARTITION_PHYSIOLOGICAL ? MEASURED.get(code) : undefined;
}

/** Where or from what was measured, as a flag of the reading. */
const METRIC_FLAGS: ReadonlyMap<number, string> = new Map([
  [0x4b78, 'siteTympanic'],
  [0xe004, 'siteRectal'],
  [0xe008, 'siteOral'],
  [0xe00c, 'siteEar'],
  [0xe010, 'siteFinger'],
  [0xe020, 'siteToe'],
  [0xe024, 'siteAxilla'],
  [0xe028, 'siteGastrointestinal'],
  [0x71d0, 'controlSolution'],
  [0x7274, 'controlSolution'],
  [0x7278, 'controlSolution'],
  [0x727c, 'controlSolution'],
]);

export function metricFlag({ partition, code }: NomenclatureType): string | undefined {
  return partition === PARTITION_PHYSIOLOGICAL ? METRIC_FLAGS.get(code) : undefined;
}

/** Supplemental types of oximeters (partition 2) and of glucose meters (partition 128). */
const MODALITY_FLAGS: ReadonlyMap<number, string> = new Map([
  [0x4c34, 'fastResponse'],
  [0x4c38, 'slowResponse'],
  [0x4c3c, 'spotCheck'],
]);
const CONTEXT_FLAGS: ReadonlyMap<number, string> = new Map([
  [0x7238, 'sampleFinger'],
  [0x723c, 'sampleAlternateSite'],
  [0x7240, 'sampleEarlobe'],
  [0x7244, 'controlSolution'],
  [0x724c, 'beforeMeal'],
  [0x7250, 'afterMeal'],
  [0x7254, 'fasting'],
  [0x7258, 'casual'],
]);

/** Flag of a supplemental type or of the value of an enumeration; `undefined` when it is not one of these. */
export function contextFlag({ partition, code }: NomenclatureType): string | undefined {
  if (partition === PARTITION_PHYSIOLOGICAL) return MODALITY_FLAGS.get(code);
  return partition === PARTITION_DEVICE_MANAGEMENT ? CONTEXT_FLAGS.get(code) : undefined;
}

/** Bits from the highest, of status words that qualify the values beside them. */
const OXIMETER_STATUS = [
  'sensorDisconnected',
  'sensorMalfunction',
  'sensorDisplaced',
  'sensorUnsupported',
  'sensorOff',
  'sensorInterference',
  'signalSearching',
  'pulseQuestionable',
  'signalNonPulsatile',
  'signalErratic',
  'lowPerfusion',
  'signalPoor',
  'signalInadequate',
  'signalIrregularity',
  'deviceMalfunction',
  'extendedUpdate',
] as const;
const PULSE_QUALITY = [
  '',
  'pulseQualityMarginal',
  'pulseQualityMinimal',
  'pulseQualityUnacceptable',
] as const;
const GLUCOSE_STATUS = [
  'batteryLow',
  'sensorMalfunction',
  'sampleTooSmall',
  'stripInsertion',
  'stripTypeIncorrect',
  'resultTooHigh',
  'resultTooLow',
  'temperatureTooHigh',
  'temperatureTooLow',
  'readInterrupted',
  'deviceFault',
  'temperatureOutOfRange',
] as const;

const statusKey = (partition: number, code: number): number => partition * 0x1_0000 + code;
/**
 * Status words by their metric: oximeter 4C4C and 4C4D, glucose meter 128::71D8 (HL7 personal health device guide, code
 * system ASN1ToHL7: 150604, 150605, 8417752).
 */
const STATUS_WORDS: ReadonlyMap<number, readonly string[]> = new Map<number, readonly string[]>([
  [statusKey(PARTITION_PHYSIOLOGICAL, 0x4c4c), OXIMETER_STATUS],
  [statusKey(PARTITION_PHYSIOLOGICAL, 0x4c4d), PULSE_QUALITY],
  [statusKey(PARTITION_DEVICE_MANAGEMENT, 0x71d8), GLUCOSE_STATUS],
]);

/** Flags of a status word; `undefined` when the metric is none of the known status words. */
export function statusFlags(type: NomenclatureType, bits: number): readonly string[] | undefined {
  const names = STATUS_WORDS.get(statusKey(type.partition, type.code));
  return names === undefined ? undefined : bitNames(names, bits, 16);
}

/** Names of the bits that are set, counted from the highest of `width`. */
export function bitNames(names: readonly string[], bits: number, width: number): string[] {
  const set: string[] = [];
  for (const [index, name] of names.entries()) {
    if (name !== '' && (bits >>> (width - 1 - index)) & 1) set.push(name);
  }
  return set;
}

/** Measurement status (测量状态) bits, antidote's MS_ constants; the first three leave no value to believe. */
export const MEASUREMENT_STATUS = {
  invalid: 0x8000,
  questionable: 0x4000,
  notAvailable: 0x2000,
  calibrationOngoing: 0x1000,
  testData: 0x0800,
  demoData: 0x0400,
  earlyIndication: 0x0040,
  measurementOngoing: 0x0020,
} as const;

/** Units by their code in partition 4 (ieee-11073-20601.md, body-composition-glucose-spiro.md section 5; antidote). */
const UNITS: ReadonlyMap<number, MeasuredUnit> = new Map<number, MeasuredUnit>([
  [0x0200, '1'],
  [0x0220, '%'],
  [0x0500, 'm'],
  [0x0511, 'cm'],
  [0x0512, 'mm'],
  [0x0540, '[ft_i]'],
  [0x0560, '[in_i]'],
  [0x0640, 'L'],
  [0x0652, 'mL'],
  [0x06c0, 'g'],
  [0x06c3, 'kg'],
  [0x06d2, 'mg'],
  [0x06e0, '[lb_av]'],
  [0x07a0, 'kg/m2'],
  [0x0852, 'mg/dL'],
  [0x0aa0, '/min'],
  [0x0be0, 'L/s'],
  [0x0c00, 'L/min'],
  [0x0f03, 'kPa'],
  [0x0f20, 'mm[Hg]'],
  [0x10c0, 'Ohm'],
  [0x1140, '[degF]'],
  [0x1272, 'mmol/L'],
  [0x17a0, 'Cel'],
]);

export function unitOf(code: number): MeasuredUnit | undefined {
  return UNITS.get(code);
}

const PRESSURE: readonly MeasuredUnit[] = ['mm[Hg]', 'kPa'];
const MASS: readonly MeasuredUnit[] = ['kg', 'g', '[lb_av]'];
const LENGTH: readonly MeasuredUnit[] = ['cm', 'm', 'mm', '[in_i]', '[ft_i]'];
const VOLUME: readonly MeasuredUnit[] = ['L', 'mL'];
/** Units that a value can have; a weight in per cent is a wrong frame, not a weight. */
const UNITS_OF: { readonly [Name in MeasuredName]?: readonly MeasuredUnit[] } = {
  systolic: PRESSURE,
  diastolic: PRESSURE,
  map: PRESSURE,
  pulse: ['/min'],
  pulseRate: ['/min'],
  spo2: ['%'],
  perfusion: ['%', '1'],
  temperature: ['Cel', '[degF]'],
  weight: MASS,
  height: LENGTH,
  bmi: ['kg/m2'],
  bodyFat: ['%', ...MASS],
  water: ['%', ...MASS],
  muscle: ['%', ...MASS],
  impedance: ['Ohm'],
  glucose: ['mg/dL', 'mmol/L'],
  pef: ['L/min', 'L/s'],
  fev1: VOLUME,
  fvc: VOLUME,
};

export function isUnitOf(name: MeasuredName, unit: MeasuredUnit): boolean {
  return UNITS_OF[name]?.includes(unit) ?? false;
}
