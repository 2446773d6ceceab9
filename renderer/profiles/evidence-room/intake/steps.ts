import type { CustodyState } from '../../../../main/contract/evidence-items.ts';

export const steps = ['arrive', 'check', 'tag', 'cell', 'officer'] as const;
export type Step = (typeof steps)[number];

/** Where an item can be in the way to its cell; `done`: it lies there, `elsewhere`: it does not come in this way. */
export type Standing = 'draft' | 'waits' | 'at-counter' | 'done' | 'elsewhere';

export function standingOf(custody: CustodyState): Standing {
  switch (custody) {
    case 'draft':
      return 'draft';
    case 'wait-handover':
    case 'refused':
      return 'waits';
    case 'at-counter':
      return 'at-counter';
    case 'in-store':
    case 'reserved':
      return 'done';
    default:
      return 'elsewhere';
  }
}

/** What has been settled of an item at the counter in this sitting. */
export interface Settled {
  readonly agrees: boolean;
  readonly tagged: boolean;
  readonly cell: boolean;
}

/** The furthest step that may be opened; earlier ones can always be gone back to. Pure. */
export function furthestStep(standing: Standing, settled: Settled): number {
  if (standing === 'done') return steps.length;
  if (standing !== 'at-counter') return 0;
  if (!settled.agrees) return 1;
  if (!settled.tagged) return 2;
  return settled.cell ? 4 : 3;
}
