import * as z from 'zod/mini';

const triple = z.tuple([z.number(), z.number(), z.number()]);
const side = z.enum(['inside', 'outside']);
const direction = z.enum(['out', 'in', 'none', 'uncertain']);

/** One sentence of why, as code with its facts; the words stand with the screen (main/evidence/gate/explain.ts). */
export const because = z.discriminatedUnion('code', [
  z.object({ code: z.literal('decided'), direction, probability: z.number() }),
  z.object({ code: z.literal('reason'), reason: z.string() }),
  z.object({ code: z.literal('companions'), same: z.int(), of: z.int() }),
  z.object({ code: z.literal('person'), person: z.string(), by: z.string() }),
  z.object({ code: z.literal('person_open'), candidates: z.array(z.string()) }),
  z.object({ code: z.literal('order'), number: z.string(), covered: z.int(), of: z.int() }),
  z.object({ code: z.literal('no_order'), of: z.int() }),
  /** `early`: before the passage was decided, because another witness agreed. */
  z.object({ code: z.literal('alarmed'), at: z.number(), afterCrossingMs: z.number(), early: z.boolean() }),
  z.object({ code: z.literal('blind'), reason: z.string() }),
]);

/** What was known about one item when a passage was decided. Times in UTC milliseconds, RSSI in dBm. */
export const itemAccount = z.object({
  epc: z.string(),
  crossedAt: z.number(),
  decidedAt: z.number(),
  /** Probability of out, in and none. */
  posterior: triple,
  reads: z.object({
    count: z.int(),
    firstAt: z.nullable(z.number()),
    lastAt: z.nullable(z.number()),
    firstAntenna: z.nullable(z.int()),
    lastAntenna: z.nullable(z.int()),
    antennas: z.array(z.object({ antenna: z.int(), side, count: z.int(), peak: z.nullable(z.number()) })),
  }),
  books: z.nullable(
    z.object({ side: z.enum(['inside', 'outside', 'unknown']), order: z.nullable(z.string()) }),
  ),
  because: z.array(because),
});

/** 判定依据: why a passage was decided as it was, kept with it in the ledger. */
export const passageAccount = z.object({
  items: z.array(itemAccount),
  /** Light barriers as they broke and cleared, counted from inside; at most the first forty. */
  beams: z.array(z.object({ at: z.number(), id: z.int(), broken: z.boolean() })),
  contactOpenedAt: z.nullable(z.number()),
  cards: z.array(z.object({ at: z.number(), person: z.string() })),
});

/** The recorded events of a passage (gate-trace form, packed), by content hash. */
export const passageTrace = z.object({ hash: z.string(), lines: z.int(), bytes: z.int() });

export const drillSirens = ['silent', 'short'] as const;
export const walkKinds = ['out', 'in', 'turn-back', 'walk-by', 'stand'] as const;
const decided = z.object({
  out: z.int(),
  in: z.int(),
  none: z.int(),
  uncertain: z.int(),
  unread: z.int(),
});
/** Items by what was done (row) and what was decided (column). */
export const confusionTable = z.object({ out: decided, in: decided, none: decided });
export const siteCorrection = z.object({ scale: z.number(), offset: triple });
export const siteFit = z.object({
  correction: siteCorrection,
  lossBefore: z.number(),
  lossAfter: z.number(),
  better: z.boolean(),
  before: confusionTable,
  after: confusionTable,
});
