import * as z from 'zod/mini';
import type { JsonObject, LedgerEntry, WriteDatabase } from '../../kernel/module.ts';
import { indexText } from '../../kernel/search/bigrams.ts';
import { pinyinInitials } from '../../kernel/search/pinyin.ts';
import { itemEntries } from './entries.ts';
import { parseEvidenceCode } from './evidence-code.ts';

type ItemEntryType = keyof typeof itemEntries;
type Body<Type extends ItemEntryType> = z.infer<(typeof itemEntries)[Type]['schema']>;

function searchWords(
  body: { code?: string; caseNumber?: string; name: string; features: string; listNumber: string },
  known: { code: string; caseNumber: string },
): string {
  return `${indexText(body.name, body.features, body.listNumber, known.code, known.caseNumber)} ${pinyinInitials(body.name)}`;
}

function register(entry: LedgerEntry, body: Body<'evidence.item-registered'>, database: WriteDatabase): void {
  database.run(
    `insert into evidence_item (ordinal, id, code, case_id, name, category, scene_category, quantity, measure_unit, features,
       measure, organ, legal_since, list_number, seized_at, seized_place, owner, seal_number, gross_weight, flags,
       custody, holder_person, holder_name, holder_since, record, registered_at, registered_by)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'police', ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, 'draft', ?, ?)`,
    entry.seq,
    body.id,
    body.code,
    body.caseId,
    body.name,
    body.category,
    body.sceneCategory,
    body.quantity,
    body.measureUnit,
    body.features,
    body.measure,
    body.seizedAt,
    body.listNumber,
    body.seizedAt,
    body.seizedPlace,
    body.owner === null ? null : JSON.stringify(body.owner),
    body.sealNumber,
    body.grossWeightGrams,
    JSON.stringify(body.flags),
    entry.actor.person,
    entry.actor.name,
    entry.at,
    entry.at,
    entry.actor.name,
  );
  database.run(
    'insert into evidence_item_search (rowid, words) values (?, ?)',
    entry.seq,
    searchWords(body, { code: body.code, caseNumber: body.caseNumber }),
  );
  const code = parseEvidenceCode(body.code);
  if (code !== undefined) {
    database.run(
      'insert into evidence_serial (stem, last) values (?, ?) on conflict (stem) do update set last = max(last, excluded.last)',
      `${code.unit}${code.year}${code.block}`,
      code.serial,
    );
  }
}

function edit(body: Body<'evidence.item-edited'>, database: WriteDatabase): void {
  database.run(
    `update evidence_item set name = ?, category = ?, scene_category = ?, quantity = ?, measure_unit = ?, features = ?,
       measure = ?, legal_since = ?, list_number = ?, seized_at = ?, seized_place = ?, owner = ?, seal_number = ?,
       gross_weight = ?, flags = ? where id = ?`,
    body.name,
    body.category,
    body.sceneCategory,
    body.quantity,
    body.measureUnit,
    body.features,
    body.measure,
    body.seizedAt,
    body.listNumber,
    body.seizedAt,
    body.seizedPlace,
    body.owner === null ? null : JSON.stringify(body.owner),
    body.sealNumber,
    body.grossWeightGrams,
    JSON.stringify(body.flags),
    body.id,
  );
  const known = database.get<{ ordinal: number; code: string; number: string }>(
    'select i.ordinal, i.code, c.number from evidence_item i join evidence_case c on c.id = i.case_id where i.id = ?',
    body.id,
  );
  if (known === undefined) return;
  database.run('delete from evidence_item_search where rowid = ?', known.ordinal);
  database.run(
    'insert into evidence_item_search (rowid, words) values (?, ?)',
    known.ordinal,
    searchWords(body, { code: known.code, caseNumber: known.number }),
  );
}

function setCustody(
  database: WriteDatabase,
  entry: LedgerEntry,
  item: string,
  custody: string,
  holder: { person: string | null; name: string },
): void {
  database.run(
    'update evidence_item set custody = ?, holder_person = ?, holder_name = ?, holder_since = ? where id = ?',
    custody,
    holder.person,
    holder.name,
    entry.at,
    item,
  );
}

/** Acts whose whole effect is one column or two. */
const simple: {
  readonly [Type in ItemEntryType]?: (entry: LedgerEntry, body: Body<Type>, database: WriteDatabase) => void;
} = {
  'evidence.item-registered': register,
  'evidence.item-edited': (_entry, body, database) => edit(body, database),
  'evidence.item-voided': (_entry, body, database) => {
    database.run("update evidence_item set custody = 'voided', record = 'closed' where id = ?", body.id);
  },
  'evidence.photo-added': (entry, body, database) => {
    database.run(
      'insert or ignore into evidence_photo (item, hash, taken_at, taken_by, source, caption) values (?, ?, ?, ?, ?, ?)',
      body.id,
      body.hash,
      body.takenAt,
      entry.actor.name,
      body.source,
      body.caption,
    );
    database.run('update evidence_item set photo = coalesce(photo, ?) where id = ?', body.hash, body.id);
  },
  'evidence.item-submitted': (_entry, body, database) => {
    database.run(
      "update evidence_item set custody = 'wait-handover', record = 'active' where id = ?",
      body.id,
    );
  },
  'evidence.item-arrived': (_entry, body, database) => {
    database.run("update evidence_item set custody = 'at-counter' where id = ?", body.id);
  },
  'evidence.item-refused': (_entry, body, database) => {
    database.run("update evidence_item set custody = 'refused' where id = ?", body.id);
  },
  'evidence.tag-bound': (entry, body, database) => {
    database.run(
      'insert into evidence_tag (ordinal, item, epc, tid, bound_at, bound_by, method, read_back) values (?, ?, ?, ?, ?, ?, ?, ?)',
      entry.seq,
      body.id,
      body.epc,
      body.tid,
      entry.at,
      entry.actor.name,
      body.method,
      body.readBack ? 1 : 0,
    );
    database.run('update evidence_item set epc = ? where id = ?', body.epc, body.id);
  },
  'evidence.tag-released': (entry, body, database) => {
    database.run(
      'update evidence_tag set until = ? where item = ? and epc = ? and until is null',
      entry.at,
      body.id,
      body.epc,
    );
    database.run('update evidence_item set epc = null where id = ?', body.id);
  },
  'evidence.item-accepted': (entry, body, database) => {
    setCustody(database, entry, body.id, 'in-store', { person: entry.actor.person, name: entry.actor.name });
    database.run(
      "update evidence_item set cell = ?, gross_weight = coalesce(?, gross_weight), seal_number = ?, condition = ?, side = 'unknown' where id = ?",
      body.cell,
      body.grossWeightGrams,
      body.sealNumber,
      body.condition,
      body.id,
    );
  },
  'evidence.item-moved': (_entry, body, database) => {
    database.run('update evidence_item set cell = ? where id = ?', body.cell, body.id);
  },
  'evidence.item-reserved': (_entry, body, database) => {
    database.run(
      "update evidence_item set custody = 'reserved', open_order = ? where id = ?",
      body.order,
      body.id,
    );
  },
  'evidence.item-unreserved': (_entry, body, database) => {
    database.run(
      "update evidence_item set custody = 'in-store', open_order = null where id = ? and custody = 'reserved'",
      body.id,
    );
  },
  'evidence.item-lent': (entry, body, database) => {
    setCustody(database, entry, body.id, body.state, body.borrower);
    database.run('update evidence_item set cell = null, due_at = ? where id = ?', body.dueAt, body.id);
  },
  'evidence.item-came-back': (entry, body, database) => {
    setCustody(database, entry, body.id, 'in-store', { person: entry.actor.person, name: entry.actor.name });
    database.run(
      `update evidence_item set cell = ?, open_order = null, due_at = null, condition = ?,
         seal_broken = max(seal_broken, ?), side = 'unknown', gross_weight = coalesce(?, gross_weight) where id = ?`,
      body.cell,
      body.condition,
      body.sealIntact ? 0 : 1,
      body.grossWeightGrams,
      body.id,
    );
  },
  'evidence.item-closed': (entry, body, database) => {
    setCustody(database, entry, body.id, body.outcome, { person: null, name: body.receiver });
    database.run(
      "update evidence_item set cell = null, open_order = null, due_at = null, record = 'closed' where id = ?",
      body.id,
    );
  },
  'evidence.item-unlocated': (_entry, body, database) => {
    database.run("update evidence_item set custody = 'unlocated', side = 'outside' where id = ?", body.id);
  },
  'evidence.item-found': (entry, body, database) => {
    setCustody(database, entry, body.id, 'in-store', { person: entry.actor.person, name: entry.actor.name });
    database.run(
      "update evidence_item set cell = ?, open_order = null, due_at = null, side = 'unknown' where id = ?",
      body.cell,
      body.id,
    );
    if (body.photo !== null) {
      database.run(
        "insert or ignore into evidence_photo (item, hash, taken_at, taken_by, source, caption) values (?, ?, ?, ?, 'document-camera', '')",
        body.id,
        body.photo,
        entry.at,
        entry.actor.name,
      );
    }
  },
  'evidence.item-damaged': (_entry, body, database) => {
    database.run('update evidence_item set damaged = 1, condition = ? where id = ?', body.what, body.id);
  },
  'evidence.item-passed': (entry, body, database) => {
    database.run(
      'update evidence_item set sighted_at = ?, sighted_where = ?, side = coalesce(?, side) where id = ?',
      entry.at,
      body.doorName,
      body.direction === 'out' ? 'outside' : body.direction === 'in' ? 'inside' : null,
      body.id,
    );
  },
};

export function projectItems(entry: LedgerEntry, database: WriteDatabase): void {
  if (!Object.hasOwn(simple, entry.type)) return;
  const type = entry.type as ItemEntryType;
  // The table's key and the schema's key are the same, which the mapped type above guarantees but cannot express here.
  const apply = simple[type] as (entry: LedgerEntry, body: unknown, database: WriteDatabase) => void;
  const schema: z.core.$ZodType = itemEntries[type].schema;
  apply(entry, z.parse(schema, entry.body satisfies JsonObject), database);
}
