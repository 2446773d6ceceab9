import type { DeviceError } from '../errors.ts';
import type { Clock } from '../transport/transport.ts';

/** Waits of a conversation that end with the line: none outlives its session. */
export class Pauses {
  readonly #clock: Clock;
  readonly #waiting = new Set<(cause: DeviceError) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Rejects with the cause when the line is lost meanwhile. */
  wait(milliseconds: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const cancel = this.#clock.after(milliseconds, () => {
      this.#waiting.delete(giveUp);
      resolve();
    });
    const giveUp = (cause: DeviceError): void => {
      cancel();
      reject(cause);
    };
    this.#waiting.add(giveUp);
    return promise;
  }

  end(cause: DeviceError): void {
    for (const giveUp of this.#waiting) giveUp(cause);
    this.#waiting.clear();
  }
}
