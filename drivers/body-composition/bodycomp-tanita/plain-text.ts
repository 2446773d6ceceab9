import type { DecodedContent, MeasuredName, MeasuredUnit } from '../../decoded.ts';
import { type MeasuredValue, reading, readingError } from '../../measurement/reading.ts';
import { remoteContent } from './remote-text.ts';
import { dateAndTime } from './tanita-time.ts';

/**
 * Older models send numbers by place, without tags. Source: the public decoders of the TBF-310 and BC-418 (obiba/onyx,
 * instrument drivers), seen in a test line of the TBF-310.
 */
interface Place {
  readonly name: MeasuredName;
  readonly unit: MeasuredUnit;
  readonly to: number;
}
type Column = Place | string;

const place = (name: MeasuredName, unit: MeasuredUnit, to: number): Place => ({ name, unit, to });
const HEIGHT = place('height', 'cm', 260);
const WEIGHT = place('weight', 'kg', 400);
const FAT = place('bodyFat', '%', 100);
const WATER = place('water', 'kg', 300);
const BMI = place('bmi', 'kg/m2', 200);
/** Both models send kilojoules. */
const BMR = place('bmr', 'kJ/d', 80_000);
const IMPEDANCE = place('impedance', 'Ohm', 5000);

/** Body type, sex, height, weight, impedance, fat %, fat mass, fat-free mass, water, age, BMI, BMR. */
const TBF_310: readonly Column[] = [
  'bodyType',
  'sex',
  HEIGHT,
  WEIGHT,
  IMPEDANCE,
  FAT,
  'fatMassKg',
  'fatFreeMassKg',
  WATER,
  'age',
  BMI,
  BMR,
];

const SEGMENTS = ['rightLeg', 'leftLeg', 'rightArm', 'leftArm', 'trunk'];
const PARTS = ['FatPercent', 'FatMassKg', 'FatFreeMassKg', 'MuscleMassKg'];
/** Behind date and time: the whole body, four impedances, then four numbers for each of five segments. */
const BC_418: readonly Column[] = [
  'bodyType',
  'sex',
  HEIGHT,
  WEIGHT,
  FAT,
  'fatMassKg',
  'fatFreeMassKg',
  WATER,
  'age',
  BMI,
  BMR,
  IMPEDANCE,
  ...SEGMENTS.slice(0, 4).map((segment) => `${segment}ImpedanceOhm`),
  ...SEGMENTS.flatMap((segment) => PARTS.map((part) => segment + part)),
];

/** One line of an older model; `undefined` = none of its lines. */
export function plainContent(text: string, raw: Uint8Array): DecodedContent | undefined {
  const tokens = text.split(',').map((token) => token.trim());
  if (tokens.length === TBF_310.length && /^[02],[12],/.test(text))
    return placesContent(tokens, TBF_310, null, raw);
  if (/^"[\d/]+"$/.test(tokens[0] ?? '') && tokens.length >= BC_418.length + 2) {
    const time = dateAndTime(unquoted(tokens[0]), unquoted(tokens[1]));
    if (time === 'wrong') return { kind: 'refused', reason: 'date' };
    return placesContent(tokens.slice(2), BC_418, time.at, raw);
  }
  return weightContent(text, raw) ?? remoteContent(text, raw);
}

function unquoted(token: string | undefined): string {
  return (token ?? '').replaceAll('"', '');
}

function placesContent(
  tokens: readonly string[],
  columns: readonly Column[],
  at: string | null,
  raw: Uint8Array,
): DecodedContent {
  const values: { [Name in MeasuredName]?: MeasuredValue } = {};
  const fields: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const token = unquoted(tokens[index]);
    if (!/^-?\d{1,6}(?:\.\d{1,2})?$/.test(token)) return { kind: 'refused', reason: 'field' };
    const value = Number(token);
    if (typeof column === 'string') fields[column] = value;
    else if (value < 0 || value > column.to) return { kind: 'refused', reason: 'range' };
    else values[column.name] = { value, unit: column.unit };
  }
  const { bodyType, sex, ...others } = fields;
  if ((bodyType !== 0 && bodyType !== 2) || (sex !== 1 && sex !== 2))
    return { kind: 'refused', reason: 'field' };
  const flags = bodyType === 2 ? ['athlete'] : [];
  return reading({ values, flags, at, fields: { ...others, sex: sex === 1 ? 'male' : 'female' }, raw });
}

/** Weight output of the BC-418: unit K or L, stable S, unstable D, overload I, weight. */
function weightContent(text: string, raw: Uint8Array): DecodedContent | undefined {
  const match = /^([KL])([SDI])\s*(\d{1,3}\.\d)?$/.exec(text);
  if (match === null) return undefined;
  if (match[2] === 'I') return readingError('I', 'overload', raw);
  if (match[3] === undefined) return { kind: 'refused', reason: 'field' };
  const unit = match[1] === 'K' ? 'kg' : '[lb_av]';
  const isStable = match[2] === 'S';
  return reading({
    values: { weight: { value: Number(match[3]), unit, text: match[3] } },
    flags: isStable ? [] : ['unstable'],
    raw,
  });
}
