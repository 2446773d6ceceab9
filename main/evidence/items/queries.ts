import type { CustodyState, itemFlags, legalMeasures, organs } from '../../contract/evidence-items.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { QueryContext, SqlValue } from '../../kernel/module.ts';
import { matchQuery } from '../../kernel/search/bigrams.ts';
import { legalClocks } from './clocks.ts';
import { custodyRefusal } from './decide.ts';

export interface ItemRow {
  ordinal: number;
  id: string;
  code: string;
  name: string;
  category: string;
  scene_category: string;
  quantity: string;
  measure_unit: string;
  case_id: string;
  case_number: string;
  case_name: string;
  case_kind: 'criminal' | 'administrative' | 'other';
  custody: CustodyState;
  holder_person: string | null;
  holder_name: string;
  holder_since: string;
  place: string | null;
  cell: string | null;
  epc: string | null;
  photo: string | null;
  due_at: string | null;
  registered_at: string;
  seized_at: string;
  measure: (typeof legalMeasures)[number];
}

export const itemColumns = `select i.ordinal, i.id, i.code, i.name, i.category, i.scene_category, i.quantity, i.measure_unit,
  i.case_id, c.number as case_number, c.name as case_name, c.kind as case_kind, i.custody, i.holder_person, i.holder_name,
  i.holder_since, p.path as place, i.cell, i.epc, i.photo, i.due_at, i.registered_at, i.seized_at, i.measure
  from evidence_item i join evidence_case c on c.id = i.case_id left join evidence_place p on p.id = i.cell`;

export function itemRowView(row: ItemRow, now: number) {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    category: row.category,
    sceneCategory: row.scene_category,
    quantity: row.quantity,
    measureUnit: row.measure_unit,
    caseId: row.case_id,
    caseNumber: row.case_number,
    caseName: row.case_name,
    custody: row.custody,
    holder: row.holder_name,
    place: row.place,
    cell: row.cell,
    tagged: row.epc !== null,
    photo: row.photo,
    overdue: row.due_at !== null && Date.parse(row.due_at) < now,
    dueAt: row.due_at,
    registeredAt: row.registered_at,
  };
}

export function clocksOf(
  row: Pick<ItemRow, 'custody' | 'measure' | 'case_kind' | 'seized_at' | 'due_at'>,
  now: number,
) {
  return legalClocks(
    {
      custody: row.custody,
      measure: row.measure,
      caseKind: row.case_kind,
      seizedAt: Date.parse(row.seized_at),
      dueAt: row.due_at === null ? undefined : Date.parse(row.due_at),
    },
    now,
  ).map((clock) => ({ ...clock, dueAt: new Date(clock.dueAt).toISOString() }));
}

interface ItemFilter {
  words?: string | undefined;
  custody?: readonly CustodyState[] | undefined;
  category?: string | undefined;
  caseId?: string | undefined;
  place?: string | undefined;
  overdue?: boolean | undefined;
  untagged?: boolean | undefined;
  after?: string | undefined;
  limit?: number | undefined;
}

function conditions(filter: ItemFilter, now: number): { sql: string[]; values: SqlValue[] } {
  const sql: string[] = [];
  const values: SqlValue[] = [];
  if (filter.custody !== undefined && filter.custody.length > 0) {
    sql.push(`i.custody in (${filter.custody.map(() => '?').join(', ')})`);
    values.push(...filter.custody);
  }
  if (filter.category !== undefined) {
    sql.push('i.category = ?');
    values.push(filter.category);
  }
  if (filter.caseId !== undefined) {
    sql.push('i.case_id = ?');
    values.push(filter.caseId);
  }
  if (filter.place !== undefined) {
    sql.push(`(i.cell = ? or i.cell in (select cell.id from evidence_place cell join evidence_place cabinet on cabinet.id = cell.parent
      where cell.kind = 'cell' and (cabinet.id = ? or cabinet.parent = ?)))`);
    values.push(filter.place, filter.place, filter.place);
  }
  if (filter.overdue === true) {
    sql.push('i.due_at < ?');
    values.push(new Date(now).toISOString());
  }
  if (filter.untagged === true) sql.push("i.epc is null and i.record <> 'closed'");
  return { sql, values };
}

export const itemQueries = {
  items(context: QueryContext, input: ItemFilter) {
    const limit = input.limit ?? 50;
    const before = input.after === undefined ? Number.MAX_SAFE_INTEGER : Number(input.after);
    const { sql, values } = conditions(input, context.now);
    const typed = (input.words ?? '').trim();
    const epc = /^[0-9A-Fa-f]{24,}$/.test(typed) ? typed.toUpperCase() : undefined;
    const match = epc === undefined ? matchQuery(typed) : undefined;
    if (epc !== undefined) {
      sql.push('i.epc = ?');
      values.push(epc);
    }
    if (match !== undefined && sql.length === 0) {
      // The index gives the newest hits by itself; no row outside the page is touched.
      const rows = context.database.all<ItemRow>(
        `${itemColumns} where i.ordinal in (select rowid from evidence_item_search where evidence_item_search match ?
           and rowid < ? order by rowid desc limit ?) order by i.ordinal desc`,
        match,
        before,
        limit + 1,
      );
      return toPage(rows, limit, context.now);
    }
    if (match !== undefined) {
      sql.push('i.ordinal in (select rowid from evidence_item_search where evidence_item_search match ?)');
      values.push(match);
    }
    const rows = context.database.all<ItemRow>(
      `${itemColumns} where ${['i.ordinal < ?', ...sql].join(' and ')} order by i.ordinal desc limit ?`,
      before,
      ...values,
      limit + 1,
    );
    return toPage(rows, limit, context.now);
  },

  item(context: QueryContext, input: { id: string; permissions: readonly string[] }) {
    const row = context.database.get<ItemRow>(`${itemColumns} where i.id = ?`, input.id);
    const more = context.database.get<{
      features: string;
      list_number: string;
      organ: (typeof organs)[number];
      legal_since: string;
      seal_number: string;
      gross_weight: string | null;
      condition: string;
      seal_broken: number;
      damaged: number;
      flags: string;
      record: 'draft' | 'active' | 'closed';
      seized_place: string;
      owner: string | null;
      registered_by: string;
      sighted_at: string | null;
      sighted_where: string | null;
      order_id: string | null;
      order_number: string | null;
      order_state: string | null;
    }>(
      `select i.features, i.list_number, i.organ, i.legal_since, i.seal_number, i.gross_weight, i.condition, i.seal_broken,
         i.damaged, i.flags, i.record, i.seized_place, i.owner, i.registered_by, i.sighted_at, i.sighted_where,
         o.id as order_id, o.number as order_number, o.state as order_state
       from evidence_item i left join evidence_order o on o.id = i.open_order where i.id = ?`,
      input.id,
    );
    if (row === undefined || more === undefined) throw new Refusal('evidence.item_unknown', {});
    return {
      ...itemRowView(row, context.now),
      features: more.features,
      listNumber: more.list_number,
      legal: { measure: row.measure, organ: more.organ, since: more.legal_since },
      holderPerson: row.holder_person,
      holderSince: row.holder_since,
      integrity: {
        sealNumber: more.seal_number,
        grossWeightGrams: more.gross_weight,
        condition: more.condition,
        sealBroken: more.seal_broken === 1,
        damaged: more.damaged === 1,
      },
      flags: JSON.parse(more.flags) as (typeof itemFlags)[number][],
      record: more.record,
      seizedAt: row.seized_at,
      seizedPlace: more.seized_place,
      owner: ownerText(context, more.owner),
      bindings: context.database
        .all<{
          epc: string;
          tid: string | null;
          bound_at: string;
          bound_by: string;
          method: 'desk-reader' | 'printer' | 'typed';
          read_back: number;
          until: string | null;
        }>(
          'select epc, tid, bound_at, bound_by, method, read_back, until from evidence_tag where item = ? order by ordinal desc',
          input.id,
        )
        .map((tag) => ({
          epc: tag.epc,
          tid: tag.tid,
          boundAt: tag.bound_at,
          boundBy: tag.bound_by,
          method: tag.method,
          readBack: tag.read_back === 1,
          until: tag.until,
        })),
      photos: context.database
        .all<{
          hash: string;
          taken_at: string;
          taken_by: string;
          source: 'document-camera' | 'import';
          caption: string;
        }>(
          'select hash, taken_at, taken_by, source, caption from evidence_photo where item = ? order by taken_at',
          input.id,
        )
        .map((photo) => ({
          hash: photo.hash,
          takenAt: photo.taken_at,
          takenBy: photo.taken_by,
          source: photo.source,
          caption: photo.caption,
        })),
      clocks: clocksOf(row, context.now),
      openOrder:
        more.order_id === null || more.order_number === null || more.order_state === null
          ? null
          : { id: more.order_id, number: more.order_number, state: more.order_state },
      lastSighting:
        more.sighted_at === null ? null : { at: more.sighted_at, position: more.sighted_where ?? '' },
      registeredBy: more.registered_by,
      actions: actionsOf(row, input.permissions),
    };
  },

  itemByCodeOrEpc(context: QueryContext, input: { text: string }) {
    return (
      context.database.get<{ id: string; name: string; code: string }>(
        'select id, name, code from evidence_item where code = ? or epc = ? limit 1',
        input.text.toUpperCase(),
        input.text.toUpperCase(),
      ) ?? null
    );
  },

  /** Everything the portal must know by heart: tag, where the item is, and the order that lets it pass. */
  gateItems(context: QueryContext, _input: Record<string, never>) {
    return context.database
      .all<{
        epc: string;
        item: string;
        code: string;
        name: string;
        custody: CustodyState;
        side: 'inside' | 'outside' | 'unknown';
        order_number: string | null;
        released_until: string | null;
        order_state: string | null;
      }>(
        `select i.epc, i.id as item, i.code, i.name, i.custody, i.side, o.number as order_number, o.released_until, o.state as order_state
         from evidence_item i left join evidence_order o on o.id = i.open_order where i.epc is not null and i.record = 'active'`,
      )
      .map((row) => ({
        epc: row.epc,
        item: row.item,
        code: row.code,
        name: row.name,
        custody: row.custody,
        side: row.side,
        order:
          row.order_number !== null &&
          row.released_until !== null &&
          (row.order_state === 'released' || row.order_state === 'handed-over')
            ? { number: row.order_number, until: Date.parse(row.released_until) }
            : null,
      }));
  },

  /** Items whose clock is near or over, the most urgent first; of one officer's cases where an officer is named. */
  runningClocks(context: QueryContext, input: { limit: number; officer?: string | undefined }) {
    const own = input.officer === undefined ? '' : 'and c.officers like ?';
    const rows = context.database.all<ItemRow>(
      `${itemColumns} where (i.custody in ('draft', 'wait-handover', 'at-counter', 'refused') or i.due_at is not null) ${own}
       order by coalesce(i.due_at, i.seized_at) limit 400`,
      ...(input.officer === undefined ? [] : [`%"${input.officer}"%`]),
    );
    return rows
      .flatMap((row) =>
        clocksOf(row, context.now).map((clock) => ({ ...clock, item: itemRowView(row, context.now) })),
      )
      .sort((left, right) => left.dueAt.localeCompare(right.dueAt))
      .slice(0, input.limit);
  },
};

function toPage(rows: readonly ItemRow[], limit: number, now: number) {
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map((row) => itemRowView(row, now)),
    next: rows.length > limit ? String(shown.at(-1)?.ordinal ?? '') : null,
  };
}

function ownerText(context: QueryContext, stored: string | null): string | null {
  if (stored === null) return null;
  const value = context.unseal(JSON.parse(stored) as { sealed: string; person: string });
  return typeof value === 'string' ? value : null;
}

const acts: readonly { act: string; rule: string; permission: string }[] = [
  { act: 'editItem', rule: 'edit', permission: 'item.register' },
  { act: 'submitItem', rule: 'submit', permission: 'item.register' },
  { act: 'voidItem', rule: 'void', permission: 'item.register' },
  { act: 'arriveAtCounter', rule: 'arrive', permission: 'item.intake' },
  { act: 'bindTag', rule: 'tag', permission: 'item.intake' },
  { act: 'acceptItem', rule: 'accept', permission: 'item.intake' },
  { act: 'refuseItem', rule: 'refuse', permission: 'item.intake' },
  { act: 'moveItem', rule: 'move', permission: 'item.store' },
  { act: 'reportFound', rule: 'find', permission: 'item.store' },
  { act: 'reportDamage', rule: 'damage', permission: 'item.store' },
];

function actionsOf(row: ItemRow, permissions: readonly string[]) {
  return acts.map(({ act, rule, permission }) => {
    if (!permissions.includes(permission)) return { act, possible: false, reason: 'identity.not_permitted' };
    if (act === 'bindTag' && row.epc !== null)
      return { act, possible: false, reason: 'evidence.item_has_tag' };
    if (act === 'acceptItem' && row.epc === null && row.custody === 'at-counter')
      return { act, possible: false, reason: 'evidence.tag_missing' };
    const reason = custodyRefusal(rule, row) ?? null;
    return { act, possible: reason === null, reason };
  });
}
