import { createHash } from 'node:crypto';
import type { OrderState, orderPurposes } from '../../contract/evidence-orders.ts';
import type { Role } from '../../contract/identity.ts';
import { Refusal } from '../../kernel/errors.ts';
import { canonicalJson } from '../../kernel/ledger/canonical.ts';

export type Purpose = (typeof orderPurposes)[number];

export interface OrderFacts {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly purpose: Purpose;
  readonly applicant: string;
  readonly borrower: string;
  readonly destination: string;
  readonly items: readonly string[];
  readonly dueAt: string | null;
  readonly listHash: string;
  readonly approvers: readonly string[];
  /** UTC milliseconds until which the portal lets the items pass. */
  readonly releasedUntil: number | undefined;
}

/** Who approves what (domain notes 3.4): the department head for case work, the head of the organ for the rest. */
export const approverRole: Readonly<Record<Purpose, readonly Role[]>> = {
  interrogation: ['department-head', 'unit-head'],
  identification: ['department-head', 'unit-head'],
  examination: ['department-head', 'unit-head'],
  laboratory: ['department-head', 'unit-head'],
  court: ['department-head', 'unit-head'],
  publicity: ['unit-head'],
  'transfer-with-case': ['unit-head'],
  'return-to-owner': ['unit-head'],
  destruction: ['unit-head'],
};

/** Where the items go for good; undefined where they come back. */
export const finalOutcome: Readonly<Record<Purpose, 'returned' | 'destroyed' | 'transferred' | undefined>> = {
  interrogation: undefined,
  identification: undefined,
  examination: undefined,
  laboratory: undefined,
  court: undefined,
  publicity: undefined,
  'transfer-with-case': 'transferred',
  'return-to-owner': 'returned',
  destruction: 'destroyed',
};

export interface OrderContent {
  readonly purpose: Purpose;
  readonly destination: string;
  readonly borrower: string;
  readonly items: readonly string[];
  readonly dueAt: string | null;
}

/** What an approval is bound to: change one item, the purpose, the borrower or the time and the hash is another. */
export function listHash(content: OrderContent): string {
  return createHash('sha256')
    .update(
      canonicalJson({
        purpose: content.purpose,
        destination: content.destination,
        borrower: content.borrower,
        items: [...content.items].sort(),
        dueAt: content.dueAt,
      }),
    )
    .digest('hex');
}

/** Start states of each act. */
const from: Readonly<Record<string, readonly OrderState[]>> = {
  editOrder: ['draft', 'returned-for-edit', 'submitted', 'approved'],
  submitOrder: ['draft', 'returned-for-edit'],
  withdrawOrder: ['draft', 'submitted', 'approved', 'returned-for-edit'],
  approveOrder: ['submitted'],
  rejectOrder: ['submitted'],
  returnOrder: ['submitted'],
  releaseOrder: ['approved', 'released'],
  handOverOrder: ['released'],
  returnItem: ['handed-over'],
  askExtension: ['handed-over'],
  decideExtension: ['handed-over'],
  closeOrder: ['handed-over'],
};

export function orderRefusal(act: string, order: Pick<OrderFacts, 'state'>): string | undefined {
  return from[act]?.includes(order.state) === true ? undefined : 'evidence.order_wrong_state';
}

export function requireOrderState(act: string, order: OrderFacts): void {
  const refusal = orderRefusal(act, order);
  if (refusal !== undefined) throw new Refusal(refusal, { order: order.number, state: order.state });
}

export function checkContent(content: OrderContent, now: number): void {
  if (new Set(content.items).size !== content.items.length)
    throw new Refusal('evidence.order_item_twice', {});
  const comesBack = finalOutcome[content.purpose] === undefined;
  if (comesBack && content.dueAt === null) throw new Refusal('evidence.order_due_missing', {});
  if (!comesBack && content.dueAt !== null) throw new Refusal('evidence.order_due_not_wanted', {});
  if (content.dueAt !== null && Date.parse(content.dueAt) <= now)
    throw new Refusal('evidence.order_due_past', {});
}

/** Why this person may not decide this order (roles of domain notes 3.7: applicant ≠ approver ≠ executor). */
export function approverRefusal(
  order: OrderFacts,
  approver: { person: string | null; role: Role },
): string | undefined {
  if (approver.person === order.applicant) return 'evidence.approver_is_applicant';
  if (approver.person === order.borrower) return 'evidence.approver_is_borrower';
  if (!approverRole[order.purpose].includes(approver.role)) return 'evidence.approver_role';
  return undefined;
}

export function decideApproval(
  order: OrderFacts,
  approver: { person: string | null; role: Role },
  seenHash: string,
): void {
  requireOrderState('approveOrder', order);
  const refusal = approverRefusal(order, approver);
  if (refusal !== undefined) throw new Refusal(refusal, { order: order.number, purpose: order.purpose });
  if (seenHash !== order.listHash) throw new Refusal('evidence.list_changed', { order: order.number });
}

/** Why this person may not hand the items out. */
export function executorRefusal(order: OrderFacts, executor: string | null): string | undefined {
  if (executor === order.applicant) return 'evidence.executor_is_applicant';
  if (executor !== null && order.approvers.includes(executor)) return 'evidence.executor_is_approver';
  if (executor === order.borrower) return 'evidence.executor_is_borrower';
  return undefined;
}

export function decideHandOver(
  order: OrderFacts,
  executor: string | null,
  borrower: string,
  scanned: readonly string[],
  now: number,
): void {
  requireOrderState('handOverOrder', order);
  const refusal = executorRefusal(order, executor);
  if (refusal !== undefined) throw new Refusal(refusal, { order: order.number });
  if (borrower !== order.borrower) throw new Refusal('evidence.not_the_borrower', { order: order.number });
  if (order.releasedUntil === undefined || order.releasedUntil < now)
    throw new Refusal('evidence.release_over', { order: order.number });
  const wanted = new Set(order.items);
  const extra = scanned.filter((item) => !wanted.has(item));
  const missing = order.items.filter((item) => !scanned.includes(item));
  if (extra.length > 0 || missing.length > 0) {
    throw new Refusal('evidence.scan_differs', {
      order: order.number,
      extra: extra.length,
      missing: missing.length,
    });
  }
}
