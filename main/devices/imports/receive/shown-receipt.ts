import type { ImportedResult, RefusedResult } from '../../../../drivers/imports/imported-result.ts';
import { shownFileName } from '../../../../drivers/imports/masking.ts';
import type { ImportReceipt } from '../../../contract/imports-received.ts';
import { rowOf } from '../preview.ts';
import type { ReceiptView } from '../record/queries.ts';

/** So many rows are looked at on a screen; the counts are of the whole. */
const MOST_ROWS = 200;

/** A receipt as a screen may show it. Pure. */
export function shownReceipt(view: ReceiptView, wayTitle: string | null): ImportReceipt {
  const { wayId: _way, sha256: _hash, name, sender, controlId, ...rest } = view;
  const message = [sender.replace('|', ' ').trim(), controlId].filter((part) => part !== '').join(' · ');
  return { ...rest, wayTitle, label: view.way === 'mllp' ? message : shownFileName(name) };
}

/**
 * Refusals first, as in the preview. Pure.
 * @param seesValues whether the one who looks may know what was measured
 */
export function shownRows(
  results: readonly ImportedResult[],
  refusals: readonly RefusedResult[],
  seesValues: boolean,
) {
  return [
    ...refusals.map((refused) => rowOf({ kind: 'refused', refused })),
    ...results.map((result) => rowOf({ kind: 'result', result })),
  ]
    .slice(0, MOST_ROWS)
    .map((row) => ({
      ...row,
      values: row.values.map(({ value, ...rest }) => ({ ...rest, value: seesValues ? value : null })),
    }));
}
