import type { placeTraits } from '../../contract/storage.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { CommandContext, ReadDatabase } from '../../kernel/module.ts';

interface PlaceRow {
  readonly id: string;
  readonly kind: 'site' | 'room' | 'cabinet' | 'cell';
  readonly code: string;
  readonly path: string;
  readonly ended: string | null;
}

export function requirePlace(database: ReadDatabase, id: string): PlaceRow {
  const row = database.get<PlaceRow>(
    'select id, kind, code, path, ended from evidence_place where id = ?',
    id,
  );
  if (row === undefined) throw new Refusal('evidence.place_unknown', {});
  if (row.ended !== null) throw new Refusal('evidence.place_ended', { place: row.path });
  return row;
}

export function requireCell(database: ReadDatabase, id: string): PlaceRow {
  const row = requirePlace(database, id);
  if (row.kind !== 'cell') throw new Refusal('evidence.not_a_cell', { place: row.path });
  return row;
}

const kindAbove = { site: null, room: 'site', cabinet: 'room' } as const;

/** Next code below a parent: sites `S01`, rooms `S01R02`, cabinets `S01R02C03`; a cell adds row and column. */
function nextCode(
  database: ReadDatabase,
  kind: 'site' | 'room' | 'cabinet',
  parent: PlaceRow | null,
): string {
  const letter = { site: 'S', room: 'R', cabinet: 'C' }[kind];
  const count = database.get<{ count: number }>(
    'select count(*) as count from evidence_place where kind = ? and parent is ?',
    kind,
    parent?.id ?? null,
  );
  return `${parent?.code ?? 'L'}${letter}${String((count?.count ?? 0) + 1).padStart(2, '0')}`;
}

export const placeCommands = {
  addPlace(
    context: CommandContext,
    input: {
      kind: 'site' | 'room' | 'cabinet';
      name: string;
      parent: string | null;
      trait: (typeof placeTraits)[number];
      rows: number | null;
      columns: number | null;
      x: number | null;
      y: number | null;
      width: number | null;
      height: number | null;
    },
  ) {
    const parent = input.parent === null ? null : requirePlace(context.database, input.parent);
    if ((parent?.kind ?? null) !== kindAbove[input.kind])
      throw new Refusal('evidence.place_parent', { kind: input.kind });
    if (input.kind === 'cabinet' && (input.rows === null || input.columns === null)) {
      throw new Refusal('evidence.cabinet_size', {});
    }
    const code = nextCode(context.database, input.kind, parent);
    const cells: { id: string; code: string; row: number; column: number }[] = [];
    if (input.kind === 'cabinet') {
      for (let row = 1; row <= (input.rows ?? 0); row++) {
        for (let column = 1; column <= (input.columns ?? 0); column++) {
          const suffix = `${String(row).padStart(2, '0')}${String(column).padStart(2, '0')}`;
          cells.push({ id: context.newId(), code: `${code}-${suffix}`, row, column });
        }
      }
    }
    const id = context.newId();
    context.append({
      aggregate: `place:${id}`,
      type: 'evidence.place-added',
      body: {
        id,
        kind: input.kind,
        code,
        name: input.name,
        parent: input.parent,
        trait: input.trait,
        rows: input.rows,
        columns: input.columns,
        x: input.x,
        y: input.y,
        width: input.width,
        height: input.height,
        cells,
      },
    });
    return { id };
  },

  renamePlace(context: CommandContext, input: { id: string; name: string }) {
    requirePlace(context.database, input.id);
    context.append({
      aggregate: `place:${input.id}`,
      type: 'evidence.place-renamed',
      body: { id: input.id, name: input.name },
    });
    return { id: input.id };
  },

  movePlace(context: CommandContext, input: { id: string; x: number; y: number }) {
    requirePlace(context.database, input.id);
    context.append({
      aggregate: `place:${input.id}`,
      type: 'evidence.place-moved',
      body: { id: input.id, x: input.x, y: input.y },
    });
    return { id: input.id };
  },

  endPlace(context: CommandContext, input: { id: string; reason: string }) {
    const place = requirePlace(context.database, input.id);
    const full = context.database.get(
      `select 1 from evidence_item i join evidence_place c on c.id = i.cell
       left join evidence_place b on b.id = c.parent left join evidence_place r on r.id = b.parent
       where c.id = ? or b.id = ? or r.id = ? or r.parent = ? limit 1`,
      input.id,
      input.id,
      input.id,
      input.id,
    );
    if (full !== undefined) throw new Refusal('evidence.place_not_empty', { place: place.path });
    context.append({
      aggregate: `place:${input.id}`,
      type: 'evidence.place-ended',
      body: { id: input.id, reason: input.reason },
    });
    return { id: input.id };
  },
};
