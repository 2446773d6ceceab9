import type { ContactReading, ContactSense, MaskOrder } from './cells.ts';
import { inOrder } from './door-states.ts';

/** One door opened alone, with the contacts in wire order before and after. */
export interface DoorTrial {
  readonly cell: number;
  readonly before: readonly (boolean | null)[];
  readonly after: readonly (boolean | null)[];
}

export type TrialProblem =
  /** No contact moved: lock not wired, stuck, or without feedback. */
  | 'no-change'
  /** More than one contact moved: another door was moved too. */
  | 'several-changed'
  /** The contact that moved belongs to another channel in both byte orders. */
  | 'other-channel'
  /** It moved the other way than at the doors before. */
  | 'other-sense';

export interface CommissioningFindings {
  /** What all trials agree on; `undefined` while it is not certain. */
  readonly sense: ContactSense | undefined;
  readonly order: MaskOrder | undefined;
  readonly confirmed: readonly number[];
  readonly missing: readonly number[];
  readonly problems: readonly { readonly cell: number; readonly problem: TrialProblem }[];
  readonly complete: boolean;
}

/**
 * 逐门试开: finds contact sense and byte order from doors opened one at a time (lock-boards.md section 0). Pure. A door
 * whose channel means the same in both orders (the middle byte of three) settles the sense but not the order.
 *
 * @param orders the orders that the kind of board can have
 */
export function judgeTrials(
  trials: readonly DoorTrial[],
  cells: number,
  orders: readonly MaskOrder[],
): CommissioningFindings {
  let possible = orders;
  let sense: ContactSense | undefined;
  const confirmed = new Set<number>();
  const problems: { cell: number; problem: TrialProblem }[] = [];
  for (const trial of trials) {
    const moved = movedContacts(trial);
    const [place, ...others] = moved;
    const fail = (problem: TrialProblem): void => {
      problems.push({ cell: trial.cell, problem });
    };
    if (place === undefined || others.length > 0) {
      fail(place === undefined ? 'no-change' : 'several-changed');
      continue;
    }
    const fitting = possible.filter((order) => channelAt(place, trial.before.length, order) === trial.cell);
    if (fitting.length === 0) {
      fail('other-channel');
      continue;
    }
    const found: ContactSense = trial.before[place] === true ? 'closed-when-locked' : 'closed-when-open';
    if (sense !== undefined && sense !== found) {
      fail('other-sense');
      continue;
    }
    possible = fitting;
    sense = found;
    confirmed.add(trial.cell);
  }
  const missing = Array.from({ length: cells }, (_, at) => at + 1).filter((cell) => !confirmed.has(cell));
  const order = possible.length === 1 ? possible[0] : undefined;
  const stillWrong = problems.filter(({ cell }) => !confirmed.has(cell));
  return {
    sense,
    order,
    confirmed: [...confirmed].sort((a, b) => a - b),
    missing,
    problems: stillWrong,
    complete: missing.length === 0 && sense !== undefined && order !== undefined,
  };
}

function movedContacts({ before, after }: DoorTrial): number[] {
  return before.flatMap((contact, at) => (contact !== after[at] ? [at] : []));
}

/** Channel number of the contact at a place in wire order. */
function channelAt(place: number, contacts: number, order: ContactReading['order']): number {
  const places = Array.from({ length: contacts }, (_, at) => at);
  return inOrder(places, order).indexOf(place) + 1;
}
