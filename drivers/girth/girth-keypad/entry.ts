/** 腰围、臀围, measured with a tape by a person and typed. */
export const girths = ['waist', 'hip'] as const;
export type Girth = (typeof girths)[number];

/** Units that a tape may be marked in beside centimetres: 尺 and inch. */
export const tapeUnits = ['cm', 'chi', 'inch'] as const;
export type TapeUnit = (typeof tapeUnits)[number];

export interface TypedEntry {
  /** Digits as typed; a comma counts as a point. */
  readonly text: string;
  /** What the person says to the question which unit it is; undefined = not asked yet. */
  readonly unit?: TapeUnit | undefined;
  /** The same girth the last time, not more than 30 days ago. */
  readonly previousCm?: number | undefined;
  readonly heightCm?: number | undefined;
}

export type GirthAnswer =
  /** Kept; to be measured and typed once more. `suspect`: why, where once would have done. */
  | {
      readonly status: 'again';
      readonly suspect: 'delta' | 'unusual' | null;
      readonly entries: readonly number[];
    }
  /** The first two are too far apart. */
  | { readonly status: 'third'; readonly entries: readonly number[] }
  | { readonly status: 'taken'; readonly cm: number; readonly entries: readonly number[] }
  /** Nothing is kept: which unit was it? Never converted without the person's word. */
  | { readonly status: 'ask'; readonly suspect: 'chi' | 'inch'; readonly suggestedCm: number }
  | { readonly status: 'rejected'; readonly reason: 'digits' | 'range' | 'over-height' };

/**
 * Hard limits in centimetres: waist health/rules.md section 10. The rules give none for the hip; 50 to 200 is ours, as wide
 * as living adults are.
 */
export const girthLimits: Readonly<Record<Girth, readonly [from: number, to: number]>> = {
  waist: [40, 200],
  hip: [50, 200],
};
/** Factors of health/rules.md section 10. */
const CM_OF: Readonly<Record<TapeUnit, number>> = { cm: 1, chi: 33.333, inch: 2.54 };
/** Two entries further apart than this want a third (health/rules.md section 2.2), tenths of a centimetre. */
const MOST_APART_TENTHS = 10;
/** A change larger than this within 30 days is measured again (health/rules.md section 10). */
const MOST_CHANGE_CM = 10;
/** A hip outside of this is typed twice; ours, as the rules say nothing of it. */
const USUAL_HIP = [70, 140] as const;

const tenths = (cm: number): number => Math.round(cm * 10);

/** Median of one to three, to a tenth of a centimetre; of two the middle (health/rules.md section 2.2). Pure. */
export function medianOf(entries: readonly number[]): number {
  const sorted = entries.map(tenths).sort((left, right) => left - right);
  const middle = Math.floor((sorted.length - 1) / 2);
  const upper = Math.ceil((sorted.length - 1) / 2);
  return Math.round(((sorted[middle] ?? 0) + (sorted[upper] ?? 0)) / 2) / 10;
}

function asksUnit(value: number): 'chi' | 'inch' | undefined {
  if (value >= 1.5 && value <= 5) return 'chi';
  return value >= 20 && value <= 50 ? 'inch' : undefined;
}

/**
 * One entry at the keypad after those before it. The waist is measured twice, and a third time when the two differ by more
 * than 1 cm; the hip once, and twice when it is unusual (domain/health.md section 3). Unit checks come before the limits.
 * Pure.
 */
export function enterGirth(girth: Girth, before: readonly number[], typed: TypedEntry): GirthAnswer {
  const plain = typed.text.trim().replace(',', '.');
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(plain)) return { status: 'rejected', reason: 'digits' };
  const value = Number(plain);
  const suspect = asksUnit(value);
  if (typed.unit === undefined && suspect !== undefined)
    return { status: 'ask', suspect, suggestedCm: tenths(value * CM_OF[suspect]) / 10 };
  const unit = typed.unit ?? 'cm';
  // A tape has millimetres.
  if (unit === 'cm' && /\.\d\d$/.test(plain)) return { status: 'rejected', reason: 'digits' };
  const cm = tenths(value * CM_OF[unit]) / 10;
  const [from, to] = girthLimits[girth];
  if (cm < from || cm > to) return { status: 'rejected', reason: 'range' };
  if (girth === 'waist' && typed.heightCm !== undefined && cm > typed.heightCm)
    return { status: 'rejected', reason: 'over-height' };
  const entries = [...before, cm];
  if (entries.length === 1) {
    const isDelta = typed.previousCm !== undefined && Math.abs(cm - typed.previousCm) > MOST_CHANGE_CM;
    const isUnusual = girth === 'hip' && (cm < USUAL_HIP[0] || cm > USUAL_HIP[1]);
    if (girth === 'waist' || isDelta || isUnusual)
      return { status: 'again', suspect: isDelta ? 'delta' : isUnusual ? 'unusual' : null, entries };
  }
  const [first = cm, second = cm] = entries;
  if (entries.length === 2 && Math.abs(tenths(first) - tenths(second)) > MOST_APART_TENTHS)
    return { status: 'third', entries };
  return { status: 'taken', cm: medianOf(entries), entries };
}
