import * as z from 'zod/mini';
import { settings as settingsSchema } from '../../contract/system.ts';
import { entryType } from '../entry-type.ts';
import { Refusal } from '../errors.ts';
import {
  type CommandContext,
  defineDomain,
  type LedgerEntry,
  type QueryContext,
  type WriteDatabase,
} from '../module.ts';

/**
 * Reference data of a node: dictionaries with versions (字典), settings (设置), notices (通知) and devices positions.
 * A dictionary value is ended, never deleted or renamed in place: old records keep the word of their time.
 */
const entries = {
  'reference.dictionary-entry-set': entryType(
    1,
    z.object({
      dictionary: z.string(),
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      ended: z.boolean(),
    }),
  ),
  'reference.settings-changed': entryType(1, z.object({ settings: settingsSchema })),
  'reference.notice-published': entryType(
    1,
    z.object({ id: z.string(), title: z.string(), body: z.string(), by: z.string() }),
  ),
  'reference.notice-read': entryType(1, z.object({ id: z.string(), person: z.string() })),
};

const migrations = [
  {
    number: 20,
    name: 'reference',
    sql: `
create table reference_dictionary_entry (
  dictionary text not null, code text not null, version integer not null,
  zh text not null, en text not null, since text not null, ended text,
  primary key (dictionary, code, version)
) strict;
create table reference_settings (id integer primary key check (id = 1), value text not null) strict;
create table reference_notice (
  id text primary key, title text not null, body text not null, published_at text not null, published_by text not null
) strict;
create table reference_notice_read (notice text not null, person text not null, at text not null, primary key (notice, person)) strict;
`,
  },
];

export const defaultSettings: z.infer<typeof settingsSchema> = {
  language: 'zh-CN',
  idleLockMinutes: 10,
  releaseMinutes: 30,
  sirenSeconds: 60,
  closeDoorOnAlarm: true,
  categoryList: 'property',
  weightTolerancePercent: 2,
};

function project(entry: LedgerEntry, database: WriteDatabase): void {
  switch (entry.type) {
    case 'reference.dictionary-entry-set': {
      const body = z.parse(entries[entry.type].schema, entry.body);
      const last = database.get<{ version: number }>(
        'select max(version) as version from reference_dictionary_entry where dictionary = ? and code = ?',
        body.dictionary,
        body.code,
      );
      database.run(
        'update reference_dictionary_entry set ended = ? where dictionary = ? and code = ? and ended is null',
        entry.at,
        body.dictionary,
        body.code,
      );
      database.run(
        'insert into reference_dictionary_entry (dictionary, code, version, zh, en, since, ended) values (?, ?, ?, ?, ?, ?, ?)',
        body.dictionary,
        body.code,
        (last?.version ?? 0) + 1,
        body.zh,
        body.en,
        entry.at,
        body.ended ? entry.at : null,
      );
      return;
    }
    case 'reference.settings-changed': {
      const body = z.parse(entries[entry.type].schema, entry.body);
      database.run(
        'insert into reference_settings (id, value) values (1, ?) on conflict (id) do update set value = excluded.value',
        JSON.stringify(body.settings),
      );
      return;
    }
    case 'reference.notice-published': {
      const body = z.parse(entries[entry.type].schema, entry.body);
      database.run(
        'insert into reference_notice (id, title, body, published_at, published_by) values (?, ?, ?, ?, ?)',
        body.id,
        body.title,
        body.body,
        entry.at,
        body.by,
      );
      return;
    }
    case 'reference.notice-read': {
      const body = z.parse(entries[entry.type].schema, entry.body);
      database.run(
        'insert or ignore into reference_notice_read (notice, person, at) values (?, ?, ?)',
        body.id,
        body.person,
        entry.at,
      );
      return;
    }
    default:
      return;
  }
}

const commands = {
  setDictionaryEntry(
    context: CommandContext,
    input: { dictionary: string; code: string; zh: string; en: string; ended: boolean },
  ) {
    context.append({
      aggregate: `dictionary:${input.dictionary}`,
      type: 'reference.dictionary-entry-set',
      body: {
        dictionary: input.dictionary,
        code: input.code,
        zh: input.zh,
        en: input.en,
        ended: input.ended,
      },
    });
    return { id: `${input.dictionary}/${input.code}` };
  },

  changeSettings(context: CommandContext, input: { settings: z.infer<typeof settingsSchema> }) {
    context.append({
      aggregate: 'settings:station',
      type: 'reference.settings-changed',
      body: { settings: input.settings },
    });
    return {};
  },

  publishNotice(context: CommandContext, input: { title: string; body: string }) {
    const id = context.newId();
    context.append({
      aggregate: `notice:${id}`,
      type: 'reference.notice-published',
      body: { id, title: input.title, body: input.body, by: context.actor.name },
    });
    return { id };
  },

  readNotice(context: CommandContext, input: { id: string; person: string }) {
    if (context.database.get('select 1 from reference_notice where id = ?', input.id) === undefined) {
      throw new Refusal('reference.notice_unknown', {});
    }
    const read = context.database.get(
      'select 1 from reference_notice_read where notice = ? and person = ?',
      input.id,
      input.person,
    );
    if (read !== undefined) return {};
    context.append({
      aggregate: `notice:${input.id}`,
      type: 'reference.notice-read',
      body: { id: input.id, person: input.person },
    });
    return {};
  },
};

const queries = {
  dictionaries(context: QueryContext, _input: Record<string, never>) {
    const rows = context.database.all<{
      dictionary: string;
      code: string;
      version: number;
      zh: string;
      en: string;
      ended: string | null;
    }>(
      `select dictionary, code, version, zh, en, ended from reference_dictionary_entry d
       where version = (select max(version) from reference_dictionary_entry l where l.dictionary = d.dictionary and l.code = d.code)
       order by dictionary, code`,
    );
    const byName = new Map<
      string,
      {
        name: string;
        version: number;
        entries: { code: string; zh: string; en: string; ended: string | null }[];
      }
    >();
    for (const row of rows) {
      const known = byName.get(row.dictionary) ?? { name: row.dictionary, version: 0, entries: [] };
      known.version = Math.max(known.version, row.version);
      known.entries.push({ code: row.code, zh: row.zh, en: row.en, ended: row.ended });
      byName.set(row.dictionary, known);
    }
    return [...byName.values()];
  },

  settings(context: QueryContext, _input: Record<string, never>) {
    const row = context.database.get<{ value: string }>('select value from reference_settings where id = 1');
    return row === undefined
      ? defaultSettings
      : z.parse(settingsSchema, { ...defaultSettings, ...JSON.parse(row.value) });
  },

  notices(
    context: QueryContext,
    input: { person: string; after?: string | undefined; limit?: number | undefined },
  ) {
    const limit = input.limit ?? 50;
    const rows = context.database.all<{
      id: string;
      title: string;
      body: string;
      published_at: string;
      published_by: string;
      read: number;
    }>(
      `select n.id, n.title, n.body, n.published_at, n.published_by,
         exists (select 1 from reference_notice_read r where r.notice = n.id and r.person = ?) as read
       from reference_notice n where n.id < ? order by n.id desc limit ?`,
      input.person,
      input.after ?? '~',
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    return {
      rows: shown.map((row) => ({
        id: row.id,
        title: row.title,
        body: row.body,
        publishedAt: row.published_at,
        publishedBy: row.published_by,
        read: row.read === 1,
      })),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  },
};

export const referenceModule = defineDomain({
  name: 'reference',
  migrations,
  entryTypes: entries,
  projectionTables: [
    'reference_dictionary_entry',
    'reference_settings',
    'reference_notice',
    'reference_notice_read',
  ],
  project,
  commands,
  queries,
});
