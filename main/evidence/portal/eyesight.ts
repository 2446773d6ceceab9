import { forgottenAfterMs } from '../gate/resident-baseline.ts';
import type { GateEvent } from '../gate/types.ts';
import type { PortalRecords } from './records.ts';
import type { PortalLog } from './signals.ts';

/** How long a door that was switched on learns its shelf: a tag is resident once seen over 12 s (resident-baseline.ts). */
const learnMs = 15_000;

export interface EyesightOptions {
  readonly door: string;
  readonly name: string;
  readonly now: () => number;
  readonly log: PortalLog;
  readonly records: PortalRecords;
  readonly push: (event: GateEvent) => void;
}

/**
 * When a door cannot see, or cannot yet judge (盲区时段): its reader is away, it heard nothing for too long, it was just
 * switched on and learns its shelf. Each such time is told to the engine or kept from it, and goes on record.
 */
export class Eyesight {
  readonly #options: EyesightOptions;
  #blindSince: { readonly from: number; readonly reason: string } | undefined;
  #seenAt = Number.NEGATIVE_INFINITY;

  constructor(options: EyesightOptions) {
    this.#options = options;
  }

  /** Why the door does not see now; null while it does. */
  get blindReason(): string | null {
    return this.#blindSince?.reason ?? null;
  }

  /** The shelf is known up to `at`: nothing has to be learnt. */
  knows(at: number): void {
    this.#seenAt = at;
  }

  /** Something was read, or could have been. */
  seen(): void {
    const now = this.#options.now();
    const known = now - this.#seenAt < forgottenAfterMs;
    this.#seenAt = now;
    if (!known) this.#learn(now);
  }

  /** Tells the engine; on record once it has ended. */
  blind(from: number, until: number | undefined, reason: string): void {
    this.#blindSince = until === undefined ? { from, reason } : undefined;
    this.#options.push({
      kind: 'blind',
      t: this.#options.now(),
      from,
      reason,
      ...(until === undefined ? {} : { to: until }),
    });
    if (until !== undefined) this.#record(from, until, reason);
  }

  /** The portal's reader came or went. */
  reader(state: string, reason: string | undefined): void {
    const { door, log, now } = this.#options;
    if (state === 'ready') {
      if (this.#blindSince?.reason === 'reader_away')
        this.blind(this.#blindSince.from, now(), this.#blindSince.reason);
      this.seen();
      return;
    }
    if (state === 'away' && this.#blindSince === undefined) this.blind(now(), undefined, 'reader_away');
    log.info({ door, state, reason }, 'portal reader');
  }

  /** No blind interval to the engine: what cards, barriers and the contact open meanwhile is judged in full. */
  #learn(now: number): void {
    const until = now + learnMs;
    this.#options.push({ kind: 'learn', t: now, from: now, until });
    this.#record(now, until, 'learning_shelf');
  }

  #record(from: number, until: number, reason: string): void {
    const { door, name, records } = this.#options;
    void records.write('gateBlind', (store, options) =>
      store.execute(
        'evidence.gateBlind',
        {
          door,
          doorName: name,
          from: new Date(from).toISOString(),
          until: new Date(until).toISOString(),
          reason,
        },
        options,
      ),
    );
  }
}
