import { StoreError } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/module.ts';
import type { PortalStore } from './records.ts';
import type { PortalLog } from './signals.ts';

/** Waits between tries, milliseconds; the last one again and again. A disk that is full is made room on by a person. */
const waitsMs = [500, 1000, 2000, 5000, 10_000, 30_000] as const;
/** A door writes a few lines a minute: so many waiting ones are half a day of a full disk. */
const mostWaiting = 2000;

export interface PatientWriterOptions {
  readonly store: PortalStore;
  readonly actor: Actor;
  readonly newId: () => string;
  readonly log: PortalLog;
  /** Calls back after so long; the answer takes it back. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

type Run = (
  store: PortalStore,
  options: { readonly actor: Actor; readonly commandId: string },
) => Promise<unknown>;

/**
 * Puts on record what a door has decided, in the order decided. The siren has sounded anyway; but what has been decided
 * must not be lost because the disk was full for a while: such a write waits and is tried again, applied once by its
 * command id, and what comes after it waits behind it.
 */
export class PatientWriter {
  readonly #options: PatientWriterOptions;
  #writing: Promise<void> = Promise.resolve();
  #waiting = 0;
  #hurried = false;
  #wake: () => void = () => {};

  constructor(options: PatientWriterOptions) {
    this.#options = options;
  }

  /** Resolves when it is on record, or given up with a line in the log. */
  write(what: string, run: Run): Promise<void> {
    if (this.#waiting >= mostWaiting) {
      this.#options.log.warn({ what }, 'a portal record was not written: too many wait');
      return this.#writing;
    }
    this.#waiting += 1;
    this.#writing = this.#writing.then(async () => {
      await this.#persist(what, run);
      this.#waiting -= 1;
    });
    return this.#writing;
  }

  /** Resolves when everything decided so far is on record. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** The station stops: every record that waits is tried once more and then given up. */
  hurry(): void {
    this.#hurried = true;
    this.#wake();
  }

  async #persist(what: string, run: Run): Promise<void> {
    const { store, actor, newId, log } = this.#options;
    const commandId = newId();
    for (let attempt = 0; ; attempt += 1) {
      const last = this.#hurried;
      try {
        await run(store, { actor, commandId });
        return;
      } catch (error) {
        const mayPass = error instanceof StoreError && error.retryable;
        if (!mayPass || last) {
          log.warn({ what, error: String(error) }, 'a portal record was not written');
          return;
        }
        if (attempt === 0) log.warn({ what, error: String(error) }, 'a portal record waits for the store');
        await this.#pause(waitsMs[Math.min(attempt, waitsMs.length - 1)] ?? 0);
      }
    }
  }

  #pause(milliseconds: number): Promise<void> {
    if (this.#hurried) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.after(milliseconds, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
