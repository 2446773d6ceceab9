import * as z from 'zod/mini';
import { orderPurposes } from '../../contract/evidence-orders.ts';
import { entryType } from '../../kernel/entry-type.ts';

const id = z.string();
const content = {
  id,
  purpose: z.enum(orderPurposes),
  reason: z.string(),
  destination: z.string(),
  borrower: z.object({ person: id, name: z.string() }),
  items: z.array(id),
  dueAt: z.nullable(z.string()),
  /** SHA-256 over the canonical form of purpose, items, borrower, destination and due time. */
  listHash: z.string(),
};

/** Ledger entries of movement orders (调用审批单), after domain notes 3.4. */
export const orderEntries = {
  'evidence.order-created': entryType(
    1,
    z.object({
      ...content,
      number: z.string(),
      applicant: z.object({ person: id, name: z.string() }),
      unit: z.string(),
    }),
  ),
  'evidence.order-edited': entryType(1, z.object({ ...content, voidedApprovals: z.number() })),
  'evidence.order-submitted': entryType(1, z.object({ id, listHash: z.string() })),
  'evidence.order-withdrawn': entryType(1, z.object({ id, reason: z.string() })),
  'evidence.order-decided': entryType(
    1,
    z.object({
      id,
      decision: z.enum(['approved', 'rejected', 'returned']),
      opinion: z.string(),
      listHash: z.string(),
      role: z.string(),
    }),
  ),
  'evidence.order-released': entryType(1, z.object({ id, until: z.string(), minutes: z.number() })),
  'evidence.order-release-lapsed': entryType(1, z.object({ id })),
  'evidence.order-handed-over': entryType(
    1,
    z.object({
      id,
      borrower: z.object({ person: id, name: z.string() }),
      borrowerName: z.string(),
      items: z.array(id),
      final: z.boolean(),
    }),
  ),
  'evidence.order-item-returned': entryType(
    1,
    z.object({ id, item: id, itemCode: z.string(), variances: z.array(z.string()) }),
  ),
  'evidence.order-extension-asked': entryType(
    1,
    z.object({ id, until: z.string(), reason: z.string(), late: z.boolean() }),
  ),
  'evidence.order-extension-decided': entryType(
    1,
    z.object({ id, grant: z.boolean(), opinion: z.string(), until: z.string() }),
  ),
  'evidence.order-expired': entryType(1, z.object({ id })),
  'evidence.order-closed': entryType(1, z.object({ id, exception: z.boolean(), note: z.string() })),
};
