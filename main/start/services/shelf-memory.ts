import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { writeWhole } from '../../devices/write-whole.ts';
import type { ResidentState } from '../../evidence/gate/types.ts';

/** After half an hour without a look the baseline forgets a tag (resident-baseline.ts); older memory is worth nothing. */
const worthMs = 1_800_000;

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
 * knew a minute ago. A convenience, not a record: a file that is missing, damaged, old or from the future is no file.
 */
export class ShelfMemory {
  readonly #file: string;
  readonly #now: () => number;

  constructor(dataFolder: string, now: () => number) {
    this.#file = path.join(dataFolder, 'portal-shelves.json');
    this.#now = now;
  }

  async load(): Promise<ReadonlyMap<string, readonly ResidentState[]>> {
    const text = await readFile(this.#file, 'utf8').catch(() => '');
    const known = z.safeParse(remembered, jsonOf(text));
    if (!known.success) return new Map();
    const age = this.#now() - known.data.savedAt;
    return age >= 0 && age < worthMs ? new Map(Object.entries(known.data.doors)) : new Map();
  }

  /** Rejects as writing a file does. */
  async save(doors: ReadonlyMap<string, readonly ResidentState[]>): Promise<void> {
    const known: z.infer<typeof remembered> = {
      savedAt: this.#now(),
      doors: Object.fromEntries(
        [...doors].map(([door, residents]) => [
          door,
          residents.map(({ places, ...rest }) => ({
            ...rest,
            places: places.map((place) => ({
              ...place,
              bins: place.bins.map(([bin, weight]) => [bin, weight] as [number, number]),
            })),
          })),
        ]),
      ),
    };
    await writeWhole(this.#file, JSON.stringify(known));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
