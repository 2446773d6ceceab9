import type { CustodyState } from '../../../../main/contract/evidence-items.ts';
import { Deadline, errorWords, StateMark, type StateTone, t } from '../../../kit/index.ts';
import type { ItemRow } from './types.ts';

/** Green is kept for what a sensor confirmed and red for alarms, so custody has neither. */
const custodyTones: Readonly<Record<CustodyState, StateTone>> = {
  draft: 'waiting',
  'wait-handover': 'waiting',
  'at-counter': 'active',
  refused: 'fault',
  'in-store': 'neutral',
  reserved: 'partly',
  'on-loan': 'active',
  'at-laboratory': 'active',
  'in-transit': 'active',
  unlocated: 'fault',
  returned: 'ended',
  destroyed: 'ended',
  transferred: 'ended',
  voided: 'ended',
};

/** 保管状态 */
export function CustodyMark({ state }: { readonly state: CustodyState }) {
  return <StateMark tone={custodyTones[state]}>{t(`evidence.custody.${state}`)}</StateMark>;
}

/** The due time of an item, if one runs. */
export function ItemClock({ item }: { readonly item: Pick<ItemRow, 'dueAt'> }) {
  return item.dueAt === null ? null : <Deadline dueAt={item.dueAt} />;
}

/** What stands against an act, in one line. */
export function reasonWords(code: string | null): string {
  return code === null ? '' : errorWords(code).what;
}
