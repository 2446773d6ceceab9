import * as z from 'zod/mini';
import type { LedgerEntry, WriteDatabase } from '../../kernel/module.ts';
import { passageEntries } from '../passages/entries.ts';
import { doorEntries } from './entries.ts';

export const doorTables = `
create table evidence_drill (
  ordinal integer primary key, door text not null, started_at text not null, started_by text not null, until_at text not null, siren text not null,
  ended_at text
) strict;
create table evidence_blind (
  ordinal integer primary key, door text not null, from_at text not null, until_at text, reason text not null
) strict;
create table evidence_commissioning (
  ordinal integer primary key, id text not null unique, door text not null, begun_at text not null, begun_by text not null, tags text not null,
  ended_at text, cause text
) strict;
create table evidence_walk (
  ordinal integer primary key, id text not null unique, commissioning text not null, door text not null, number integer not null, at text not null,
  walk text not null, tags text not null, trace text not null
) strict;
create table evidence_gate_version (
  ordinal integer primary key, id text not null unique, door text not null, number integer not null, at text not null, by_name text not null,
  shipped text not null, walks integer not null, settled integer not null, fit text not null
) strict;
create table evidence_gate_active (door text primary key, version text, at text not null, by_name text not null) strict;
`;

export const doorProjectionTables = [
  'evidence_drill',
  'evidence_blind',
  'evidence_commissioning',
  'evidence_walk',
  'evidence_gate_version',
  'evidence_gate_active',
] as const;

export function projectDoors(entry: LedgerEntry, database: WriteDatabase): void {
  switch (entry.type) {
    case 'evidence.drill-started': {
      const body = z.parse(doorEntries[entry.type].schema, entry.body);
      database.run(
        'insert into evidence_drill (ordinal, door, started_at, started_by, until_at, siren) values (?, ?, ?, ?, ?, ?)',
        entry.seq,
        body.door,
        entry.at,
        entry.actor.name,
        body.until,
        body.siren,
      );
      return;
    }
    case 'evidence.drill-ended': {
      const body = z.parse(doorEntries[entry.type].schema, entry.body);
      database.run(
        'update evidence_drill set ended_at = ? where door = ? and ended_at is null',
        entry.at,
        body.door,
      );
      return;
    }
    case 'evidence.gate-blind': {
      const body = z.parse(passageEntries[entry.type].schema, entry.body);
      const known =
        body.until === null
          ? 0
          : database.run(
              'update evidence_blind set until_at = ? where door = ? and from_at = ? and until_at is null',
              body.until,
              body.door,
              body.from,
            ).changes;
      if (known > 0) return;
      database.run(
        'insert into evidence_blind (ordinal, door, from_at, until_at, reason) values (?, ?, ?, ?, ?)',
        entry.seq,
        body.door,
        body.from,
        body.until,
        body.reason,
      );
      return;
    }
    case 'evidence.gate-commissioning-begun': {
      const body = z.parse(doorEntries[entry.type].schema, entry.body);
      database.run(
        'insert into evidence_commissioning (ordinal, id, door, begun_at, begun_by, tags) values (?, ?, ?, ?, ?, ?)',
        entry.seq,
        body.id,
        body.door,
        entry.at,
        entry.actor.name,
        JSON.stringify(body.tags),
      );
      return;
    }
    case 'evidence.gate-commissioning-ended': {
      const body = z.parse(doorEntries[entry.type].schema, entry.body);
      database.run(
        'update evidence_commissioning set ended_at = ?, cause = ? where id = ?',
        entry.at,
        body.cause,
        body.id,
      );
      return;
    }
    case 'evidence.gate-walk-recorded': {
      const body = z.parse(doorEntries[entry.type].schema, entry.body);
      database.run(
        'insert into evidence_walk (ordinal, id, commissioning, door, number, at, walk, tags, trace) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        entry.seq,
        body.id,
        body.commissioning,
        body.door,
        body.number,
        entry.at,
        body.walk,
        JSON.stringify(body.tags),
        JSON.stringify(body.trace),
      );
      return;
    }
    case 'evidence.gate-fitted': {
      const body = z.parse(doorEntries[entry.type].schema, entry.body);
      database.run(
        `insert into evidence_gate_version (ordinal, id, door, number, at, by_name, shipped, walks, settled, fit)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        entry.seq,
        body.id,
        body.door,
        body.number,
        entry.at,
        entry.actor.name,
        body.shipped,
        body.walks,
        body.settled,
        JSON.stringify(body.fit),
      );
      return;
    }
    case 'evidence.gate-version-activated': {
      const body = z.parse(doorEntries[entry.type].schema, entry.body);
      database.run(
        `insert into evidence_gate_active (door, version, at, by_name) values (?, ?, ?, ?)
         on conflict (door) do update set version = excluded.version, at = excluded.at, by_name = excluded.by_name`,
        body.door,
        body.version,
        entry.at,
        entry.actor.name,
      );
      return;
    }
    default:
      return;
  }
}
