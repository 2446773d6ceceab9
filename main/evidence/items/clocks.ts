import type { CustodyState, legalMeasures } from '../../contract/evidence-items.ts';

const hour = 3_600_000;
const day = 24 * hour;

export interface ClockInput {
  readonly custody: CustodyState;
  readonly measure: (typeof legalMeasures)[number];
  readonly caseKind: 'criminal' | 'administrative' | 'other';
  /** UTC milliseconds. */
  readonly seizedAt: number;
  readonly dueAt: number | undefined;
}

export interface LegalClock {
  /** Row of domain notes 2.1. */
  readonly rule: 'C1' | 'C6' | 'C8' | 'C9';
  readonly dueAt: number;
  readonly article: string;
  readonly who: 'case-officer' | 'borrower';
  readonly state: 'running' | 'near' | 'over' | 'met';
}

function state(now: number, dueAt: number, near: number): 'running' | 'near' | 'over' {
  if (now > dueAt) return 'over';
  return dueAt - now <= near ? 'near' : 'running';
}

/**
 * 法定时限: the clocks that run for an item, computed from its measure and custody, never typed in
 * (domain notes 2.1, rows C1, C6, C8 and C9 with their articles).
 */
export function legalClocks(item: ClockInput, now: number): LegalClock[] {
  const clocks: LegalClock[] = [];
  if (
    item.custody === 'draft' ||
    item.custody === 'wait-handover' ||
    item.custody === 'at-counter' ||
    item.custody === 'refused'
  ) {
    const dueAt = item.seizedAt + day;
    clocks.push({
      rule: 'C1',
      dueAt,
      article: '行规190',
      who: 'case-officer',
      state: state(now, dueAt, 4 * hour),
    });
  }
  if ((item.custody === 'on-loan' || item.custody === 'at-laboratory') && item.dueAt !== undefined) {
    clocks.push({
      rule: 'C6',
      dueAt: item.dueAt,
      article: '行规190',
      who: 'borrower',
      state: state(now, item.dueAt, 4 * hour),
    });
  }
  const open = !['returned', 'destroyed', 'transferred', 'voided'].includes(item.custody);
  if (open && item.measure === 'registration') {
    const dueAt = item.seizedAt + 7 * day;
    clocks.push({
      rule: 'C8',
      dueAt,
      article: '行规110',
      who: 'case-officer',
      state: state(now, dueAt, day),
    });
  }
  if (
    open &&
    item.caseKind === 'administrative' &&
    (item.measure === 'seizure' || item.measure === 'detention' || item.measure === 'sealing')
  ) {
    const dueAt = item.seizedAt + 30 * day;
    clocks.push({
      rule: 'C9',
      dueAt,
      article: '行规112',
      who: 'case-officer',
      state: state(now, dueAt, 3 * day),
    });
  }
  return clocks.sort((left, right) => left.dueAt - right.dueAt);
}
