import path from 'node:path';
import * as z from 'zod/mini';
import { readWhole, writeWhole } from '../../devices/write-whole.ts';
import { forgottenAfterMs } from '../../evidence/gate/resident-baseline.ts';
import type { ResidentState } from '../../evidence/gate/types.ts';

const finite = z.number().check(z.refine(Number.isFinite));
const remembered = z.object({
  savedAt: finite,
  doors: z.record(
    z.string(),
    z.array(
      z.object({
        epc: z.string(),
        seconds: finite,
        firstAt: finite,
        lastAt: finite,
        places: z.array(
          z.object({ antenna: finite, decayedAt: finite, bins: z.array(z.tuple([finite, finite])) }),
        ),
      }),
    ),
  ),
});

/**
 * What the doors know of their shelves, kept over a restart of the station, so that a door need not learn anew what it
 * knew a minute ago. A convenience, not a record: a file that is missing, damaged, from the future, or so old
 * that the baseline would have forgotten its tags, is no file.
 */
export class ShelfMemory {
  readonly #file: string;
  readonly #now: () => number;

  constructor(dataFolder: string, now: () => number) {
    this.#file = path.join(dataFolder, 'portal-shelves.json');
    this.#now = now;
  }

  async load(): Promise<ReadonlyMap<string, readonly ResidentState[]>> {
    const known = await readWhole(this.#file, remembered);
    if (known.kind !== 'found') return new Map();
    const age = this.#now() - known.content.savedAt;
    return age >= 0 && age < forgottenAfterMs ? new Map(Object.entries(known.content.doors)) : new Map();
  }

  /** Rejects as writing a file does. */
  async save(doors: ReadonlyMap<string, readonly ResidentState[]>): Promise<void> {
    await writeWhole(this.#file, JSON.stringify({ savedAt: this.#now(), doors: Object.fromEntries(doors) }));
  }
}
