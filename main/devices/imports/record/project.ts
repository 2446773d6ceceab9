import * as z from 'zod/mini';
import type { LedgerEntry, WriteDatabase } from '../../../kernel/module.ts';
import { type Decision, importEntries, type KeptPerson } from './entries.ts';

/** 收到的结果 as rows: what came, how it stands, and which result says what now. */
export function projectImports(entry: LedgerEntry, database: WriteDatabase): void {
  switch (entry.type) {
    case 'imports.digest-key-made': {
      const { key } = z.parse(importEntries[entry.type].schema, entry.body);
      database.run(
        'insert into imports_digest_key (id, sealed, person) values (1, ?, ?)',
        key.sealed,
        key.person,
      );
      return;
    }
    case 'imports.received': {
      const body = z.parse(importEntries[entry.type].schema, entry.body);
      database.run(
        `insert into imports_receipt (id, at, way, way_id, form, bytes, attachment, original, message,
           state, reason, profile, results, known, changed, refused, content)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        body.id,
        entry.at,
        body.way,
        body.wayId,
        body.form,
        body.bytes,
        body.attachment,
        body.original,
        body.message,
        ...decisionRow(body),
      );
      return;
    }
    case 'imports.settled': {
      const body = z.parse(importEntries[entry.type].schema, entry.body);
      database.run(
        `update imports_receipt set state = ?, reason = ?, profile = ?, results = ?, known = ?, changed = ?, refused = ?,
           content = ?, settled_at = ?, settled_by = ?, settled_act = ?, settled_note = ? where id = ?`,
        ...decisionRow(body),
        entry.at,
        entry.actor.name,
        body.act,
        body.note,
        body.id,
      );
      return;
    }
    case 'imports.results-kept': {
      const { id, persons } = z.parse(importEntries[entry.type].schema, entry.body);
      keepResults(id, persons, database);
      return;
    }
    default:
      return;
  }
}

function decisionRow({ state, reason, profile, counts, content }: Decision) {
  return [
    state,
    reason,
    profile === null ? null : JSON.stringify(profile),
    counts.results,
    counts.known,
    counts.changed,
    counts.refused,
    JSON.stringify(content),
  ] as const;
}

function keepResults(receipt: string, persons: readonly KeptPerson[], database: WriteDatabase): void {
  for (const { body, results } of persons) {
    for (const [place, { key, print }] of results.entries()) {
      database.run(
        'update imports_result set replaced_by = ? where key = ? and replaced_by is null',
        receipt,
        key,
      );
      database.run(
        'insert into imports_result (receipt, body, place, key, print) values (?, ?, ?, ?, ?)',
        receipt,
        JSON.stringify(body),
        place,
        key,
        print,
      );
    }
  }
}
