import type { placeKinds, placeTraits } from '../../contract/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { QueryContext } from '../../kernel/module.ts';
import { clocksOf, type ItemRow } from '../items/queries.ts';

interface PlaceRow {
  id: string;
  kind: (typeof placeKinds)[number];
  code: string;
  name: string;
  parent: string | null;
  path: string;
  trait: (typeof placeTraits)[number];
  rows_count: number | null;
  columns_count: number | null;
  x: number | null;
  y: number | null;
  width: number | null;
  height: number | null;
  ended: string | null;
}

function placeView(row: PlaceRow) {
  return {
    id: row.id,
    kind: row.kind,
    code: row.code,
    name: row.name,
    parent: row.parent,
    trait: row.trait,
    rows: row.rows_count,
    columns: row.columns_count,
    x: row.x,
    y: row.y,
    width: row.width,
    height: row.height,
    ended: row.ended,
  };
}

export const placeQueries = {
  /** Sites, rooms and cabinets with how many items lie in them; cells come with their cabinet. */
  places(context: QueryContext, _input: Record<string, never>) {
    const rows = context.database.all<PlaceRow>(
      "select * from evidence_place where kind <> 'cell' and ended is null order by code",
    );
    const perCabinet = new Map(
      context.database
        .all<{ cabinet: string; items: number; cells: number }>(
          `select c.parent as cabinet, count(distinct i.id) as items, count(distinct i.cell) as cells
           from evidence_item i join evidence_place c on c.id = i.cell group by c.parent`,
        )
        .map((row) => [row.cabinet, row] as const),
    );
    const itemsIn = (id: string): number => {
      const own = perCabinet.get(id)?.items ?? 0;
      return rows.filter((row) => row.parent === id).reduce((sum, row) => sum + itemsIn(row.id), own);
    };
    const cellsIn = (row: PlaceRow): number =>
      row.kind === 'cabinet'
        ? (row.rows_count ?? 0) * (row.columns_count ?? 0)
        : rows.filter((child) => child.parent === row.id).reduce((sum, child) => sum + cellsIn(child), 0);
    const usedIn = (id: string): number => {
      const own = perCabinet.get(id)?.cells ?? 0;
      return rows.filter((row) => row.parent === id).reduce((sum, row) => sum + usedIn(row.id), own);
    };
    return rows.map((row) => ({
      ...placeView(row),
      items: itemsIn(row.id),
      cells: cellsIn(row),
      used: usedIn(row.id),
    }));
  },

  cabinet(context: QueryContext, input: { id: string }) {
    const row = context.database.get<PlaceRow>(
      "select * from evidence_place where id = ? and kind = 'cabinet'",
      input.id,
    );
    if (row === undefined) throw new Refusal('evidence.place_unknown', {});
    const cells = context.database.all<{
      id: string;
      code: string;
      row: number;
      column: number;
      items: number;
      reserved: number;
      last_seen: string | null;
    }>(
      `select c.id, c.code, c.y as row, c.x as "column", count(i.id) as items,
         coalesce(sum(i.custody = 'reserved'), 0) as reserved, max(i.sighted_at) as last_seen
       from evidence_place c left join evidence_item i on i.cell = c.id
       where c.parent = ? and c.ended is null group by c.id order by c.y, c.x`,
      input.id,
    );
    const careful = careOf(context, input.id);
    return {
      cabinet: placeView(row),
      path: row.path,
      cells: cells.map((cell) => ({
        id: cell.id,
        code: cell.code,
        row: cell.row,
        column: cell.column,
        items: cell.items,
        reserved: cell.reserved,
        lastSeen: cell.last_seen,
        hazards: careful.get(cell.id)?.hazards ?? 0,
        nextDue: careful.get(cell.id)?.nextDue ?? null,
      })),
    };
  },

  /**
   * A cell for an item: one that already holds things of the same case, else an empty one, else the least full,
   * in a cabinet whose trait fits the item's flags (cold, hazard, valuable…; domain notes 1.2, 5 no. 25).
   */
  suggestCell(context: QueryContext, input: { item: string }) {
    const item = context.database.get<{ case_id: string; category: string; flags: string }>(
      'select case_id, category, flags from evidence_item where id = ?',
      input.item,
    );
    if (item === undefined) throw new Refusal('evidence.item_unknown', {});
    const wanted = wantedTrait(item.category, JSON.parse(item.flags) as string[]);
    const traits = context.database.get<{ found: number }>(
      "select count(*) as found from evidence_place where kind = 'cell' and trait = ? and ended is null",
      wanted,
    );
    const trait = (traits?.found ?? 0) > 0 ? wanted : 'ordinary';
    const best = context.database.get<{ id: string; path: string; same: number; items: number }>(
      `select c.id, c.path, coalesce(sum(i.case_id = ?), 0) as same, count(i.id) as items
       from evidence_place c left join evidence_item i on i.cell = c.id
       where c.kind = 'cell' and c.trait = ? and c.ended is null
       group by c.id order by (same > 0 and items < 6) desc, items, c.code limit 1`,
      item.case_id,
      trait,
    );
    if (best === undefined) return null;
    const reason =
      best.same > 0
        ? ('same-case' as const)
        : best.items === 0
          ? ('empty' as const)
          : ('least-full' as const);
    return { cell: best.id, path: best.path, reason };
  },

  placeByCode(context: QueryContext, input: { code: string }) {
    return (
      context.database.get<{ id: string; kind: string; path: string; parent: string | null }>(
        'select id, kind, path, parent from evidence_place where code = ?',
        input.code,
      ) ?? null
    );
  },
};

/** Flags that say: look before you take hold of it. */
const hazardFlags: ReadonlySet<string> = new Set(['cold', 'biohazard', 'lithium-battery', 'perishable']);

interface Care {
  hazards: number;
  nextDue: string | null;
}

/** What the items of a cabinet ask for, by cell: careful hands, and the first legal time limit. */
function careOf(context: QueryContext, cabinet: string): ReadonlyMap<string, Care> {
  const items = context.database.all<
    Pick<ItemRow, 'custody' | 'measure' | 'case_kind' | 'seized_at' | 'due_at'> & {
      cell: string;
      flags: string;
    }
  >(
    `select i.cell, i.flags, i.custody, i.measure, c.kind as case_kind, i.seized_at, i.due_at
     from evidence_item i join evidence_case c on c.id = i.case_id join evidence_place p on p.id = i.cell where p.parent = ?`,
    cabinet,
  );
  const cells = new Map<string, Care>();
  for (const item of items) {
    const care = cells.get(item.cell) ?? { hazards: 0, nextDue: null };
    cells.set(item.cell, care);
    if ((JSON.parse(item.flags) as string[]).some((flag) => hazardFlags.has(flag))) care.hazards += 1;
    const due = clocksOf(item, context.now)[0]?.dueAt;
    if (due !== undefined && (care.nextDue === null || due < care.nextDue)) care.nextDue = due;
  }
  return cells;
}

/** Which kind of cabinet an item belongs in (domain notes 2.7, column of handling flags). */
export function wantedTrait(category: string, flags: readonly string[]): (typeof placeTraits)[number] {
  if (flags.includes('cold') || category === '10') return 'cold';
  if (flags.includes('biohazard') || flags.includes('lithium-battery') || category === '08') return 'hazard';
  if (flags.includes('classified')) return 'classified';
  if (flags.includes('bulky')) return 'bulky';
  if (category === '05') return 'anti-magnetic';
  if (category === '01' || category === '02' || category === '03') return 'valuable';
  return 'ordinary';
}
