import { DeviceError } from '../errors.ts';
import type { Clock } from '../transport/transport.ts';

/** What a protocol does with a device that only answers: one command at a time, half duplex (uhf-serial.md section 0). */
export interface ModuleLink<Frame> {
  /** A command and the first frame that `accepts` takes for its answer. @throws DeviceError `device.timeout` */
  ask(bytes: Uint8Array, accepts: (frame: Frame) => boolean, timeoutMs?: number): Promise<Frame>;
  /**
   * A command with any number of answers, until `take` says that the last one came. The time limit runs from the
   * command and anew from each frame that was taken, but all answers together get at most ten times as long.
   */
  collect(bytes: Uint8Array, take: (frame: Frame) => Taken, timeoutMs?: number): Promise<void>;
  send(bytes: Uint8Array): Promise<void>;
  pause(milliseconds: number): Promise<void>;
}

export type Taken = 'done' | 'more' | 'other';

export const ANSWER_LIMIT_MS = 1000;
const LONGEST_FACTOR = 10;

interface Waiting<Frame> {
  readonly take: (frame: Frame) => Taken;
  readonly resolve: () => void;
  readonly reject: (error: DeviceError) => void;
  readonly limitMs: number;
  /** Monotonic ms after which even a stream of answers is over. */
  readonly deadline: number;
  cancel: () => void;
}

export interface LinkOptions<Frame> {
  readonly clock: Clock;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Frames that nobody waits for: a running stream, a late answer. */
  readonly onFree: (frame: Frame) => void;
}

/** The session's half of the link: frames go in by `deliver`. */
export class CommandLink<Frame> implements ModuleLink<Frame> {
  readonly #options: LinkOptions<Frame>;
  readonly #pauses = new Set<(error: DeviceError) => void>();
  #waiting: Waiting<Frame> | undefined;
  #ended: DeviceError | undefined;

  constructor(options: LinkOptions<Frame>) {
    this.#options = options;
  }

  async ask(bytes: Uint8Array, accepts: (frame: Frame) => boolean, timeoutMs?: number): Promise<Frame> {
    let answer: Frame | undefined;
    const take = (frame: Frame): Taken => {
      if (!accepts(frame)) return 'other';
      answer = frame;
      return 'done';
    };
    await this.collect(bytes, take, timeoutMs);
    if (answer === undefined) throw new DeviceError('protocol.unexpected', 'an answer was lost');
    return answer;
  }

  async collect(
    bytes: Uint8Array,
    take: (frame: Frame) => Taken,
    timeoutMs = ANSWER_LIMIT_MS,
  ): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => {});
    const deadline = this.#options.clock.monotonic() + LONGEST_FACTOR * timeoutMs;
    const waiting = { take, resolve, reject, limitMs: timeoutMs, deadline, cancel: () => {} };
    this.#waiting = waiting;
    try {
      await this.#options.write(bytes);
    } catch (error) {
      this.#waiting = undefined;
      throw error;
    }
    if (this.#waiting === waiting) this.#startLimit(waiting);
    return promise;
  }

  async send(bytes: Uint8Array): Promise<void> {
    if (this.#ended !== undefined) throw this.#ended;
    await this.#options.write(bytes);
  }

  pause(milliseconds: number): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(milliseconds, () => {
        this.#pauses.delete(end);
        resolve();
      });
      const end = (error: DeviceError): void => {
        cancel();
        reject(error);
      };
      this.#pauses.add(end);
    });
  }

  deliver(frame: Frame): void {
    const waiting = this.#waiting;
    const taken = waiting?.take(frame) ?? 'other';
    if (waiting === undefined || taken === 'other') return this.#options.onFree(frame);
    if (taken === 'more') return this.#startLimit(waiting);
    this.#settle(waiting);
    waiting.resolve();
  }

  /** The line is gone: whoever waits learns it. */
  end(cause: DeviceError): void {
    this.#ended = cause;
    for (const end of this.#pauses) end(cause);
    this.#pauses.clear();
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#settle(waiting);
    waiting.reject(cause);
  }

  #startLimit(waiting: Waiting<Frame>): void {
    waiting.cancel();
    const left = Math.max(0, waiting.deadline - this.#options.clock.monotonic());
    waiting.cancel = this.#options.clock.after(Math.min(waiting.limitMs, left), () => {
      this.#settle(waiting);
      waiting.reject(
        new DeviceError('device.timeout', 'the module does not answer', {
          retryable: true,
          detail: { timeoutMs: waiting.limitMs },
        }),
      );
    });
  }

  #settle(waiting: Waiting<Frame>): void {
    waiting.cancel();
    if (this.#waiting === waiting) this.#waiting = undefined;
  }
}
