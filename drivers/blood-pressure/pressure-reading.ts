import type { DecodedContent, ReadingContent } from '../decoded.ts';
import { isPlausiblePressure, reading } from '../measurement/reading.ts';

export interface PressureParts {
  /** 收缩压 systolic, 舒张压 diastolic and 平均压 mean arterial pressure in mm[Hg]; 脉率 pulse in /min. */
  readonly systolic: number;
  readonly diastolic: number;
  readonly map?: number | undefined;
  readonly pulse: number;
  readonly flags?: readonly string[];
  readonly person?: string | null;
  readonly at?: string | null;
  readonly raw: Uint8Array;
}

export type Refusal = Extract<DecodedContent, { readonly kind: 'refused' }>;

export function refusal(reason: string): Refusal {
  return { kind: 'refused', reason };
}

/**
 * 血压 reading in mmHg, or refused with `range` when a number is not that of a living person or the mean lies outside
 * systolic and diastolic (blood-pressure.md section 0).
 */
export function pressureReading(parts: PressureParts): ReadingContent | Refusal {
  const { systolic, diastolic, map, pulse } = parts;
  if (!isPlausiblePressure(systolic, diastolic, pulse)) return refusal('range');
  if (map !== undefined && (map < diastolic || map > systolic)) return refusal('range');
  return reading({
    values: {
      systolic: { value: systolic, unit: 'mm[Hg]' },
      diastolic: { value: diastolic, unit: 'mm[Hg]' },
      map: map === undefined ? undefined : { value: map, unit: 'mm[Hg]' },
      pulse: { value: pulse, unit: '/min' },
    },
    flags: parts.flags ?? [],
    person: parts.person ?? null,
    at: parts.at ?? null,
    raw: parts.raw,
  });
}
