import * as z from 'zod/mini';
import { drillSirens, passageTrace, siteFit, walkKinds } from '../../contract/evidence-account.ts';
import { entryType } from '../../kernel/entry-type.ts';

const id = z.string();
const door = z.string();

/** Ledger entries of work at a door: drills (演练), and commissioning (调试) with its walks and fitted versions. */
export const doorEntries = {
  'evidence.drill-started': entryType(
    1,
    z.object({ door, doorName: z.string(), until: z.string(), siren: z.enum(drillSirens) }),
  ),
  'evidence.drill-ended': entryType(1, z.object({ door, cause: z.enum(['time', 'person']) })),
  'evidence.gate-commissioning-begun': entryType(1, z.object({ id, door, tags: z.array(z.string()) })),
  'evidence.gate-commissioning-ended': entryType(
    1,
    z.object({ id, door, cause: z.enum(['cancelled', 'fitted']) }),
  ),
  /** One labelled walk with everything that was read. */
  'evidence.gate-walk-recorded': entryType(
    1,
    z.object({
      id,
      commissioning: id,
      door,
      number: z.number(),
      walk: z.enum(walkKinds),
      tags: z.array(z.string()),
      trace: passageTrace,
    }),
  ),
  /** A correction of the shipped coefficients, fitted to this door's labelled walks and settled passages. */
  'evidence.gate-fitted': entryType(
    1,
    z.object({
      id,
      door,
      number: z.number(),
      shipped: z.string(),
      walks: z.number(),
      settled: z.number(),
      fit: siteFit,
    }),
  ),
  /** From now on the door decides with this version; null: with the shipped coefficients. */
  'evidence.gate-version-activated': entryType(1, z.object({ door, version: z.nullable(id) })),
};
