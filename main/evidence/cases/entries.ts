import * as z from 'zod/mini';
import { caseKinds } from '../../contract/evidence-items.ts';
import { entryType } from '../../kernel/entry-type.ts';

/** Ledger entries of police cases (案件). */
export const caseEntries = {
  'evidence.case-opened': entryType(
    1,
    z.object({
      id: z.string(),
      number: z.string(),
      name: z.string(),
      kind: z.enum(caseKinds),
      unit: z.string(),
      officers: z.array(z.object({ person: z.string(), name: z.string() })),
      occurredAt: z.nullable(z.string()),
      occurredPlace: z.string(),
      summary: z.string(),
    }),
  ),
};
