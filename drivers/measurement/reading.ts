import type {
  Decoded,
  FrameDecoder,
  MeasuredName,
  MeasuredUnit,
  MeasuredValues,
  ReadingContent,
  ReadingErrorContent,
} from '../decoded.ts';
import type { Framer } from '../framing/framer.ts';
import { toHex } from '../framing/hexadecimal.ts';

/** One value as the device sent it: number, unit, and the text where trailing zeros carry meaning. */
export interface MeasuredValue {
  readonly value: number;
  readonly unit?: MeasuredUnit;
  readonly text?: string;
}

export interface ReadingParts {
  readonly values: { readonly [Name in Exclude<MeasuredName, 'weightStable'>]?: MeasuredValue | undefined };
  /** Whether the scale says that it is at rest; left out where it does not say. */
  readonly weightStable?: boolean | undefined;
  readonly flags?: readonly string[];
  readonly person?: string | null;
  readonly at?: string | null;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The bytes of the result. */
  readonly raw: Uint8Array;
}

/** Puts a reading together; absent values are left out. Numbers must be finite: a driver refuses the frame otherwise. */
export function reading(parts: ReadingParts): ReadingContent {
  const values: { -readonly [Name in keyof MeasuredValues]: MeasuredValues[Name] } = {};
  const units: { [Name in MeasuredName]?: MeasuredUnit } = {};
  let text: { [Name in MeasuredName]?: string } | undefined;
  for (const key of Object.keys(parts.values)) {
    const name = key as Exclude<MeasuredName, 'weightStable'>;
    const measured = parts.values[name];
    if (measured === undefined) continue;
    values[name] = measured.value;
    if (measured.unit !== undefined) units[name] = measured.unit;
    if (measured.text !== undefined) (text ??= {})[name] = measured.text;
  }
  if (parts.weightStable !== undefined) values.weightStable = parts.weightStable;
  const { flags = [], person = null, at = null, fields } = parts;
  const raw = toHex(parts.raw);
  // Written out in the order of a line, without spreading: a streaming scale sends fifty a second.
  if (text !== undefined) {
    return fields === undefined
      ? { kind: 'reading', values, units, text, flags, person, at, raw }
      : { kind: 'reading', values, units, text, flags, person, at, fields, raw };
  }
  return fields === undefined
    ? { kind: 'reading', values, units, flags, person, at, raw }
    : { kind: 'reading', values, units, flags, person, at, fields, raw };
}

/** A measurement that ended without values. */
export function readingError(
  code: string,
  meaning: string,
  raw: Uint8Array,
  about: {
    readonly person?: string | null;
    readonly at?: string | null;
    readonly flags?: readonly string[];
  } = {},
): ReadingErrorContent {
  return {
    kind: 'reading',
    error: { code, meaning },
    ...(about.flags === undefined ? {} : { flags: about.flags }),
    person: about.person ?? null,
    at: about.at ?? null,
    raw: toHex(raw),
  };
}

/**
 * 血压 plausible: SYS 60–260, DIA 30–215 and below SYS, pulse 40–180 (blood-pressure.md section 0). Outside = device
 * error, not a patient finding: the frame is refused with `range`.
 */
export function isPlausiblePressure(systolic: number, diastolic: number, pulse: number): boolean {
  return (
    systolic >= 60 &&
    systolic <= 260 &&
    diastolic >= 30 &&
    diastolic <= 215 &&
    diastolic < systolic &&
    pulse >= 40 &&
    pulse <= 180
  );
}

/**
 * The device's clock as `YYYY-MM-DDTHH:MM[:SS]`, or `undefined` when the digits are no date (month 13, 30 February, hour 24).
 *
 * @param year four digits
 */
export function deviceTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second?: number,
): string | undefined {
  // By hand: a meter hands over thousands of records, and a `Date` costs more than all the rest of one.
  const isDay = year >= 1000 && year <= 9999 && day >= 1 && day <= daysOf(year, month);
  const isTime = isUpTo(hour, 23) && isUpTo(minute, 59) && isUpTo(second ?? 0, 59);
  if (!isDay || !isTime) return undefined;
  const upToMinute = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
  return second === undefined ? upToMinute : `${upToMinute}:${two(second)}`;
}

const DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 0 for a month that is none. */
function daysOf(year: number, month: number): number {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeapYear ? 29 : (DAYS[month - 1] ?? 0);
}

function isUpTo(value: number, most: number): boolean {
  return value >= 0 && value <= most;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** A framer whose contents already are lines of `decode`. */
export function decoderOf(framer: Framer): FrameDecoder {
  return {
    push: (bytes): Decoded[] => framer.push(bytes),
    end: (): Decoded[] => framer.end(),
  };
}
