import type { OrderState } from '../../contract/evidence-orders.ts';
import type { Role } from '../../contract/identity.ts';
import { assertNever, Refusal } from '../../kernel/errors.ts';
import type { QueryContext, SqlValue } from '../../kernel/module.ts';
import { type ItemRow, itemColumns, itemRowView } from '../items/queries.ts';
import {
  approverRefusal,
  approverRole,
  executorRefusal,
  finalOutcome,
  orderRefusal,
  type OrderFacts,
  type Purpose,
} from './decide.ts';
import { requireOrder } from './state.ts';

interface OrderRow {
  ordinal: number;
  id: string;
  number: string;
  purpose: Purpose;
  state: OrderState;
  reason: string;
  destination: string;
  applicant: string;
  applicant_name: string;
  unit_name: string;
  borrower: string;
  borrower_name: string;
  due_at: string | null;
  list_hash: string;
  released_until: string | null;
  handed_over_at: string | null;
  created_at: string;
  items: number;
}

const columns = `select o.*, coalesce(u.name, o.unit) as unit_name,
  (select count(*) from evidence_order_item l where l.order_id = o.id) as items
  from evidence_order o left join identity_unit u on u.code = o.unit`;

function orderRowView(row: OrderRow, now: number) {
  return {
    id: row.id,
    number: row.number,
    purpose: row.purpose,
    state: row.state,
    applicant: { id: row.applicant, name: row.applicant_name },
    unitName: row.unit_name,
    items: row.items,
    createdAt: row.created_at,
    dueAt: row.due_at,
    overdue: row.state === 'handed-over' && row.due_at !== null && Date.parse(row.due_at) < now,
  };
}

/** Who asks: rules of separation depend on the person and on the role of the post. */
export interface Viewer {
  readonly person: string;
  readonly role: Role;
  readonly permissions: readonly string[];
}

export const orderQueries = {
  orders(
    context: QueryContext,
    input: {
      after?: string | undefined;
      limit?: number | undefined;
      state?: readonly OrderState[] | undefined;
      mine?: boolean | undefined;
      toApprove?: boolean | undefined;
      words?: string | undefined;
      viewer: Viewer;
    },
  ) {
    const limit = input.limit ?? 50;
    const sql = ['o.ordinal < ?'];
    const values: SqlValue[] = [input.after === undefined ? Number.MAX_SAFE_INTEGER : Number(input.after)];
    if (input.state !== undefined && input.state.length > 0) {
      sql.push(`o.state in (${input.state.map(() => '?').join(', ')})`);
      values.push(...input.state);
    }
    if (input.mine === true) {
      sql.push('(o.applicant = ? or o.borrower = ?)');
      values.push(input.viewer.person, input.viewer.person);
    }
    if (input.toApprove === true) {
      const purposes = Object.entries(approverRole)
        .filter(([, roles]) => roles.includes(input.viewer.role))
        .map(([purpose]) => purpose);
      sql.push(
        `o.state = 'submitted' and o.applicant <> ? and o.borrower <> ? and o.purpose in (${purposes.map(() => '?').join(', ') || 'null'})`,
      );
      values.push(input.viewer.person, input.viewer.person, ...purposes);
    }
    const words = (input.words ?? '').trim();
    if (words !== '') {
      sql.push('(instr(o.number, ?) > 0 or instr(o.applicant_name, ?) > 0 or instr(o.reason, ?) > 0)');
      values.push(words, words, words);
    }
    const rows = context.database.all<OrderRow>(
      `${columns} where ${sql.join(' and ')} order by o.ordinal desc limit ?`,
      ...values,
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    return {
      rows: shown.map((row) => orderRowView(row, context.now)),
      next: rows.length > limit ? String(shown.at(-1)?.ordinal ?? '') : null,
    };
  },

  order(context: QueryContext, input: { id: string; viewer: Viewer }) {
    const row = context.database.get<OrderRow>(`${columns} where o.id = ?`, input.id);
    if (row === undefined) throw new Refusal('evidence.order_unknown', {});
    const lines = context.database.all<ItemRow & { out: number; back: number }>(
      `${itemColumns.replace('from evidence_item i', ', l.out, l.back from evidence_order_item l join evidence_item i on i.id = l.item')}
       where l.order_id = ? order by l.position`,
      input.id,
    );
    return {
      ...orderRowView(row, context.now),
      reason: row.reason,
      destination: row.destination,
      borrower: { id: row.borrower, name: row.borrower_name },
      itemRows: lines.map((line) => ({
        ...itemRowView(line, context.now),
        out: line.out === 1,
        back: line.back === 1,
      })),
      listHash: row.list_hash,
      approvals: context.database
        .all<{
          approver: string;
          approver_name: string;
          role: string;
          decision: 'approved' | 'rejected' | 'returned';
          opinion: string;
          at: string;
          list_hash: string;
        }>(
          'select approver, approver_name, role, decision, opinion, at, list_hash from evidence_approval where order_id = ? order by ordinal',
          input.id,
        )
        .map((approval) => ({
          approver: { id: approval.approver, name: approval.approver_name },
          role: approval.role,
          decision: approval.decision,
          opinion: approval.opinion,
          at: approval.at,
          listHash: approval.list_hash,
        })),
      extensions: context.database.all<{
        until: string;
        reason: string;
        state: 'asked' | 'granted' | 'refused';
        at: string;
      }>(
        'select until, reason, state, at from evidence_extension where order_id = ? order by ordinal',
        input.id,
      ),
      waitsFor: waitsFor(row),
      releasedUntil: row.released_until,
      handedOverAt: row.handed_over_at,
      actions: actionsOf(requireOrder(context.database, input.id), input.viewer),
    };
  },

  orderByNumber(context: QueryContext, input: { number: string }) {
    return (
      context.database.get<{ id: string; number: string }>(
        'select id, number from evidence_order where number = ?',
        input.number,
      ) ?? null
    );
  },
};

/** 待办人 of an order in this state. */
function waitsFor(
  row: Pick<OrderRow, 'state' | 'purpose' | 'applicant' | 'applicant_name' | 'borrower' | 'borrower_name'>,
): { person: { id: string; name: string } | null; roles: Role[] } | null {
  switch (row.state) {
    case 'draft':
    case 'returned-for-edit':
      return { person: { id: row.applicant, name: row.applicant_name }, roles: [] };
    case 'submitted':
      return { person: null, roles: [...approverRole[row.purpose]] };
    case 'approved':
    case 'released':
      return { person: null, roles: ['custodian'] };
    case 'handed-over':
      return finalOutcome[row.purpose] === undefined
        ? { person: { id: row.borrower, name: row.borrower_name }, roles: [] }
        : { person: null, roles: ['custodian'] };
    case 'closed':
    case 'rejected':
    case 'withdrawn':
    case 'expired':
    case 'closed-with-exception':
      return null;
    default:
      return assertNever(row.state);
  }
}

const permissionOf: Readonly<Record<string, string>> = {
  editOrder: 'order.apply',
  submitOrder: 'order.apply',
  withdrawOrder: 'order.apply',
  approveOrder: 'order.approve',
  rejectOrder: 'order.approve',
  returnOrder: 'order.approve',
  releaseOrder: 'order.execute',
  handOverOrder: 'order.execute',
  returnItem: 'order.execute',
  askExtension: 'order.apply',
  decideExtension: 'order.approve',
  closeOrder: 'order.execute',
};

function refusalFor(act: string, order: OrderFacts, viewer: Viewer): string | null {
  const permission = permissionOf[act];
  if (permission === undefined || !viewer.permissions.includes(permission)) return 'identity.not_permitted';
  const state = orderRefusal(act, order);
  if (state !== undefined) return state;
  if (permission === 'order.approve') return approverRefusal(order, viewer) ?? null;
  if (permission === 'order.execute' && act !== 'returnItem') {
    if (act === 'closeOrder' && finalOutcome[order.purpose] === undefined) return 'evidence.items_still_out';
    return executorRefusal(order, viewer.person) ?? null;
  }
  if (permission === 'order.apply' && viewer.person !== order.applicant) {
    return act === 'askExtension' && viewer.person === order.borrower ? null : 'evidence.not_the_applicant';
  }
  return null;
}

function actionsOf(order: OrderFacts, viewer: Viewer) {
  return Object.keys(permissionOf).map((act) => {
    const reason = refusalFor(act, order, viewer);
    return { act, possible: reason === null, reason };
  });
}
