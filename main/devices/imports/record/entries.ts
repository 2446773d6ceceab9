import * as z from 'zod/mini';
import { entryType } from '../../../kernel/entry-type.ts';

/** Keyed digest of something personal: equal for equal things of this station, and tells nothing else. */
const digest = z.string().check(z.regex(/^[0-9a-f]{32}$/));
const sealed = z.object({ sealed: z.string(), person: z.string() });

export const receiptStates = ['taken', 'refused', 'waiting'] as const;
export type ReceiptState = (typeof receiptStates)[number];

const counts = z.object({
  /** Results taken by this act. */
  results: z.int(),
  /** Records that say what is on record already. */
  known: z.int(),
  /** Results on record that this one says otherwise. */
  changed: z.int(),
  /** Records that the mapping refuses. */
  refused: z.int(),
});

/** What was decided about a receipt; what was taken of it follows in `imports.results-kept`. */
const decision = {
  state: z.enum(receiptStates),
  /** Why it is not taken; `''` when it is. */
  reason: z.string(),
  profile: z.nullable(z.object({ id: z.string(), name: z.string(), version: z.int() })),
  counts,
  /** Sealed: name of the file, hash of the original, its key, refusals (`ReceiptContent`). */
  content: sealed,
};

export const importEntries = {
  /** The random number that all digests of this station are made with. */
  'imports.digest-key-made': entryType(1, z.object({ key: sealed })),
  'imports.received': entryType(
    1,
    z.object({
      id: z.string(),
      way: z.enum(['folder', 'mllp', 'screen']),
      wayId: z.nullable(z.string()),
      form: z.string(),
      bytes: z.int(),
      /** Hash of the encrypted original among the attachments. */
      attachment: z.string(),
      original: digest,
      /** Sender and control id of a message. */
      message: z.nullable(digest),
      ...decision,
    }),
  ),
  /** Behind the entry that took them, as many as the results need: an entry has a limit. */
  'imports.results-kept': entryType(
    1,
    z.object({
      id: z.string(),
      persons: z.array(
        z.object({
          /** Sealed under the key of the person: `ImportedResult[]`. */
          body: sealed,
          /** In the order of the body. `key`: person, time and instrument; `print`: the values. */
          results: z.array(z.object({ key: digest, print: digest })),
        }),
      ),
    }),
  ),
  'imports.settled': entryType(
    1,
    z.object({
      id: z.string(),
      act: z.enum(['retry', 'accept', 'refuse']),
      /** What the person says to it. */
      note: z.string(),
      ...decision,
    }),
  ),
  'imports.original-viewed': entryType(1, z.object({ id: z.string() })),
};

export type Decision = z.infer<z.ZodMiniObject<typeof decision>>;
export type Counts = Decision['counts'];
export type KeptPerson = z.infer<(typeof importEntries)['imports.results-kept']['schema']>['persons'][number];
