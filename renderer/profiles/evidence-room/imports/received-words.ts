import type { ImportReceipt, ImportWayView } from '../../../../main/contract/imports-received.ts';
import { errorWords, type StateTone, t, textOr } from '../../../kit/index.ts';

export const receiptTones: Readonly<Record<ImportReceipt['state'], StateTone>> = {
  taken: 'neutral',
  refused: 'fault',
  waiting: 'active',
};

export const wayTones: Readonly<Record<ImportWayView['state'], StateTone>> = {
  starting: 'waiting',
  open: 'neutral',
  away: 'fault',
  fault: 'fault',
  off: 'ended',
};

/** Why a receipt is not taken, in words; `''` when it is. */
export function receiptReason({ reason, refused }: Pick<ImportReceipt, 'reason' | 'refused'>): string {
  return reason === '' ? '' : textOr(`imports.receipt_reason.${reason}`, reason, { refused });
}

/** How many of what, in one line. */
export function receiptCounts({ state, results, known, refused }: ImportReceipt): string {
  const parts = [
    state === 'taken' ? t('imports.count_results', { count: results }) : '',
    known === 0 ? '' : t('imports.count_known', { count: known }),
    refused === 0 ? '' : t('imports.count_refused', { count: refused }),
  ];
  return parts.filter((part) => part !== '').join(t('imports.list_mark'));
}

/** By which way it came. */
export function wayWords({ way, wayTitle }: Pick<ImportReceipt, 'way' | 'wayTitle'>): string {
  return wayTitle ?? t(`imports.way.${way}`);
}

export function wayReason(reason: string | null): string {
  return reason === null ? '' : errorWords(reason).what;
}
