import { DeviceError } from '../errors.ts';
import type { Clock } from '../transport/transport.ts';

export interface WaitressOptions<Message, Matcher> {
  readonly clock: Clock;
  readonly matches: (message: Message, matcher: Matcher) => boolean;
  /** What was waited for, for the text of the timeout error. */
  readonly describe: (matcher: Matcher) => string;
}

export interface Waiting<Message> {
  /** Rejects with `device.timeout`, with the error given to `rejectAll`, or with `transport.closed` after `cancel`. */
  readonly answer: Promise<Message>;
  /** Starts the clock; call it when the request's bytes have been written, not before. */
  start(): void;
  cancel(): void;
}

interface Guest<Message, Matcher> {
  readonly matcher: Matcher;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: DeviceError) => void;
  stopClock: () => void;
}

/**
 * Brings answers to whoever waits for them. Register before writing the request (an answer may be quicker than the
 * write's callback), start the clock after it. Modelled on zigbee-herdsman's waitress (engineering notes 1.2).
 */
export class Waitress<Message, Matcher> {
  readonly #options: WaitressOptions<Message, Matcher>;
  readonly #guests = new Set<Guest<Message, Matcher>>();

  constructor(options: WaitressOptions<Message, Matcher>) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#guests.size;
  }

  waitFor(matcher: Matcher, timeoutMs: number): Waiting<Message> {
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    // A caller whose write failed never looks at the answer; that must not count as an unhandled rejection.
    promise.catch(() => {});
    const guest: Guest<Message, Matcher> = { matcher, resolve, reject, stopClock: () => {} };
    this.#guests.add(guest);
    return {
      answer: promise,
      start: () => {
        if (!this.#guests.has(guest)) return;
        guest.stopClock();
        guest.stopClock = this.#options.clock.after(timeoutMs, () =>
          this.#turnAway(guest, this.#timeout(matcher, timeoutMs)),
        );
      },
      cancel: () => this.#turnAway(guest, new DeviceError('transport.closed', 'waiting was given up')),
    };
  }

  /** Hands the message to the one who has waited longest for it; false when nobody did (an event, a late answer). */
  deliver(message: Message): boolean {
    for (const guest of this.#guests) {
      if (!this.#options.matches(message, guest.matcher)) continue;
      this.#guests.delete(guest);
      guest.stopClock();
      guest.resolve(message);
      return true;
    }
    return false;
  }

  /** For a lost line: nobody will be served any more. */
  rejectAll(error: DeviceError): void {
    for (const guest of this.#guests) this.#turnAway(guest, error);
  }

  #turnAway(guest: Guest<Message, Matcher>, error: DeviceError): void {
    if (!this.#guests.delete(guest)) return;
    guest.stopClock();
    guest.reject(error);
  }

  #timeout(matcher: Matcher, timeoutMs: number): DeviceError {
    return new DeviceError('device.timeout', `no ${this.#options.describe(matcher)} within ${timeoutMs} ms`, {
      retryable: true,
      detail: { timeoutMs },
    });
  }
}
