import type { MeasuredUnit, ReadingContent } from '../../decoded.ts';
import { deviceTime, type MeasuredValue, reading } from '../../measurement/reading.ts';
import { numberOf, shiftDecimal, tidyDecimal } from '../decimal.ts';
import type { FieldPattern, StandProfile } from './profile.ts';

/** What a profile made of one message: a reading, the reason why not, or nothing (not its kind of message). */
export type Measures =
  | { readonly fits: 'yes'; readonly reading: ReadingContent }
  | { readonly fits: 'refused'; readonly reason: string }
  | { readonly fits: 'no' };

/** A profile with its expressions compiled once. */
export interface CompiledProfile {
  readonly profile: StandProfile;
  readonly measure: (text: string, raw: Uint8Array) => Measures;
}

interface CompiledField {
  readonly expression: RegExp;
  readonly unit: MeasuredUnit;
  readonly exponent: number;
}

/** Throws SyntaxError when an expression is none. */
export function compileProfile(profile: StandProfile): CompiledProfile {
  const compile = (fields: readonly FieldPattern[]): CompiledField[] =>
    fields.map(({ pattern, unit, exponent }) => ({ expression: new RegExp(pattern, 'i'), unit, exponent }));
  const weight = compile(profile.weight);
  const height = compile(profile.height);
  const bmi = compile(profile.bmi);
  const person = profile.person === undefined ? undefined : new RegExp(profile.person);
  const at = profile.at === undefined ? undefined : new RegExp(profile.at);
  return {
    profile,
    measure(text, raw) {
      const found = { weight: find(weight, text), height: find(height, text), bmi: find(bmi, text) };
      if (found.weight === 'broken' || found.height === 'broken' || found.bmi === 'broken') {
        return { fits: 'refused', reason: 'number' };
      }
      if (found.weight === undefined && found.height === undefined) return { fits: 'no' };
      const time = at === undefined ? undefined : at.exec(text)?.groups;
      const when = time === undefined ? null : timeOf(time);
      if (when === undefined) return { fits: 'refused', reason: 'date' };
      return judge(
        { weight: taken(found.weight), height: taken(found.height), bmi: taken(found.bmi) },
        { raw, person: person?.exec(text)?.[1] ?? null, at: when },
      );
    },
  };
}

function find(fields: readonly CompiledField[], text: string): MeasuredValue | 'broken' | undefined {
  for (const { expression, unit, exponent } of fields) {
    const digits = expression.exec(text)?.[1];
    if (digits === undefined || digits.trim() === '') continue;
    const tidy = tidyDecimal(digits);
    if (tidy === undefined) return 'broken';
    const shifted = shiftDecimal(tidy, exponent);
    return { value: numberOf(shifted), unit, text: shifted };
  }
  return undefined;
}

/** A stand writes zero where a measure was not taken. */
function taken(value: MeasuredValue | undefined): MeasuredValue | undefined {
  return value?.value === 0 ? undefined : value;
}

/** Body weight 2–300 kg, height 50–230 cm (weight-height.md section 4), in the units stands send. */
const kilograms: Readonly<Partial<Record<MeasuredUnit, number>>> = { kg: 1, g: 0.001, '[lb_av]': 0.4536 };
const centimetres: Readonly<Partial<Record<MeasuredUnit, number>>> = {
  cm: 1,
  m: 100,
  mm: 0.1,
  '[in_i]': 2.54,
};
/** A body mass index outside of this is a mix-up of fields. */
const LOWEST_INDEX = 8;
const HIGHEST_INDEX = 90;
/** Stands round weight and height before they divide. */
const INDEX_TOLERANCE = 0.6;

interface Found {
  readonly weight: MeasuredValue | undefined;
  readonly height: MeasuredValue | undefined;
  readonly bmi: MeasuredValue | undefined;
}

function judge(
  found: Found,
  about: { readonly raw: Uint8Array; readonly person: string | null; readonly at: string | null },
): Measures {
  const { weight, height, bmi } = found;
  const mass = scaled(weight, kilograms);
  const size = scaled(height, centimetres);
  if (mass === undefined && size === undefined) return { fits: 'refused', reason: 'range' };
  if (mass !== undefined && !(mass >= 2 && mass <= 300)) return { fits: 'refused', reason: 'range' };
  if (size !== undefined && !(size >= 50 && size <= 230)) return { fits: 'refused', reason: 'range' };
  if (bmi !== undefined && !(bmi.value >= LOWEST_INDEX && bmi.value <= HIGHEST_INDEX)) {
    return { fits: 'refused', reason: 'range' };
  }
  const flags: string[] = [];
  if (mass !== undefined && size !== undefined) {
    const computed = mass / (size / 100) ** 2;
    if (computed < LOWEST_INDEX || computed > HIGHEST_INDEX) return { fits: 'refused', reason: 'range' };
    if (bmi !== undefined && Math.abs(computed - bmi.value) > INDEX_TOLERANCE) flags.push('bmiDiffers');
  }
  return { fits: 'yes', reading: reading({ values: { weight, height, bmi }, flags, ...about }) };
}

function scaled(
  measured: MeasuredValue | undefined,
  factors: Readonly<Partial<Record<MeasuredUnit, number>>>,
): number | undefined {
  if (measured?.unit === undefined) return undefined;
  const factor = factors[measured.unit];
  return factor === undefined ? undefined : measured.value * factor;
}

function timeOf(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const part = (name: string): number =>
    /^\d{1,4}$/.test(groups[name] ?? '') ? Number(groups[name]) : Number.NaN;
  const second = groups['second'] === undefined ? undefined : part('second');
  return deviceTime(part('year'), part('month'), part('day'), part('hour'), part('minute'), second);
}
