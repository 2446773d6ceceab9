import type { TagSighting } from '../../manifest.ts';
import type { Clock } from '../../transport/transport.ts';
import type { SeenTag } from './protocol.ts';

/** A batch leaves after this time or this many sightings, whichever comes first; as with LLRP readers. */
const FLUSH_MS = 40;
const BATCH = 256;

/** Collects what a module sees while it reads, so that no event a tag goes out. These modules have no clock. */
export class SightingBatch {
  readonly #clock: Clock;
  readonly #tell: (sightings: readonly TagSighting[]) => void;
  #batch: TagSighting[] = [];
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, tell: (sightings: readonly TagSighting[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(tag: SeenTag): void {
    const now = this.#clock.now();
    this.#batch.push({
      epc: tag.epc,
      epcBits: tag.epcBits,
      ...(tag.tid === undefined ? {} : { tid: tag.tid }),
      antenna: tag.antenna,
      rssi: tag.rssi,
      count: tag.count,
      firstReaderUs: undefined,
      lastReaderUs: undefined,
      firstAt: now,
      lastAt: now,
      late: false,
    });
    if (this.#batch.length >= BATCH) return this.flush();
    this.#cancel ??= this.#clock.after(FLUSH_MS, () => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#batch.length === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    this.#tell(batch);
  }
}
