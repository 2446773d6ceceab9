import type { PassedItem } from '../passages/commands.ts';
import type { ItemDecision, PassageClosed } from '../gate/types.ts';
import { type BookItem, covered } from './books.ts';

export type Outcome = 'authorised' | 'unauthorised' | 'uncertain' | 'hesitation' | 'nothing' | 'intake';

/** An engine's decision with the names that the books give. */
export function passedItem(decision: ItemDecision, book: BookItem | undefined): PassedItem {
  return {
    item: book?.item ?? null,
    code: book?.code ?? null,
    name: book?.name ?? null,
    epc: decision.epc,
    direction: decision.direction,
    probability: Math.round(decision.probability * 1000) / 1000,
    order: book !== undefined && covered(book, decision.decidedAt) ? (book.order?.number ?? null) : null,
  };
}

/** What a passage was, in one word, for the journal. The graver word wins. */
export function outcomeOf(
  closed: Pick<PassageClosed, 'alarms' | 'hesitations'>,
  items: readonly PassedItem[],
): Outcome {
  if (closed.alarms.length > 0) return 'unauthorised';
  const known = items.filter((passed) => passed.item !== null);
  if (known.some((passed) => passed.direction === 'uncertain')) return 'uncertain';
  if (known.some((passed) => passed.direction === 'out')) return 'authorised';
  if (known.some((passed) => passed.direction === 'in')) return 'intake';
  return closed.hesitations.length > 0 ? 'hesitation' : 'nothing';
}

/** Only what says something is kept: a person alone is a passage, a shadow at the door is none. */
export function worthRecording(
  closed: PassageClosed,
  items: readonly PassedItem[],
  outcome: Outcome,
): boolean {
  if (outcome !== 'nothing') return true;
  return closed.person !== null && (items.length > 0 || closed.personConfidence > 0);
}
