import { importFile } from '../../../drivers/imports/import-file.ts';
import type { ImportOutcome } from '../../../drivers/imports/imported-result.ts';
import { masked } from '../../../drivers/imports/masking.ts';
import type { FormMapping } from '../../../drivers/imports/suggestion.ts';

/** So many rows are looked at on a screen; the counts are of the whole file. */
const MOST_ROWS = 200;

/** One outcome for a screen, the person masked. Pure. */
export function rowOf(outcome: ImportOutcome) {
  if (outcome.kind === 'refused') {
    const { reason, where, source } = outcome.refused;
    return { source, refused: { reason, where }, person: '', at: '', values: [], unmapped: 0 };
  }
  const { source, person, at, values, units, unmapped } = outcome.result;
  return {
    source,
    refused: null,
    person: masked(person),
    at,
    values: Object.entries(values).map(([name, value]) => ({
      name,
      value,
      unit: Object.entries(units).find(([known]) => known === name)?.[1] ?? '',
    })),
    unmapped: unmapped.length,
  };
}

/** What a mapping makes of a file, in the order of the file; of a long one all refusals that fit, then results. Pure. */
export function previewOf(text: string, mapping: FormMapping) {
  const outcomes = importFile(text, mapping);
  const counts = new Map<string, { readonly reason: string; readonly where: string; count: number }>();
  for (const outcome of outcomes) {
    if (outcome.kind !== 'refused') continue;
    const { reason, where } = outcome.refused;
    const key = `${reason} ${where}`;
    const known = counts.get(key) ?? { reason, where, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const refused = outcomes.filter(({ kind }) => kind === 'refused');
  const chosen =
    outcomes.length <= MOST_ROWS
      ? outcomes
      : [...refused, ...outcomes.filter(({ kind }) => kind === 'result')].slice(0, MOST_ROWS);
  return {
    taken: outcomes.length - refused.length,
    refused: refused.length,
    reasons: [...counts.values()].sort((left, right) => right.count - left.count),
    rows: chosen.map(rowOf),
  };
}
