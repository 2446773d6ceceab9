/**
 * Why the gate decided as it did, as data: codes with the facts they are about, in the order of their weight. The words
 * stand with the screen ("order 调-0032 covers 3 of 4 items"), keyed by the code.
 */
import type { GateAlarm, ItemDecision, PassageClosed, PersonEvidence, ReasonCode } from './types.ts';

/** One sentence of an explanation. Probabilities 0..1, times in ms. */
export type Because =
  | { readonly code: 'decided'; readonly direction: ItemDecision['direction']; readonly probability: number }
  | { readonly code: 'reason'; readonly reason: ReasonCode }
  | { readonly code: 'companions'; readonly same: number; readonly of: number }
  | { readonly code: 'person'; readonly person: string; readonly by: PersonEvidence }
  | { readonly code: 'person_open'; readonly candidates: readonly string[] }
  | { readonly code: 'order'; readonly number: string; readonly covered: number; readonly of: number }
  | { readonly code: 'no_order'; readonly of: number }
  | {
      readonly code: 'alarmed';
      readonly at: number;
      readonly afterCrossingMs: number;
      readonly early: boolean;
    }
  | { readonly code: 'blind'; readonly reason: string };

export interface Explanation {
  readonly epc: string;
  readonly because: readonly Because[];
}

/** Number of the order that covers an item, or null. */
export type OrderOf = (epc: string) => string | null;

/** Explains every item of a passage. */
export function explainPassage(closed: PassageClosed, orderOf: OrderOf): Explanation[] {
  const crossing = closed.items.filter((item) => item.direction === 'out' || item.direction === 'in');
  return closed.items.map((item) => ({
    epc: item.epc,
    because: explainItem(item, closed, crossing, orderOf),
  }));
}

function explainItem(
  item: ItemDecision,
  closed: PassageClosed,
  crossing: readonly ItemDecision[],
  orderOf: OrderOf,
): Because[] {
  const { direction, probability, reasons } = item;
  const because: Because[] = [{ code: 'decided', direction, probability }];
  const alarm = closed.alarms.find((one) => one.epc === item.epc);
  if (alarm !== undefined) because.push(alarmed(alarm, item));
  if (direction === 'out' || direction === 'in') {
    const same = crossing.filter((other) => other.direction === direction);
    if (crossing.length > 1) because.push({ code: 'companions', same: same.length, of: crossing.length });
  }
  if (direction === 'out') because.push(...ordered(item, crossing, orderOf));
  if (item.person !== undefined) {
    because.push({ code: 'person', person: item.person, by: closed.personEvidence });
  } else if (closed.candidates.length > 0) {
    because.push({ code: 'person_open', candidates: closed.candidates });
  }
  for (const reason of reasons) because.push({ code: 'reason', reason });
  for (const { reason } of closed.blind) because.push({ code: 'blind', reason });
  return because;
}

function alarmed(alarm: GateAlarm, item: ItemDecision): Because {
  return {
    code: 'alarmed',
    at: alarm.at,
    afterCrossingMs: alarm.at - item.crossedAt,
    early: alarm.at < item.decidedAt,
  };
}

/** What the orders say about everything that leaves together. */
function ordered(item: ItemDecision, crossing: readonly ItemDecision[], orderOf: OrderOf): Because[] {
  const leaving = crossing.filter((other) => other.direction === 'out' && other.person === item.person);
  const numbers = new Map<string, number>();
  for (const { epc } of leaving) {
    const number = orderOf(epc);
    if (number !== null) numbers.set(number, (numbers.get(number) ?? 0) + 1);
  }
  const covering = [...numbers].map(
    ([number, covered]): Because => ({ code: 'order', number, covered, of: leaving.length }),
  );
  return orderOf(item.epc) === null ? [{ code: 'no_order', of: leaving.length }, ...covering] : covering;
}
