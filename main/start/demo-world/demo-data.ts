import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { itemFlags, legalMeasures, refusalReasons } from '../../contract/evidence-items.ts';
import { alarmResolutions } from '../../contract/evidence-gate.ts';
import { orderPurposes } from '../../contract/evidence-orders.ts';
import { roles, unitLevels } from '../../contract/identity.ts';
import { placeTraits } from '../../contract/storage.ts';

const pictureKinds = [
  'phone',
  'laptop',
  'usb-stick',
  'bank-card',
  'banknotes',
  'jewellery',
  'watch',
  'document',
  'car-key',
  'powder',
  'bottle',
  'knife',
  'sample-tube',
  'tool',
  'bag',
  'box',
  'shoes',
  'coat',
  'gloves',
  'suitcase',
  'wallet',
  'belt',
  'disc',
  'dash-camera',
  'hard-drive',
  'tablet',
  'battery',
  'coins',
  'scroll',
  'two-wheeler',
  'circuit-board',
  'stamp',
  'gambling-things',
  'plaster-cast',
  'lifting-film',
  'identity-cards',
  'pliers',
  'screwdriver',
  'phone-black',
  'phone-silver',
  'phone-blue',
] as const;
export type PictureKind = (typeof pictureKinds)[number];

const span = z.tuple([z.number(), z.number()]);
const box = { x: z.int(), y: z.int(), width: z.int(), height: z.int() };

const namesFile = z.object({
  surnames: z.array(z.string()),
  first: z.array(z.string()),
  second: z.array(z.string()),
});
const countyFile = z.object({
  units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      level: z.enum(unitLevels),
      parent: z.nullable(z.string()),
    }),
  ),
  departments: z.array(z.object({ key: z.string(), unit: z.string(), name: z.string() })),
  persons: z.array(
    z.object({
      key: z.string(),
      role: z.enum(roles),
      department: z.string(),
      account: z.string(),
      /** Shown as a tile on the log-in screen. */
      tile: z.boolean(),
    }),
  ),
});
const roomsFile = z.object({
  site: z.object({ name: z.string(), width: z.int(), height: z.int() }),
  rooms: z.array(
    z.object({
      name: z.string(),
      trait: z.enum(placeTraits),
      ...box,
      cabinets: z.array(
        z.object({ name: z.string(), trait: z.enum(placeTraits), rows: z.int(), columns: z.int(), ...box }),
      ),
    }),
  ),
});
const catalogueEntry = z.object({
  names: z.array(z.string()),
  category: z.string(),
  scene: z.string(),
  unit: z.string(),
  quantity: span,
  features: z.array(z.string()),
  picture: z.enum(pictureKinds),
  /** Names that look otherwise than the rest of their kind. */
  pictureOf: z.optional(z.record(z.string(), z.enum(pictureKinds))),
  grams: z.nullable(span),
  flags: z.array(z.enum(itemFlags)),
});
export type CatalogueEntry = z.infer<typeof catalogueEntry>;

export const itemFates = [
  'stored',
  'waiting',
  'counter',
  'counter-untagged',
  'refused',
  'draft',
  'draft-no-photo',
  'voided',
] as const;
export type ItemFate = (typeof itemFates)[number];
const plannedItem = z.union([
  z.string(),
  z.object({
    kind: z.string(),
    fate: z.enum(itemFates),
    reason: z.optional(z.enum(refusalReasons)),
    note: z.optional(z.string()),
  }),
]);
const plannedCase = z.object({
  name: z.string(),
  kind: z.enum(['criminal', 'administrative']),
  team: z.string(),
  hoursAgo: z.number(),
  place: z.string(),
  summary: z.string(),
  items: z.array(plannedItem),
  measure: z.optional(z.enum(legalMeasures)),
});
export type PlannedCase = z.infer<typeof plannedCase>;

const plannedOrder = z.object({
  purpose: z.enum(orderPurposes),
  hoursAgo: z.number(),
  items: z.int(),
  /** Hours from hand-over to return, or to the closing of an order whose items do not come back. */
  holds: z.number(),
  end: z.enum([
    'draft',
    'submitted',
    'withdrawn',
    'rejected',
    'returned',
    'approved',
    'expired',
    'released',
    'out',
    'closed',
    'exception',
    'finished',
  ]),
  reason: z.string(),
  destination: z.string(),
  dueInHours: z.optional(z.number()),
  opinion: z.optional(z.string()),
  extension: z.optional(z.object({ hoursAgo: z.number(), moreHours: z.number(), decided: z.boolean() })),
});
export type PlannedOrder = z.infer<typeof plannedOrder>;

const plannedAlarm = z.object({
  hoursAgo: z.number(),
  found: z.boolean(),
  review: z.boolean(),
  resolution: z.enum(alarmResolutions),
  handling: z.string(),
  note: z.string(),
  reviewNote: z.string(),
});
export type PlannedAlarm = z.infer<typeof plannedAlarm>;

const noticesFile = z.array(
  z.object({
    hoursAgo: z.number(),
    by: z.string(),
    title: z.string(),
    body: z.string(),
    readBy: z.array(z.string()),
  }),
);

const folder = new URL('../../../resources/demo/', import.meta.url);

function read<Schema extends z.core.$ZodType>(file: string, schema: Schema): z.infer<Schema> {
  return z.parse(schema, JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
}

/** What the demo world is made of: the words stand in `resources/demo/*.json`, the acts in this folder. */
export function readDemoData() {
  return {
    names: read('names.json', namesFile),
    county: read('county.json', countyFile),
    rooms: read('rooms.json', roomsFile),
    catalogue: read('catalogue.json', z.record(z.string(), catalogueEntry)),
    cases: read('cases.json', z.array(plannedCase)),
    ...read('stories.json', z.object({ orders: z.array(plannedOrder), alarms: z.array(plannedAlarm) })),
    notices: read('notices.json', noticesFile),
  };
}
export type DemoData = ReturnType<typeof readDemoData>;
