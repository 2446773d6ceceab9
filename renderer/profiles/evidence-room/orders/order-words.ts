import type * as z from 'zod/mini';
import type { CustodyState } from '../../../../main/contract/evidence-items.ts';
import type {
  OrderState,
  orderPurposes,
  orderRow,
  orderView,
} from '../../../../main/contract/evidence-orders.ts';
import { type StateTone, t } from '../../../kit/index.ts';

export type OrderRow = z.infer<typeof orderRow>;
export type OrderView = z.infer<typeof orderView>;
export type Purpose = (typeof orderPurposes)[number];

export const orderTones: Readonly<Record<OrderState, StateTone>> = {
  draft: 'waiting',
  submitted: 'active',
  approved: 'neutral',
  released: 'active',
  'handed-over': 'partly',
  closed: 'ended',
  'returned-for-edit': 'waiting',
  rejected: 'fault',
  withdrawn: 'ended',
  expired: 'ended',
  'closed-with-exception': 'fault',
};

/** The way of an order that goes well. */
const way: readonly OrderState[] = ['draft', 'submitted', 'approved', 'released', 'handed-over', 'closed'];

export function orderSteps(): string[] {
  return way.map((state) => t(`orders.state.${state}`));
}

/** Where an order stands on that way; undefined when it left it (rejected, withdrawn, expired). */
export function orderStep(state: OrderState): number | undefined {
  if (state === 'returned-for-edit') return 0;
  if (state === 'closed' || state === 'closed-with-exception') return way.length;
  const step = way.indexOf(state);
  return step < 0 ? undefined : step;
}

/** Purposes after which the items do not come back, so that there is no due time (domain notes 3.4). */
export const purposesForGood: ReadonlySet<Purpose> = new Set([
  'transfer-with-case',
  'return-to-owner',
  'destruction',
]);

/** 待办人 in words: the person, or the posts that may act. */
export function waitsForWords({ person, roles }: NonNullable<OrderView['waitsFor']>): string {
  if (person !== null) return person.name;
  return roles.map((role) => t(`identity.role.${role}`)).join(t('orders.or'));
}

export function custodyWords(custody: CustodyState): string {
  return t(`evidence.custody.${custody}`);
}
