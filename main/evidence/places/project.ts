import * as z from 'zod/mini';
import type { LedgerEntry, WriteDatabase } from '../../kernel/module.ts';
import { placeEntries } from './entries.ts';

export const placeTables = `
create table evidence_place (
  id text primary key, kind text not null, code text not null unique, name text not null, parent text,
  path text not null, trait text not null, rows_count integer, columns_count integer,
  x integer, y integer, width integer, height integer, ended text
) strict;
create index evidence_place_parent on evidence_place (parent);
`;

function pathBelow(database: WriteDatabase, parent: string | null, name: string): string {
  if (parent === null) return name;
  const row = database.get<{ path: string }>('select path from evidence_place where id = ?', parent);
  return row === undefined ? name : `${row.path} / ${name}`;
}

export function projectPlaces(entry: LedgerEntry, database: WriteDatabase): void {
  switch (entry.type) {
    case 'evidence.place-added': {
      const body = z.parse(placeEntries[entry.type].schema, entry.body);
      const path = pathBelow(database, body.parent, body.name);
      database.run(
        `insert into evidence_place (id, kind, code, name, parent, path, trait, rows_count, columns_count, x, y, width, height)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        body.id,
        body.kind,
        body.code,
        body.name,
        body.parent,
        path,
        body.trait,
        body.rows,
        body.columns,
        body.x,
        body.y,
        body.width,
        body.height,
      );
      for (const cell of body.cells) {
        const name = `${cell.row}-${cell.column}`;
        database.run(
          `insert into evidence_place (id, kind, code, name, parent, path, trait, x, y) values (?, 'cell', ?, ?, ?, ?, ?, ?, ?)`,
          cell.id,
          cell.code,
          name,
          body.id,
          `${path} / ${name}`,
          body.trait,
          cell.column,
          cell.row,
        );
      }
      return;
    }
    case 'evidence.place-renamed': {
      const body = z.parse(placeEntries[entry.type].schema, entry.body);
      const row = database.get<{ parent: string | null; path: string }>(
        'select parent, path from evidence_place where id = ?',
        body.id,
      );
      if (row === undefined) return;
      const path = pathBelow(database, row.parent, body.name);
      database.run('update evidence_place set name = ?, path = ? where id = ?', body.name, path, body.id);
      database.run(
        `update evidence_place set path = ? || substr(path, length(?) + 1) where substr(path, 1, length(?) + 3) = ? || ' / '`,
        path,
        row.path,
        row.path,
        row.path,
      );
      return;
    }
    case 'evidence.place-moved': {
      const body = z.parse(placeEntries[entry.type].schema, entry.body);
      database.run('update evidence_place set x = ?, y = ? where id = ?', body.x, body.y, body.id);
      return;
    }
    case 'evidence.place-ended': {
      const body = z.parse(placeEntries[entry.type].schema, entry.body);
      database.run(
        `update evidence_place set ended = ? where ended is null and (id = ? or parent = ?
           or parent in (select id from evidence_place where parent = ?))`,
        entry.at,
        body.id,
        body.id,
        body.id,
      );
      return;
    }
    default:
      return;
  }
}
