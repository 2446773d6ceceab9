import { assertNever } from '../../../kernel/errors.ts';
import type { Counts, ReceiptState } from './entries.ts';

/** How a result stands to what is on record: never seen, said before in the same words, or said before otherwise. */
export type Standing = 'new' | 'known' | 'changed';

export interface Decided {
  readonly state: ReceiptState;
  readonly reason: string;
}

export interface ToDecide {
  /** Nothing of the whole can be read: its form, no mapping, too many records. */
  readonly wholeReason: string | null;
  /** The sender gave this message's number to another one before. */
  readonly isNumberReused: boolean;
  readonly standings: readonly Standing[];
  readonly refused: number;
  /** A person has looked at it and takes what can be taken. */
  readonly isAccepted: boolean;
}

/**
 * 收到的结果 taken whole, refused whole, or left to a person: nothing of it is taken by itself as long as a part of it is
 * refused or says otherwise than the record. Pure.
 */
export function decideReceipt({
  wholeReason,
  isNumberReused,
  standings,
  refused,
  isAccepted,
}: ToDecide): Decided {
  if (wholeReason !== null) return { state: 'refused', reason: wholeReason };
  if (standings.length === 0) return { state: 'refused', reason: refused === 0 ? 'empty' : 'all-refused' };
  if (isAccepted) return { state: 'taken', reason: '' };
  // Sent once more, perhaps with another time in its header: nothing new in it.
  if (refused === 0 && standings.every((standing) => standing === 'known'))
    return { state: 'taken', reason: '' };
  if (isNumberReused) return { state: 'waiting', reason: 'number-reused' };
  if (refused > 0) return { state: 'waiting', reason: 'some-refused' };
  if (standings.includes('changed')) return { state: 'waiting', reason: 'changed' };
  return { state: 'taken', reason: '' };
}

/** Counts by standing; `results` counts only what is taken. */
export function countsOf(standings: readonly Standing[], refused: number, isTaken: boolean): Counts {
  const counted = { results: 0, known: 0, changed: 0, refused };
  for (const standing of standings) {
    switch (standing) {
      case 'new':
        counted.results += isTaken ? 1 : 0;
        break;
      case 'known':
        counted.known += 1;
        break;
      case 'changed':
        counted.changed += 1;
        counted.results += isTaken ? 1 : 0;
        break;
      default:
        assertNever(standing);
    }
  }
  return counted;
}
