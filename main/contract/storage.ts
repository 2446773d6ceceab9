import * as z from 'zod/mini';
import { allow, command, done, id, instant, name, shortText } from './common.ts';

export const placeKinds = ['site', 'room', 'cabinet', 'cell'] as const;
/** What a room or cabinet is fit for; a cell suggestion refuses what does not fit. */
export const placeTraits = [
  'ordinary',
  'valuable',
  'cold',
  'anti-magnetic',
  'hazard',
  'classified',
  'bulky',
] as const;

export const place = z.object({
  id,
  kind: z.enum(placeKinds),
  code: z.string(),
  name: z.string(),
  parent: z.nullable(id),
  trait: z.enum(placeTraits),
  /** Cabinets: rows × columns of cells. Rooms: width × depth in centimetres. */
  rows: z.nullable(z.int()),
  columns: z.nullable(z.int()),
  /** Position in the parent's drawing: rooms and cabinets in centimetres, cells as row and column from 1. */
  x: z.nullable(z.int()),
  y: z.nullable(z.int()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  ended: z.nullable(instant),
});
export const cellView = z.object({
  id,
  code: z.string(),
  row: z.int(),
  column: z.int(),
  items: z.int(),
  reserved: z.int(),
  /** Latest time any reader saw one of its items. */
  lastSeen: z.nullable(instant),
  /** Items that need care in handling: cold, biohazard, lithium battery, perishable. */
  hazards: z.int(),
  /** The first legal time limit of its items that runs out or ran out. */
  nextDue: z.nullable(instant),
});

export const storageContract = {
  /** With the items in each, its cells, and how many of the cells hold something. */
  places: allow('item.read')
    .input(z.object({}))
    .output(z.array(z.extend(place, { items: z.int(), cells: z.int(), used: z.int() }))),
  cabinet: allow('item.read')
    .input(z.object({ id }))
    .output(z.object({ cabinet: place, path: z.string(), cells: z.array(cellView) })),
  /** A free, fitting cell for an item, with the reason it fits. */
  suggestCell: allow('item.read')
    .input(z.object({ item: id }))
    .output(
      z.nullable(
        z.object({ cell: id, path: z.string(), reason: z.enum(['same-case', 'empty', 'least-full']) }),
      ),
    ),
  addPlace: allow('storage.manage')
    .input(
      command({
        kind: z.enum(['site', 'room', 'cabinet']),
        name,
        parent: z.nullable(id),
        trait: z.enum(placeTraits),
        rows: z.nullable(z.int().check(z.gte(1), z.lte(40))),
        columns: z.nullable(z.int().check(z.gte(1), z.lte(40))),
        x: z.nullable(z.int()),
        y: z.nullable(z.int()),
        width: z.nullable(z.int()),
        height: z.nullable(z.int()),
      }),
    )
    .output(done),
  renamePlace: allow('storage.manage').input(command({ id, name })).output(done),
  movePlace: allow('storage.manage')
    .input(command({ id, x: z.int(), y: z.int() }))
    .output(done),
  endPlace: allow('storage.manage')
    .input(command({ id, reason: shortText }))
    .output(done),
};
