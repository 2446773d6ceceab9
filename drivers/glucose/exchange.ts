import { DeviceError } from '../errors.ts';
import { type Waiting, Waitress } from '../framing/waitress.ts';
import type { DeviceLine } from '../line-device.ts';
import type { Clock } from '../transport/transport.ts';

export interface ExchangeOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** How often a question is put before the meter counts as off. */
  readonly attempts: number;
}

/** After a question without answer, this many times its waiting time is left for a late one. */
const LATE_ANSWER = 2;

/** Question and answer with one meter: asks again when nothing or nothing good comes. */
export class Exchange<Message> {
  readonly #options: ExchangeOptions;
  readonly #waitress: Waitress<Message, (message: Message) => boolean>;
  #ended = false;
  #cancelPause = (): void => {};
  #endPause = (): void => {};

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#waitress = new Waitress({
      clock: options.clock,
      matches: (message, matcher) => matcher(message),
      describe: () => 'answer of the meter',
    });
  }

  /** @returns false when nobody waited for it */
  deliver(message: Message): boolean {
    return this.#waitress.deliver(message);
  }

  async ask(bytes: Uint8Array, matcher: (message: Message) => boolean): Promise<Message> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#ended) throw new DeviceError('transport.closed', 'the line was lost');
      const waiting: Waiting<Message> = this.#waitress.waitFor(matcher, this.#options.timeoutMs);
      try {
        if (bytes.length > 0) await this.#options.line.write(bytes);
        waiting.start();
        return await waiting.answer;
      } catch (error) {
        waiting.cancel();
        const isTimeout = error instanceof DeviceError && error.code === 'device.timeout';
        if (!isTimeout || attempt >= this.#options.attempts || this.#ended) throw error;
        await this.#pause();
      }
    }
  }

  /** An answer that comes late must not pass for the answer to the next question: it may come while nobody waits. */
  #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#endPause = resolve;
    this.#cancelPause = this.#options.clock.after(this.#options.timeoutMs * LATE_ANSWER, resolve);
    return promise;
  }

  end(cause: DeviceError): void {
    this.#ended = true;
    this.#cancelPause();
    this.#endPause();
    this.#waitress.rejectAll(cause);
  }
}
