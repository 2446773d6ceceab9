import * as z from 'zod/mini';
import type { LedgerEntry, WriteDatabase } from '../../kernel/module.ts';
import { passageEntries } from './entries.ts';

export const passageTables = `
create table evidence_passage (
  ordinal integer primary key, id text not null unique, door text not null, door_name text not null,
  from_at text not null, to_at text not null, person text, person_name text, person_confidence real not null, people integer not null,
  items text not null, outcome text not null, frames text not null default '[]', no_picture text, alarm text
) strict;
create index evidence_passage_outcome on evidence_passage (outcome);
create table evidence_passage_item (item text not null, passage integer not null, primary key (item, passage)) strict;
create table evidence_alarm (
  ordinal integer primary key, id text not null unique, number text not null unique, at text not null, door text not null, door_name text not null,
  passage text, reason text not null, state text not null, items text not null, person text, person_name text,
  door_closed integer not null, resolution text, resolved_by text, note text not null default ''
) strict;
create index evidence_alarm_state on evidence_alarm (state);
create table evidence_task (
  id text primary key, kind text not null, at text not null, title text not null, passage text, items text not null, settled_at text
) strict;
`;

/** Added with the recorded traces. */
export const passageTraceColumns = `
alter table evidence_passage add column trace text;
alter table evidence_passage add column account text;
alter table evidence_passage add column coefficients text;
alter table evidence_passage add column drill integer not null default 0;
alter table evidence_alarm add column drill integer not null default 0;
alter table evidence_task add column finding text;
`;

export function projectPassages(entry: LedgerEntry, database: WriteDatabase): void {
  switch (entry.type) {
    case 'evidence.passage-recorded': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run(
        `insert into evidence_passage (ordinal, id, door, door_name, from_at, to_at, person, person_name, person_confidence, people, items, outcome, alarm,
           trace, account, coefficients, drill)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.seq,
        body.id,
        body.door,
        body.doorName,
        body.from,
        body.to,
        body.person?.person ?? null,
        body.person?.name ?? null,
        body.personConfidence,
        body.people,
        JSON.stringify(body.items),
        body.outcome,
        body.alarm,
        (body.trace ?? null) === null ? null : JSON.stringify(body.trace),
        body.account === undefined ? null : JSON.stringify(body.account),
        body.coefficients ?? null,
        body.drill === true ? 1 : 0,
      );
      if (body.alarm !== null)
        database.run('update evidence_alarm set passage = ? where id = ?', body.id, body.alarm);
      for (const passed of body.items) {
        if (passed.item === null) continue;
        database.run(
          'insert or ignore into evidence_passage_item (item, passage) values (?, ?)',
          passed.item,
          entry.seq,
        );
      }
      return;
    }
    case 'evidence.frames-attached': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      const row = database.get<{ frames: string }>(
        'select frames from evidence_passage where id = ?',
        body.passage,
      );
      const frames = [...(JSON.parse(row?.frames ?? '[]') as unknown[]), ...body.frames];
      database.run(
        'update evidence_passage set frames = ?, no_picture = ? where id = ?',
        JSON.stringify(frames),
        body.noPicture,
        body.passage,
      );
      return;
    }
    case 'evidence.alarm-raised': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run(
        `insert into evidence_alarm (ordinal, id, number, at, door, door_name, passage, reason, state, items, person, person_name, door_closed, drill)
         values (?, ?, ?, ?, ?, ?, ?, ?, 'alarm', ?, ?, ?, ?, ?)`,
        entry.seq,
        body.id,
        body.number,
        entry.at,
        body.door,
        body.doorName,
        body.passage,
        body.reason,
        JSON.stringify(body.items),
        body.person?.person ?? null,
        body.person?.name ?? null,
        body.doorClosed ? 1 : 0,
        body.drill === true ? 1 : 0,
      );
      return;
    }
    case 'evidence.alarm-extended': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      const row = database.get<{ items: string }>('select items from evidence_alarm where id = ?', body.id);
      database.run(
        'update evidence_alarm set items = ?, person = coalesce(person, ?), person_name = coalesce(person_name, ?) where id = ?',
        JSON.stringify([...(JSON.parse(row?.items ?? '[]') as unknown[]), ...body.items]),
        body.person?.person ?? null,
        body.person?.name ?? null,
        body.id,
      );
      return;
    }
    case 'evidence.alarm-acknowledged': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run("update evidence_alarm set state = 'acknowledged' where id = ?", body.id);
      return;
    }
    case 'evidence.alarm-investigating': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run(
        "update evidence_alarm set state = 'investigating', note = ? where id = ?",
        body.note,
        body.id,
      );
      return;
    }
    case 'evidence.alarm-resolved': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run(
        "update evidence_alarm set state = 'resolved', resolution = ?, note = ?, resolved_by = ? where id = ?",
        body.resolution,
        body.note,
        entry.actor.person,
        body.id,
      );
      return;
    }
    case 'evidence.alarm-reviewed': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run("update evidence_alarm set state = 'reviewed' where id = ?", body.id);
      return;
    }
    case 'evidence.task-opened': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run(
        'insert into evidence_task (id, kind, at, title, passage, items) values (?, ?, ?, ?, ?, ?)',
        body.id,
        body.kind,
        entry.at,
        body.title,
        body.passage,
        JSON.stringify(body.items),
      );
      return;
    }
    case 'evidence.task-settled': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run(
        'update evidence_task set settled_at = ?, finding = ? where id = ?',
        entry.at,
        body.finding,
        body.id,
      );
      return;
    }
    case 'evidence.door-authorised': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      database.run('update evidence_alarm set door_closed = 0 where door = ?', body.door);
      return;
    }
    default:
      return;
  }
}
