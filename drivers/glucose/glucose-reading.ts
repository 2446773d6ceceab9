import type { DecodedContent, MeasuredUnit } from '../decoded.ts';
import { reading } from '../measurement/reading.ts';

export type GlucoseUnit = Extract<MeasuredUnit, 'mg/dL' | 'mmol/L'>;

/**
 * 血糖 that a meter can have measured; more is a broken field, not a patient (meters show HI from 600 mg/dL or
 * 33.3 mmol/L on and send the limit or a little more).
 */
const HIGHEST: Readonly<Record<GlucoseUnit, number>> = { 'mg/dL': 1000, 'mmol/L': 55.5 };
/** Where the families that send no mark of their own begin to show HI and LO (mg/dL). */
const SHOWS_HI = 600;
const SHOWS_LO = 20;

/** One result in the unit the meter sent, or a refusal with `range`. */
export function glucoseContent(options: {
  readonly value: number;
  readonly unit: GlucoseUnit;
  readonly flags: readonly string[];
  readonly person?: string | null;
  readonly at: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly raw: Uint8Array;
}): DecodedContent {
  const { value, unit, flags, person = null, at, fields, raw } = options;
  if (!(value > 0 && value <= HIGHEST[unit])) return { kind: 'refused', reason: 'range' };
  return reading({ values: { glucose: { value, unit } }, flags, person, at, fields, raw });
}

/** For meters that store the number alone. @param value mg/dL */
export function rangeFlags(value: number): string[] {
  if (value > SHOWS_HI) return ['aboveRange'];
  return value < SHOWS_LO ? ['belowRange'] : [];
}
