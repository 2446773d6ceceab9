import type {
  Decoded,
  FrameDecoder,
  MeasuredName,
  MeasuredUnit,
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
  const values: { [Name in Exclude<MeasuredName, 'weightStable'>]?: number } = {};
  const units: { [Name in MeasuredName]?: MeasuredUnit } = {};
  const texts: { [Name in MeasuredName]?: string } = {};
  for (const [key, measured] of Object.entries(parts.values)) {
    if (measured === undefined) continue;
    const name = key as Exclude<MeasuredName, 'weightStable'>;
    values[name] = measured.value;
    if (measured.unit !== undefined) units[name] = measured.unit;
    if (measured.text !== undefined) texts[name] = measured.text;
  }
  return {
    kind: 'reading',
    values: parts.weightStable === undefined ? values : { ...values, weightStable: parts.weightStable },
    units,
    ...(Object.keys(texts).length === 0 ? {} : { text: texts }),
    flags: parts.flags ?? [],
    person: parts.person ?? null,
    at: parts.at ?? null,
    ...(parts.fields === undefined ? {} : { fields: parts.fields }),
    raw: toHex(parts.raw),
  };
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
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second ?? 0));
  const exact =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === (second ?? 0);
  if (!exact) return undefined;
  return date.toISOString().slice(0, second === undefined ? 16 : 19);
}

/** A framer whose contents already are lines of `decode`. */
export function decoderOf(framer: Framer): FrameDecoder {
  return {
    push: (bytes): Decoded[] => framer.push(bytes),
    end: (): Decoded[] => framer.end(),
  };
}
