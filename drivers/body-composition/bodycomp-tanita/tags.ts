import type { MeasuredName, MeasuredUnit } from '../../decoded.ts';

/**
 * Tags of the Tanita text (body-composition-glucose-spiro.md section 1; segment letters from the makers' operating
 * manuals SC-240, SC-330 and MC-780, chapter "Connection with a personal computer").
 */
export interface ValueTag {
  readonly tag: string;
  readonly name: MeasuredName;
  readonly unit: MeasuredUnit;
  /** Plausible range; outside = a broken field. */
  readonly from: number;
  readonly to: number;
}

/** Where two tags tell the same value, the first one in this list counts. */
export const VALUE_TAGS: readonly ValueTag[] = [
  { tag: 'Wk', name: 'weight', unit: 'kg', from: 0.1, to: 400 },
  { tag: 'Wp', name: 'weight', unit: '[lb_av]', from: 0.2, to: 900 },
  { tag: 'Hm', name: 'height', unit: 'cm', from: 30, to: 260 },
  { tag: 'MI', name: 'bmi', unit: 'kg/m2', from: 1, to: 200 },
  { tag: 'FW', name: 'bodyFat', unit: '%', from: 0, to: 100 },
  { tag: 'mW', name: 'muscle', unit: 'kg', from: 0, to: 300 },
  { tag: 'wW', name: 'water', unit: 'kg', from: 0, to: 300 },
  { tag: 'ww', name: 'water', unit: '%', from: 0, to: 100 },
  { tag: 'bW', name: 'bone', unit: 'kg', from: 0, to: 30 },
  { tag: 'IF', name: 'visceralFat', unit: '1', from: 0, to: 70 },
  { tag: 'rB', name: 'bmr', unit: 'kcal/d', from: 0, to: 20_000 },
  { tag: 'rb', name: 'bmr', unit: 'kJ/d', from: 0, to: 80_000 },
  { tag: 'ZF', name: 'impedance', unit: 'Ohm', from: 0, to: 5000 },
  { tag: 'RH', name: 'impedance', unit: 'Ohm', from: 0, to: 5000 },
  { tag: 'RF', name: 'impedance', unit: 'Ohm', from: 0, to: 5000 },
];

/** Tags whose value is text or a code, with the name they get in `fields`. */
export const TEXT_TAGS: ReadonlyMap<string, string> = new Map([
  ['MO', 'model'],
  ['SN', 'serialNumber'],
  ['CS', 'checksum'],
]);

/** Numbers beside the named values, with the name they get in `fields`; all others keep their tag. */
export const NUMBER_TAGS: ReadonlyMap<string, string> = new Map([
  ['Bt', 'bodyType'],
  ['AG', 'age'],
  ['Pt', 'clothesKg'],
  ['fW', 'fatMassKg'],
  ['MW', 'fatFreeMassKg'],
  ['ww', 'waterPercent'],
  ['wW', 'waterKg'],
  ['rb', 'bmrKilojoules'],
  ['rB', 'bmrKilocalories'],
  ['rA', 'metabolicAge'],
  ['rD', 'dailyIntakeKilocalories'],
  ['Sw', 'standardWeightKg'],
  ['OV', 'obesityDegreePercent'],
  ['sW', 'muscleScore'],
  ['rJ', 'bmrScore'],
  ['LP', 'legMuscleScore'],
]);

/** Second letter of segment tags: right and left leg, right and left arm, trunk. */
const SEGMENTS: ReadonlyMap<string, string> = new Map([
  ['R', 'rightLeg'],
  ['L', 'leftLeg'],
  ['r', 'rightArm'],
  ['l', 'leftArm'],
  ['T', 'trunk'],
]);
/** First letter: fat percent, fat mass, fat-free mass, muscle mass, scores. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['F', 'fatPercent'],
  ['f', 'fatMassKg'],
  ['M', 'fatFreeMassKg'],
  ['m', 'muscleMassKg'],
  ['S', 'fatScore'],
  ['s', 'muscleScore'],
]);

/** `FR` is the fat percent of the right leg; `undefined` for a tag that is no segment. */
export function segmentOf(tag: string): { readonly segment: string; readonly part: string } | undefined {
  const [first = '', second = ''] = tag;
  const part = PARTS.get(first);
  const segment = SEGMENTS.get(second);
  return tag.length !== 2 || part === undefined || segment === undefined ? undefined : { segment, part };
}
