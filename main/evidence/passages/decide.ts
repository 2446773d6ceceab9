import type { alarmStates } from '../../contract/evidence-gate.ts';
import type { CustodyState } from '../../contract/evidence-items.ts';
import { Refusal } from '../../kernel/errors.ts';

export type AlarmState = (typeof alarmStates)[number];

export interface AlarmFacts {
  readonly id: string;
  readonly number: string;
  readonly state: AlarmState;
  /** The person whom the alarm concerns, when the portal knew one. */
  readonly person: string | null;
  readonly resolvedBy: string | null;
}

/** Start states of the acts on an alarm (domain notes 3.5). */
const from: Readonly<Record<string, readonly AlarmState[]>> = {
  acknowledgeAlarm: ['alarm'],
  investigateAlarm: ['acknowledged', 'investigating'],
  resolveAlarm: ['acknowledged', 'investigating'],
  reviewAlarm: ['resolved'],
};

/** An alarm is never closed by the person it concerns, and reviewed by somebody other than who resolved it. */
export function alarmRefusal(act: string, alarm: AlarmFacts, actor: string | null): string | undefined {
  if (from[act]?.includes(alarm.state) !== true) return 'evidence.alarm_wrong_state';
  if (act !== 'acknowledgeAlarm' && alarm.person !== null && alarm.person === actor)
    return 'evidence.alarm_concerns_you';
  if (act === 'reviewAlarm' && alarm.resolvedBy === actor) return 'evidence.alarm_second_person';
  return undefined;
}

export function requireAlarmAct(act: string, alarm: AlarmFacts, actor: string | null): void {
  const refusal = alarmRefusal(act, alarm, actor);
  if (refusal !== undefined) throw new Refusal(refusal, { alarm: alarm.number, state: alarm.state });
}

/** States in which an item seen leaving without an order becomes "whereabouts to be found" (T15). */
export function becomesUnlocated(custody: CustodyState): boolean {
  return custody === 'in-store' || custody === 'reserved';
}
