import { Refusal } from '../../errors.ts';
import { defineDomain, type JsonObject } from '../../module.ts';

/** A small domain for tests of the kernel: shelves with a number of boxes on them. */

interface ShelfRow {
  readonly shelf: string;
  readonly boxes: number;
  readonly changed: string;
}

export interface AddBoxes {
  readonly shelf: string;
  readonly boxes: number;
}

export const counterDomain = defineDomain({
  name: 'counter',
  migrations: [
    {
      number: 10,
      name: 'shelves',
      sql: `
        CREATE TABLE counter_shelf (shelf TEXT PRIMARY KEY, boxes INTEGER NOT NULL, changed TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE counter_note (shelf TEXT PRIMARY KEY, sealed TEXT NOT NULL, person TEXT NOT NULL) STRICT;`,
    },
  ],
  entryTypes: {
    'counter.boxes_added': { version: 1, parse: parseBoxes },
    'counter.note_sealed': { version: 1, parse: parseObject },
  },
  projectionTables: ['counter_shelf', 'counter_note'],
  project(entry, database) {
    const body = entry.body as { shelf: string; boxes: number; note: { sealed: string; person: string } };
    if (entry.type === 'counter.boxes_added') {
      database.run(
        `INSERT INTO counter_shelf (shelf, boxes, changed) VALUES (?, ?, ?)
         ON CONFLICT (shelf) DO UPDATE SET boxes = boxes + excluded.boxes, changed = excluded.changed`,
        body.shelf,
        body.boxes,
        entry.at,
      );
    } else if (entry.type === 'counter.note_sealed') {
      database.run(
        'INSERT OR REPLACE INTO counter_note (shelf, sealed, person) VALUES (?, ?, ?)',
        body.shelf,
        body.note.sealed,
        body.note.person,
      );
    }
  },
  commands: {
    add(context, input: AddBoxes) {
      const row = context.database.get<ShelfRow>('SELECT * FROM counter_shelf WHERE shelf = ?', input.shelf);
      const before = row?.boxes ?? 0;
      if (before + input.boxes < 0)
        throw new Refusal('counter.too_few', { shelf: input.shelf, boxes: before });
      context.append({
        aggregate: `shelf:${input.shelf}`,
        type: 'counter.boxes_added',
        body: { shelf: input.shelf, boxes: input.boxes },
      });
      return { boxes: before + input.boxes };
    },
    addTwiceThenFail(context, input: AddBoxes) {
      const draft = {
        aggregate: `shelf:${input.shelf}`,
        type: 'counter.boxes_added',
        body: { shelf: input.shelf, boxes: input.boxes },
      };
      context.append(draft);
      context.append(draft);
      throw new Refusal('counter.never', { shelf: input.shelf });
    },
    note(context, input: { readonly shelf: string; readonly person: string; readonly text: string }) {
      const note = context.seal(input.person, { text: input.text });
      context.append({
        aggregate: `shelf:${input.shelf}`,
        type: 'counter.note_sealed',
        body: { shelf: input.shelf, note: { ...note } },
      });
    },
    malformed(context, _input: null) {
      context.append({ aggregate: 'shelf:x', type: 'counter.boxes_added', body: { shelf: 3 } });
    },
  },
  queries: {
    boxes: (context, input: { readonly shelf: string }) =>
      context.database.get<ShelfRow>('SELECT * FROM counter_shelf WHERE shelf = ?', input.shelf)?.boxes ?? 0,
    note(context, input: { readonly shelf: string }) {
      const row = context.database.get<{ sealed: string; person: string }>(
        'SELECT sealed, person FROM counter_note WHERE shelf = ?',
        input.shelf,
      );
      return row === undefined ? undefined : context.unseal(row);
    },
    refuse(_context, input: { readonly code: string }): never {
      throw new Refusal(input.code, { places: ['A1', 'A2'], count: 2 });
    },
  },
});

function parseBoxes(body: unknown): JsonObject {
  const object = parseObject(body);
  if (typeof object['shelf'] !== 'string' || !Number.isSafeInteger(object['boxes'])) {
    throw new TypeError('a shelf and a whole number of boxes');
  }
  return object;
}

function parseObject(body: unknown): JsonObject {
  if (typeof body !== 'object' || body === null) throw new TypeError('an object');
  return body as JsonObject;
}
