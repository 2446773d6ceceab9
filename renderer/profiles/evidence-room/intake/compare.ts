import type { refusalReasons } from '../../../../main/contract/evidence-items.ts';

export type RefusalReason = (typeof refusalReasons)[number];

/** What the custodian typed at the counter; empty text = not weighed. */
export interface Seen {
  readonly counted: string;
  readonly weight: string;
  readonly sealNumber: string;
  readonly seal: 'intact' | 'broken' | null;
  readonly condition: string;
}

/** What the papers say. */
export interface Listed {
  readonly quantity: string;
  readonly grossWeightGrams: string | null;
  readonly sealNumber: string;
}

export type Field = 'quantity' | 'weight' | 'seal-number' | 'seal';
export interface Line {
  readonly field: Field;
  readonly listed: string;
  readonly seen: string;
  /** `not-compared`: the papers say nothing about it. */
  readonly verdict: 'equal' | 'differs' | 'not-compared';
}

export const decimalForm = /^\d{1,12}(\.\d{1,6})?$/;

/** Fields that must be filled in or written otherwise before anything can be compared. Pure. */
export function unready(seen: Seen): readonly (keyof Seen)[] {
  return [
    ...(decimalForm.test(seen.counted.trim()) ? [] : (['counted'] as const)),
    ...(seen.weight.trim() === '' || decimalForm.test(seen.weight.trim()) ? [] : (['weight'] as const)),
    ...(seen.seal === null ? (['seal'] as const) : []),
    ...(seen.condition.trim() === '' ? (['condition'] as const) : []),
  ];
}

/** The same rule as the node's (`main/evidence/items/decide.ts`): a weight on the papers must be weighed again. Pure. */
function weightVerdict(listed: string | null, seen: string, tolerancePercent: number): Line['verdict'] {
  if (listed === null) return 'not-compared';
  if (seen === '') return 'differs';
  const expected = Number(listed);
  return Math.abs(Number(seen) - expected) > (Math.abs(expected) * tolerancePercent) / 100
    ? 'differs'
    : 'equal';
}

/** 比对: the papers beside what was seen, line by line; texts are empty where there is nothing. Pure. */
export function compare(listed: Listed, seen: Seen, tolerancePercent: number): readonly Line[] {
  const verdict = (equal: boolean): Line['verdict'] => (equal ? 'equal' : 'differs');
  return [
    {
      field: 'quantity',
      listed: listed.quantity,
      seen: seen.counted.trim(),
      verdict: verdict(Number(seen.counted) === Number(listed.quantity)),
    },
    {
      field: 'weight',
      listed: listed.grossWeightGrams ?? '',
      seen: seen.weight.trim(),
      verdict: weightVerdict(listed.grossWeightGrams, seen.weight.trim(), tolerancePercent),
    },
    {
      field: 'seal-number',
      listed: listed.sealNumber,
      seen: seen.sealNumber.trim(),
      verdict: verdict(seen.sealNumber.trim() === listed.sealNumber.trim()),
    },
    { field: 'seal', listed: '', seen: seen.seal ?? '', verdict: verdict(seen.seal === 'intact') },
  ];
}

/** The reason of a refusal that the differences amount to; undefined = there are none. Pure. */
export function refusalOf(lines: readonly Line[]): RefusalReason | undefined {
  const differs = (field: Field): boolean =>
    lines.some((line) => line.field === field && line.verdict === 'differs');
  if (differs('quantity')) return 'quantity-differs';
  if (differs('seal')) return 'seal-broken';
  if (differs('seal-number') || differs('weight')) return 'list-differs';
  return undefined;
}
