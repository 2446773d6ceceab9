import * as z from 'zod/mini';
import type { LedgerEntry, WriteDatabase } from '../../kernel/module.ts';
import { indexText } from '../../kernel/search/bigrams.ts';
import { pinyinInitials } from '../../kernel/search/pinyin.ts';
import { caseEntries } from './entries.ts';

export const caseTables = `
create table evidence_case (
  ordinal integer primary key, id text not null unique, number text not null unique, name text not null, kind text not null,
  unit text not null, officers text not null, occurred_at text, occurred_place text not null, summary text not null,
  opened_at text not null
) strict;
create virtual table evidence_case_search using fts5(words, tokenize = 'unicode61', content = '', contentless_delete = 1, detail = none);
`;

export function projectCases(entry: LedgerEntry, database: WriteDatabase): void {
  if (entry.type !== 'evidence.case-opened') return;
  const body = z.parse(caseEntries[entry.type].schema, entry.body);
  database.run(
    `insert into evidence_case (ordinal, id, number, name, kind, unit, officers, occurred_at, occurred_place, summary, opened_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.seq,
    body.id,
    body.number,
    body.name,
    body.kind,
    body.unit,
    JSON.stringify(body.officers),
    body.occurredAt,
    body.occurredPlace,
    body.summary,
    entry.at,
  );
  database.run(
    'insert into evidence_case_search (rowid, words) values (?, ?)',
    entry.seq,
    `${indexText(body.number, body.name, body.summary, body.occurredPlace)} ${pinyinInitials(body.name)}`,
  );
}
