import { oc } from '@orpc/contract';
import * as z from 'zod/mini';

/** Who may call a procedure. `public` = before log-in; `person` = any person who is logged in; else a permission of the post. */
export type Access = 'public' | 'person' | Permission;

export const permissions = [
  'identity.manage',
  'identity.read',
  'case.read',
  'case.write',
  'item.read',
  'item.register',
  'item.intake',
  'item.store',
  'label.print',
  'order.read',
  'order.apply',
  'order.approve',
  'order.execute',
  'storage.manage',
  'gate.read',
  'gate.settle',
  'alarm.handle',
  'alarm.review',
  'door.authorise',
  'statistics.read',
  'notice.publish',
  'dictionary.manage',
  'devices.read',
  'devices.manage',
  'imports.read-original',
  'settings.manage',
  'ledger.read',
] as const;
export type Permission = (typeof permissions)[number];

export interface ProcedureMeta {
  readonly access: Access;
}

/** Every procedure states who may call it; the hosts' one authorising middleware reads it. */
export const procedure = oc.$meta<ProcedureMeta>({ access: 'person' });
export function allow(access: Access) {
  return procedure.meta({ access });
}

export const id = z.string().check(z.minLength(1), z.maxLength(64));
export const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));
export const text = z.string().check(z.maxLength(4000));
export const shortText = z.string().check(z.trim(), z.maxLength(200));
/** ISO 8601 UTC with milliseconds. */
export const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
export const contentHash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** Upper-case hexadecimal, at least one word. */
export const hexadecimal = z.string().check(z.regex(/^([0-9A-F]{4})+$/));
export const decimal = z.string().check(z.regex(/^-?\d{1,12}(\.\d{1,6})?$/));

/** Made once per intention of a person, so that a repeat after a lost answer is applied once. */
export const commandId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));

export function command<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object({ commandId, ...shape });
}

/** Keyset paging: pass `next` of the page before. */
export const pageInput = {
  after: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.int().check(z.gte(1), z.lte(200))),
};
export function page<Row extends z.core.$ZodType>(row: Row) {
  return z.object({ rows: z.array(row), next: z.nullable(z.string()), total: z.optional(z.int()) });
}

export const done = z.object({ id });

export const personReference = z.object({ id, name: z.string() });

/** A second person (or the same, again) proves presence: account with password, or card with PIN. Never stored. */
export const credential = z.discriminatedUnion('method', [
  z.object({ method: z.literal('password'), account: name, password: z.string().check(z.maxLength(200)) }),
  z.object({
    method: z.literal('card-pin'),
    cardId: z.string().check(z.maxLength(64)),
    pin: z.string().check(z.maxLength(12)),
  }),
]);
export type Credential = z.infer<typeof credential>;
