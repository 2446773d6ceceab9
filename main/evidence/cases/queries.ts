import type { caseKinds } from '../../contract/evidence-items.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { QueryContext } from '../../kernel/module.ts';
import { matchQuery } from '../../kernel/search/bigrams.ts';

interface CaseRow {
  ordinal: number;
  id: string;
  number: string;
  name: string;
  kind: (typeof caseKinds)[number];
  unit: string;
  unit_name: string;
  officers: string;
  occurred_at: string | null;
  occurred_place: string;
  summary: string;
  opened_at: string;
  items: number;
}

const columns = `select c.*, coalesce(u.name, c.unit) as unit_name,
  (select count(*) from evidence_item i where i.case_id = c.id) as items
  from evidence_case c left join identity_unit u on u.code = c.unit`;

function caseView(row: CaseRow) {
  const officers = JSON.parse(row.officers) as { person: string; name: string }[];
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    kind: row.kind,
    unit: row.unit,
    unitName: row.unit_name,
    officers: officers.map((officer) => ({ id: officer.person, name: officer.name })),
    occurredAt: row.occurred_at,
    occurredPlace: row.occurred_place,
    summary: row.summary,
    openedAt: row.opened_at,
    items: row.items,
  };
}

export const caseQueries = {
  cases(
    context: QueryContext,
    input: { words?: string | undefined; after?: string | undefined; limit?: number | undefined },
  ) {
    const limit = input.limit ?? 50;
    const before = input.after === undefined ? Number.MAX_SAFE_INTEGER : Number(input.after);
    const match = matchQuery(input.words ?? '');
    const rows =
      match === undefined
        ? context.database.all<CaseRow>(
            `${columns} where c.ordinal < ? order by c.ordinal desc limit ?`,
            before,
            limit + 1,
          )
        : context.database.all<CaseRow>(
            `${columns} where c.ordinal in (select rowid from evidence_case_search where evidence_case_search match ? and rowid < ? order by rowid desc limit ?)
             order by c.ordinal desc`,
            match,
            before,
            limit + 1,
          );
    const shown = rows.slice(0, limit);
    return {
      rows: shown.map(caseView),
      next: rows.length > limit ? String(shown.at(-1)?.ordinal ?? '') : null,
    };
  },

  case(context: QueryContext, input: { id: string }) {
    const row = context.database.get<CaseRow>(`${columns} where c.id = ?`, input.id);
    if (row === undefined) throw new Refusal('evidence.case_unknown', {});
    return caseView(row);
  },

  /** `A` criminal or `J` administrative and others + 12-digit unit + year and month + 4-digit serial (23 characters). */
  nextCaseNumber(context: QueryContext, input: { unit: string; kind: (typeof caseKinds)[number] }) {
    const shanghai = new Date(context.now + 8 * 3_600_000).toISOString();
    const stem = `${input.kind === 'criminal' ? 'A' : 'J'}${input.unit}${shanghai.slice(0, 4)}${shanghai.slice(5, 7)}`;
    const last = context.database.get<{ number: string | null }>(
      'select max(number) as number from evidence_case where number >= ? and number < ?',
      `${stem}0000`,
      `${stem}:`,
    );
    const serial =
      last?.number === null || last?.number === undefined ? 1 : Number(last.number.slice(-4)) + 1;
    return { number: `${stem}${String(serial).padStart(4, '0')}` };
  },
};
