import type { CustodyState } from '../../contract/evidence-items.ts';
import type { countedBy } from '../../contract/evidence-statistics.ts';
import type { QueryContext } from '../../kernel/module.ts';

interface CountRow {
  readonly key: string;
  readonly name: string;
  readonly inStore: number;
  readonly closed: number;
  readonly total: number;
}

const sums = `sum(case when i.custody in ('in-store', 'reserved') then 1 else 0 end) as in_store,
  sum(case when i.record = 'closed' then 1 else 0 end) as closed, count(*) as total`;

const countSql: Readonly<Record<(typeof countedBy)[number], string>> = {
  custody: `select i.custody as key, '' as name, ${sums} from evidence_item i group by i.custody order by i.custody`,
  unit: `select c.unit as key, coalesce(u.name, '') as name, ${sums} from evidence_item i join evidence_case c on c.id = i.case_id
    left join identity_unit u on u.code = c.unit group by c.unit, u.name order by total desc, c.unit`,
  // By the hour, because a month in China begins at 16:00 UTC of the day before; the hours are added up in `byMonth`.
  month: `select substr(i.registered_at, 1, 13) as key, '' as name, ${sums} from evidence_item i
    group by substr(i.registered_at, 1, 13) order by key`,
};

const chinaAheadMs = 8 * 3_600_000;

/** Counts of hours in UTC (`2026-10-31T16`) added up to months in China (`2026-11`), oldest first. Pure. */
export function byMonth(hours: readonly CountRow[]): CountRow[] {
  const months = new Map<string, CountRow>();
  for (const hour of hours) {
    const key = new Date(Date.parse(`${hour.key}:00:00.000Z`) + chinaAheadMs).toISOString().slice(0, 7);
    const before = months.get(key);
    months.set(key, {
      key,
      name: '',
      inStore: hour.inStore + (before?.inStore ?? 0),
      closed: hour.closed + (before?.closed ?? 0),
      total: hour.total + (before?.total ?? 0),
    });
  }
  return [...months.values()].sort((left, right) => left.key.localeCompare(right.key));
}

export const countQueries = {
  /** 十二类统计: counts by one of the two category lists; the sum of the rows equals the number of items. */
  statistics(context: QueryContext, input: { list: 'property' | 'scene' }) {
    const column = input.list === 'property' ? 'category' : 'scene_category';
    const rows = context.database.all<{
      category: string;
      in_store: number;
      out: number;
      waiting: number;
      damaged: number;
      unlocated: number;
      closed: number;
      total: number;
    }>(
      `select ${column} as category,
         sum(custody in ('in-store', 'reserved')) as in_store, sum(custody in ('on-loan', 'at-laboratory', 'in-transit')) as out,
         sum(custody in ('draft', 'wait-handover', 'at-counter', 'refused')) as waiting, sum(damaged) as damaged,
         sum(custody = 'unlocated') as unlocated, sum(custody in ('returned', 'destroyed', 'transferred', 'voided')) as closed,
         count(*) as total
       from evidence_item group by ${column} order by ${column}`,
    );
    return {
      rows: rows.map((row) => ({
        category: row.category,
        inStore: row.in_store,
        out: row.out,
        waiting: row.waiting,
        damaged: row.damaged,
        unlocated: row.unlocated,
        closed: row.closed,
        total: row.total,
      })),
      total: rows.reduce((sum, row) => sum + row.total, 0),
    };
  },

  /** Items along one axis; each stands in exactly one row. */
  itemCounts(context: QueryContext, input: { by: (typeof countedBy)[number] }) {
    const found = context.database
      .all<{ key: string; name: string; in_store: number; closed: number; total: number }>(countSql[input.by])
      .map(({ in_store: inStore, ...row }) => ({ ...row, inStore }));
    const rows = input.by === 'month' ? byMonth(found) : found;
    return { rows, total: rows.reduce((sum, row) => sum + row.total, 0) };
  },

  custodyCounts(context: QueryContext, _input: Record<string, never>) {
    const rows = context.database.all<{ custody: CustodyState; count: number }>(
      'select custody, count(*) as count from evidence_item group by custody',
    );
    const overdue = context.database.get<{ count: number }>(
      'select count(*) as count from evidence_item where due_at < ?',
      new Date(context.now).toISOString(),
    );
    return {
      byCustody: Object.fromEntries(rows.map((row) => [row.custody, row.count])) as Partial<
        Record<CustodyState, number>
      >,
      overdue: overdue?.count ?? 0,
    };
  },
};
