import { type MeasuredValue, reading } from './reading.ts';
import type { ReadingContent } from '../decoded.ts';

/** 腰围、臀围 are measured with a tape and typed in. Plausible: 40 to 200 cm (waist), 50 to 200 cm (hip). */
const LIMITS = { waist: [40, 200], hip: [50, 200] } as const;

export type Girth = keyof typeof LIMITS;

/**
 * What was typed at the keypad as a reading, in centimetres with at most one decimal.
 *
 * @param text digits as typed; a comma counts as a point
 * @returns `undefined` for text that is no length a person can have
 */
export function typedGirth(girth: Girth, text: string): ReadingContent | undefined {
  const plain = text.trim().replace(',', '.');
  if (!/^\d{2,3}(?:\.\d)?$/.test(plain)) return undefined;
  const value = Number(plain);
  const [from, to] = LIMITS[girth];
  if (value < from || value > to) return undefined;
  const measured: MeasuredValue = { value, unit: 'cm', text: plain };
  return reading({ values: { [girth]: measured }, flags: ['typed'], raw: Buffer.from(plain, 'latin1') });
}
