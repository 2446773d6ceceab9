import type { Role } from '../../contract/identity.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { CommandContext, ReadDatabase } from '../../kernel/module.ts';
import { actingUnit, personName } from '../cases/commands.ts';
import type { VerifiedPerson } from '../items/commands.ts';
import { requireCustody, returnVariances } from '../items/decide.ts';
import { requireItem, weightTolerance } from '../items/state.ts';
import { requireCell } from '../places/commands.ts';
import {
  approverRefusal,
  checkContent,
  decideApproval,
  decideHandOver,
  executorRefusal,
  finalOutcome,
  listHash,
  type OrderContent,
  type OrderFacts,
  requireOrderState,
} from './decide.ts';
import { requireOrder } from './state.ts';

export interface OrderInput extends OrderContent {
  readonly reason: string;
}

/** Hours an approved order may wait for its borrower before it expires. */
export const collectWithinHours = 24;

function actingRole(context: CommandContext): Role {
  const now = new Date(context.now).toISOString();
  const row = context.database.get<{ role: Role }>(
    'select role from identity_post where id = ? and valid_from <= ? and (valid_until is null or valid_until > ?)',
    context.actor.post ?? '',
    now,
    now,
  );
  if (row === undefined) throw new Refusal('identity.post_not_valid', {});
  return row.role;
}

/** Items must lie in the room and be free of other orders, both when asked for and when approved. */
function requireFreeItems(database: ReadDatabase, items: readonly string[], order: string | undefined): void {
  for (const id of items) {
    const item = requireItem(database, id);
    if (item.openOrder !== null && item.openOrder !== order)
      throw new Refusal('evidence.item_in_other_order', { item: item.code });
    if (item.openOrder === null) requireCustody('reserve', item);
  }
}

function contentBody(context: CommandContext, id: string, input: OrderInput) {
  checkContent(input, context.now);
  const borrower = { person: input.borrower, name: personName(context.database, input.borrower) };
  return {
    id,
    purpose: input.purpose,
    reason: input.reason,
    destination: input.destination,
    borrower,
    items: [...input.items],
    dueAt: input.dueAt,
    listHash: listHash(input),
  };
}

function nextNumber(context: CommandContext): string {
  const year = new Date(context.now + 8 * 3_600_000).getUTCFullYear();
  const row = context.database.get<{ count: number }>(
    'select count(*) as count from evidence_order where number >= ? and number < ?',
    `调-${year}-`,
    `调-${year + 1}-`,
  );
  return `调-${year}-${String((row?.count ?? 0) + 1).padStart(4, '0')}`;
}

function append(
  context: CommandContext,
  order: string,
  type: string,
  body: Record<
    string,
    string | number | boolean | null | readonly string[] | { person: string; name: string }
  >,
): void {
  context.append({ aggregate: `order:${order}`, type, body: { id: order, ...body } });
}

function unreserve(context: CommandContext, order: OrderFacts, reason: string): void {
  for (const item of order.items) {
    if (requireItem(context.database, item).openOrder !== order.id) continue;
    context.append({
      aggregate: `item:${item}`,
      type: 'evidence.item-unreserved',
      body: { id: item, order: order.id, orderNumber: order.number, reason },
    });
  }
}

function requireApplicant(context: CommandContext, order: OrderFacts): void {
  if (context.actor.person !== order.applicant)
    throw new Refusal('evidence.not_the_applicant', { order: order.number });
}

export const orderCommands = {
  createOrder(context: CommandContext, input: OrderInput) {
    requireFreeItems(context.database, input.items, undefined);
    const id = context.newId();
    const number = nextNumber(context);
    context.append({
      aggregate: `order:${id}`,
      type: 'evidence.order-created',
      body: {
        ...contentBody(context, id, input),
        number,
        applicant: { person: context.actor.person ?? '', name: context.actor.name },
        unit: actingUnit(context),
      },
    });
    return { id, number };
  },

  /** Any edit makes a draft of the order again and voids its approvals. */
  editOrder(context: CommandContext, input: OrderInput & { readonly id: string }) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('editOrder', order);
    requireApplicant(context, order);
    unreserve(context, order, 'edited');
    requireFreeItems(context.database, input.items, undefined);
    context.append({
      aggregate: `order:${input.id}`,
      type: 'evidence.order-edited',
      body: { ...contentBody(context, input.id, input), voidedApprovals: order.approvers.length },
    });
    return { id: input.id };
  },

  submitOrder(context: CommandContext, input: { id: string }) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('submitOrder', order);
    requireApplicant(context, order);
    checkContent(order, context.now);
    requireFreeItems(context.database, order.items, order.id);
    append(context, order.id, 'evidence.order-submitted', { listHash: order.listHash });
    return { id: input.id };
  },

  withdrawOrder(context: CommandContext, input: { id: string; reason: string }) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('withdrawOrder', order);
    requireApplicant(context, order);
    unreserve(context, order, 'withdrawn');
    append(context, order.id, 'evidence.order-withdrawn', { reason: input.reason });
    return { id: input.id };
  },

  approveOrder(context: CommandContext, input: { id: string; listHash: string; opinion: string }) {
    const order = requireOrder(context.database, input.id);
    const role = actingRole(context);
    decideApproval(order, { person: context.actor.person, role }, input.listHash);
    personName(context.database, order.borrower);
    requireFreeItems(context.database, order.items, order.id);
    append(context, order.id, 'evidence.order-decided', {
      decision: 'approved',
      opinion: input.opinion,
      listHash: order.listHash,
      role,
    });
    for (const item of order.items) {
      context.append({
        aggregate: `item:${item}`,
        type: 'evidence.item-reserved',
        body: { id: item, order: order.id, orderNumber: order.number },
      });
    }
    return { id: input.id };
  },

  decideAgainst(
    context: CommandContext,
    input: { id: string; decision: 'rejected' | 'returned'; opinion: string },
  ) {
    const order = requireOrder(context.database, input.id);
    const role = actingRole(context);
    requireOrderState('rejectOrder', order);
    const refusal = approverRefusal(order, { person: context.actor.person, role });
    if (refusal !== undefined) throw new Refusal(refusal, { order: order.number, purpose: order.purpose });
    if (input.opinion.trim() === '') throw new Refusal('evidence.opinion_missing', {});
    append(context, order.id, 'evidence.order-decided', {
      decision: input.decision,
      opinion: input.opinion,
      listHash: order.listHash,
      role,
    });
    return { id: input.id };
  },

  releaseOrder(context: CommandContext, input: { id: string; minutes: number }) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('releaseOrder', order);
    const refusal = executorRefusal(order, context.actor.person);
    if (refusal !== undefined) throw new Refusal(refusal, { order: order.number });
    const until = new Date(context.now + input.minutes * 60_000).toISOString();
    append(context, order.id, 'evidence.order-released', { until, minutes: input.minutes });
    return { id: input.id };
  },

  handOverOrder(
    context: CommandContext,
    input: { id: string; borrower: VerifiedPerson; scanned: readonly string[] },
  ) {
    const order = requireOrder(context.database, input.id);
    decideHandOver(order, context.actor.person, input.borrower.person, input.scanned, context.now);
    const outcome = finalOutcome[order.purpose];
    append(context, order.id, 'evidence.order-handed-over', {
      borrower: { person: input.borrower.person, name: input.borrower.name },
      borrowerName: input.borrower.name,
      items: [...order.items],
      final: outcome !== undefined,
    });
    for (const item of order.items) {
      requireCustody('lend', requireItem(context.database, item));
      context.append({
        aggregate: `item:${item}`,
        type: 'evidence.item-lent',
        body: {
          id: item,
          order: order.id,
          orderNumber: order.number,
          purpose: order.purpose,
          state: order.purpose === 'laboratory' ? 'at-laboratory' : 'on-loan',
          borrower: { person: input.borrower.person, name: input.borrower.name },
          borrowerName: input.borrower.name,
          dueAt: order.dueAt,
        },
      });
    }
    return { id: input.id };
  },

  returnItem(
    context: CommandContext,
    input: {
      id: string;
      item: string;
      counted: string;
      grossWeightGrams: string | null;
      sealIntact: boolean;
      condition: string;
      cell: string;
      deliveredBy: VerifiedPerson;
    },
  ) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('returnItem', order);
    const item = requireItem(context.database, input.item);
    if (!order.items.includes(input.item) || item.openOrder !== order.id)
      throw new Refusal('evidence.not_in_order', { item: item.code, order: order.number });
    requireCustody('comeBack', item);
    if (input.deliveredBy.person === context.actor.person) throw new Refusal('evidence.same_person', {});
    const cell = requireCell(context.database, input.cell);
    const variances = returnVariances(item, {
      ...input,
      weightTolerancePercent: weightTolerance(context.database),
    });
    context.append({
      aggregate: `item:${input.item}`,
      type: 'evidence.item-came-back',
      body: {
        id: input.item,
        order: order.id,
        orderNumber: order.number,
        deliveredBy: input.deliveredBy.name,
        counted: input.counted,
        grossWeightGrams: input.grossWeightGrams,
        sealIntact: input.sealIntact,
        condition: input.condition,
        cell: cell.id,
        place: cell.path,
        variances,
      },
    });
    append(context, order.id, 'evidence.order-item-returned', {
      item: input.item,
      itemCode: item.code,
      variances,
    });
    const open = context.database.get<{ count: number }>(
      'select count(*) as count from evidence_order_item where order_id = ? and back = 0',
      order.id,
    );
    if ((open?.count ?? 0) > 0) return { orderClosed: false };
    const exception = context.database.get<{ exception: number }>(
      'select exception from evidence_order where id = ?',
      order.id,
    );
    append(context, order.id, 'evidence.order-closed', { exception: exception?.exception === 1, note: '' });
    return { orderClosed: true };
  },

  askExtension(context: CommandContext, input: { id: string; until: string; reason: string }) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('askExtension', order);
    if (context.actor.person !== order.applicant && context.actor.person !== order.borrower) {
      throw new Refusal('evidence.not_the_applicant', { order: order.number });
    }
    if (order.dueAt === null || Date.parse(input.until) <= Date.parse(order.dueAt))
      throw new Refusal('evidence.extension_not_later', {});
    const asked = context.database.get(
      "select 1 from evidence_extension where order_id = ? and state = 'asked'",
      order.id,
    );
    if (asked !== undefined) throw new Refusal('evidence.extension_open', {});
    append(context, order.id, 'evidence.order-extension-asked', {
      until: input.until,
      reason: input.reason,
      late: context.now > Date.parse(order.dueAt),
    });
    return { id: input.id };
  },

  decideExtension(context: CommandContext, input: { id: string; grant: boolean; opinion: string }) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('decideExtension', order);
    const role = actingRole(context);
    const refusal = approverRefusal(order, { person: context.actor.person, role });
    if (refusal !== undefined) throw new Refusal(refusal, { order: order.number, purpose: order.purpose });
    const asked = context.database.get<{ until: string }>(
      "select until from evidence_extension where order_id = ? and state = 'asked'",
      order.id,
    );
    if (asked === undefined) throw new Refusal('evidence.extension_none', {});
    append(context, order.id, 'evidence.order-extension-decided', {
      grant: input.grant,
      opinion: input.opinion,
      until: asked.until,
    });
    return { id: input.id };
  },

  /** Ends an order whose items do not come back (released to the owner, handed on, destroyed). */
  closeOrder(context: CommandContext, input: { id: string; note: string }) {
    const order = requireOrder(context.database, input.id);
    requireOrderState('closeOrder', order);
    const outcome = finalOutcome[order.purpose];
    if (outcome === undefined) throw new Refusal('evidence.items_still_out', { order: order.number });
    const refusal = executorRefusal(order, context.actor.person);
    if (refusal !== undefined) throw new Refusal(refusal, { order: order.number });
    for (const item of order.items) {
      context.append({
        aggregate: `item:${item}`,
        type: 'evidence.item-closed',
        body: { id: item, order: order.id, orderNumber: order.number, outcome, receiver: order.destination },
      });
    }
    append(context, order.id, 'evidence.order-closed', { exception: false, note: input.note });
    return { id: input.id };
  },

  /** Run every minute by the node: releases that lapsed, approved orders that nobody collected. */
  sweepOrders(context: CommandContext, _input: Record<string, never>) {
    const now = new Date(context.now).toISOString();
    const lapsed = context.database.all<{ id: string }>(
      "select id from evidence_order where state = 'released' and released_until < ?",
      now,
    );
    for (const row of lapsed) append(context, row.id, 'evidence.order-release-lapsed', {});
    const limit = new Date(context.now - collectWithinHours * 3_600_000).toISOString();
    const expired = context.database.all<{ id: string }>(
      `select o.id from evidence_order o where o.state = 'approved'
         and (select max(a.at) from evidence_approval a where a.order_id = o.id and a.void = 0) < ?`,
      limit,
    );
    for (const row of expired) {
      const order = requireOrder(context.database, row.id);
      unreserve(context, order, 'expired');
      append(context, row.id, 'evidence.order-expired', {});
    }
    return { lapsed: lapsed.length, expired: expired.length };
  },
};
