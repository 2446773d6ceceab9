import * as z from 'zod/mini';
import {
  allow,
  command,
  contentHash,
  credential,
  decimal,
  done,
  id,
  instant,
  page,
  pageInput,
  personReference,
  shortText,
  text,
} from './common.ts';
import { itemRow, storyLine } from './evidence-items.ts';
import { roles } from './identity.ts';

/** 调用目的: why items leave the room; decides who approves and what state they go to. */
export const orderPurposes = [
  'interrogation',
  'identification',
  'examination',
  'laboratory',
  'court',
  'publicity',
  'transfer-with-case',
  'return-to-owner',
  'destruction',
] as const;
export const orderStates = [
  'draft',
  'submitted',
  'approved',
  'released',
  'handed-over',
  'closed',
  'returned-for-edit',
  'rejected',
  'withdrawn',
  'expired',
  'closed-with-exception',
] as const;
export type OrderState = (typeof orderStates)[number];

export const orderRow = z.object({
  id,
  number: z.string(),
  purpose: z.enum(orderPurposes),
  state: z.enum(orderStates),
  applicant: personReference,
  unitName: z.string(),
  items: z.int(),
  createdAt: instant,
  dueAt: z.nullable(instant),
  overdue: z.boolean(),
});
export const orderView = z.extend(orderRow, {
  reason: z.string(),
  destination: z.string(),
  borrower: personReference,
  itemRows: z.array(z.extend(itemRow, { out: z.boolean(), back: z.boolean() })),
  /** SHA-256 of the canonical item list, purpose, borrower and due time; the approval is bound to it. */
  listHash: z.nullable(contentHash),
  approvals: z.array(
    z.object({
      approver: personReference,
      role: z.string(),
      decision: z.enum(['approved', 'rejected', 'returned']),
      opinion: z.string(),
      at: instant,
      listHash: contentHash,
    }),
  ),
  extensions: z.array(
    z.object({
      until: instant,
      reason: z.string(),
      state: z.enum(['asked', 'granted', 'refused']),
      at: instant,
    }),
  ),
  /** 待办人: who must act next, a person or whoever holds one of the roles; null when the order is at its end. */
  waitsFor: z.nullable(z.object({ person: z.nullable(personReference), roles: z.array(z.enum(roles)) })),
  /** The portal lets the order's items pass until then. */
  releasedUntil: z.nullable(instant),
  handedOverAt: z.nullable(instant),
  story: z.array(storyLine),
  actions: z.array(z.object({ act: z.string(), possible: z.boolean(), reason: z.nullable(z.string()) })),
});

const content = {
  purpose: z.enum(orderPurposes),
  reason: text,
  destination: shortText,
  borrower: id,
  items: z.array(id).check(z.minLength(1), z.maxLength(500)),
  /** When the items must be back; null where they do not come back. */
  dueAt: z.nullable(instant),
};

export const evidenceOrdersContract = {
  orders: allow('order.read')
    .input(
      z.object({
        ...pageInput,
        state: z.optional(z.array(z.enum(orderStates))),
        mine: z.optional(z.boolean()),
        toApprove: z.optional(z.boolean()),
        words: z.optional(shortText),
      }),
    )
    .output(page(orderRow)),
  order: allow('order.read').input(z.object({ id })).output(orderView),
  createOrder: allow('order.apply')
    .input(command(content))
    .output(z.object({ id, number: z.string() })),
  editOrder: allow('order.apply')
    .input(command({ id, ...content }))
    .output(done),
  submitOrder: allow('order.apply').input(command({ id })).output(done),
  withdrawOrder: allow('order.apply')
    .input(command({ id, reason: shortText }))
    .output(done),
  /** `listHash` is the hash of what the approver saw; a list changed meanwhile is refused. */
  approveOrder: allow('order.approve')
    .input(command({ id, listHash: contentHash, opinion: text }))
    .output(done),
  rejectOrder: allow('order.approve')
    .input(command({ id, opinion: text }))
    .output(done),
  returnOrder: allow('order.approve')
    .input(command({ id, opinion: text }))
    .output(done),
  /** Custodian: the portal opens for exactly these items for some minutes. */
  releaseOrder: allow('order.execute')
    .input(command({ id, minutes: z.int().check(z.gte(5), z.lte(240)) }))
    .output(done),
  /** The exchange: borrower proves presence with a second factor; custody passes. */
  handOverOrder: allow('order.execute')
    .input(command({ id, borrower: credential, scanned: z.array(id) }))
    .output(done),
  /** One item comes back: seal, quantity and weight are compared. */
  returnItem: allow('order.execute')
    .input(
      command({
        id,
        item: id,
        counted: decimal,
        grossWeightGrams: z.nullable(decimal),
        sealIntact: z.boolean(),
        condition: shortText,
        cell: id,
        deliveredBy: credential,
      }),
    )
    .output(z.object({ orderClosed: z.boolean() })),
  askExtension: allow('order.apply')
    .input(command({ id, until: instant, reason: shortText }))
    .output(done),
  decideExtension: allow('order.approve')
    .input(command({ id, grant: z.boolean(), opinion: shortText }))
    .output(done),
  closeOrder: allow('order.execute')
    .input(command({ id, note: shortText }))
    .output(done),
};
