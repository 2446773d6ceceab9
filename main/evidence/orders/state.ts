import type { OrderState } from '../../contract/evidence-orders.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { ReadDatabase } from '../../kernel/module.ts';
import type { OrderFacts, Purpose } from './decide.ts';

/** Loads what the rules need; refuses an unknown id. */
export function requireOrder(database: ReadDatabase, id: string): OrderFacts {
  const row = database.get<{
    id: string;
    number: string;
    state: OrderState;
    purpose: Purpose;
    applicant: string;
    borrower: string;
    destination: string;
    due_at: string | null;
    list_hash: string;
    released_until: string | null;
  }>(
    'select id, number, state, purpose, applicant, borrower, destination, due_at, list_hash, released_until from evidence_order where id = ?',
    id,
  );
  if (row === undefined) throw new Refusal('evidence.order_unknown', {});
  const items = database.all<{ item: string }>(
    'select item from evidence_order_item where order_id = ? order by position',
    id,
  );
  const approvers = database.all<{ approver: string }>(
    "select approver from evidence_approval where order_id = ? and decision = 'approved' and void = 0",
    id,
  );
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    purpose: row.purpose,
    applicant: row.applicant,
    borrower: row.borrower,
    destination: row.destination,
    items: items.map((line) => line.item),
    dueAt: row.due_at,
    listHash: row.list_hash,
    approvers: approvers.map((line) => line.approver),
    releasedUntil: row.released_until === null ? undefined : Date.parse(row.released_until),
  };
}
