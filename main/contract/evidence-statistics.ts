import * as z from 'zod/mini';
import { allow } from './common.ts';

/** What the items are counted along: custody state, unit of the case, month of the registration in China. */
export const countedBy = ['custody', 'unit', 'month'] as const;

export const evidenceStatisticsContract = {
  /** 十二类统计: by one of the two category lists. */
  statistics: allow('statistics.read')
    .input(z.object({ list: z.enum(['property', 'scene']) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            category: z.string(),
            inStore: z.int(),
            out: z.int(),
            waiting: z.int(),
            damaged: z.int(),
            unlocated: z.int(),
            closed: z.int(),
            total: z.int(),
          }),
        ),
        total: z.int(),
      }),
    ),
  /** Every item stands in exactly one row, so that the rows add up to `total`; months as `2026-11`, oldest first. */
  itemCounts: allow('statistics.read')
    .input(z.object({ by: z.enum(countedBy) }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            /** Custody state, unit code or month. */
            key: z.string(),
            /** Name of the unit; empty for the others. */
            name: z.string(),
            inStore: z.int(),
            closed: z.int(),
            total: z.int(),
          }),
        ),
        total: z.int(),
      }),
    ),
};
