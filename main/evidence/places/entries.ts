import * as z from 'zod/mini';
import { placeTraits } from '../../contract/storage.ts';
import { entryType } from '../../kernel/entry-type.ts';

const size = z.nullable(z.number());

/** Ledger entries of storage places (存放位置): site > room > cabinet > cell. */
export const placeEntries = {
  'evidence.place-added': entryType(
    1,
    z.object({
      id: z.string(),
      kind: z.enum(['site', 'room', 'cabinet']),
      code: z.string(),
      name: z.string(),
      parent: z.nullable(z.string()),
      trait: z.enum(placeTraits),
      rows: size,
      columns: size,
      x: size,
      y: size,
      width: size,
      height: size,
      cells: z.array(z.object({ id: z.string(), code: z.string(), row: z.number(), column: z.number() })),
    }),
  ),
  'evidence.place-renamed': entryType(1, z.object({ id: z.string(), name: z.string() })),
  'evidence.place-moved': entryType(1, z.object({ id: z.string(), x: z.number(), y: z.number() })),
  'evidence.place-ended': entryType(1, z.object({ id: z.string(), reason: z.string() })),
};
