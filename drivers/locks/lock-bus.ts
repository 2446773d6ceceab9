import { DeviceError } from '../errors.ts';
import { isChecked } from '../framing/describing-decoder.ts';
import type { Framed, Framer } from '../framing/framer.ts';
import { KeyedQueue } from '../framing/keyed-queue.ts';
import { Waitress } from '../framing/waitress.ts';
import type { Clock } from '../transport/transport.ts';
import type { BoardSays, LockProtocol } from './protocol.ts';

/** Some boards answer an opening after their pulse (lock-boards.md section 1). */
export const ANSWER_LIMIT_MS = 800;
/** Before the next request; the lower limit of the makers' sheets is 20 to 50 ms. */
const QUIET_MS = 40;

export interface LockBusOptions<Frame extends { readonly kind: 'checked' }> {
  readonly protocol: LockProtocol<Frame>;
  readonly clock: Clock;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** What a board said that nobody had asked for. */
  readonly onUnasked: (says: BoardSays) => void;
}

/** One master, one request at a time, quiet time before each. */
export class LockBus<Frame extends { readonly kind: 'checked' }> {
  readonly #options: LockBusOptions<Frame>;
  readonly #framer: Framer<Frame>;
  readonly #queue = new KeyedQueue<'bus'>();
  readonly #waitress: Waitress<BoardSays, (says: BoardSays) => boolean>;
  readonly #pauses = new Set<(error: DeviceError) => void>();
  #ended: DeviceError | undefined;
  #strayBytes = 0;
  #goodFrames = 0;

  constructor(options: LockBusOptions<Frame>) {
    this.#options = options;
    this.#framer = options.protocol.createFramer();
    this.#waitress = new Waitress({
      clock: options.clock,
      matches: (says, wanted) => wanted(says),
      describe: () => 'answer of the lock board',
    });
  }

  /** Only bytes that are no frames have come so far: usually the wrong baud rate. */
  get hearsGarbage(): boolean {
    return this.#goodFrames === 0 && this.#strayBytes > 0;
  }

  /** Everything that `work` asks happens without another request in between. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#queue.run('bus', work);
  }

  /** @throws DeviceError `device.timeout` */
  async ask(
    bytes: Uint8Array,
    wanted: (says: BoardSays) => boolean,
    timeoutMs = ANSWER_LIMIT_MS,
  ): Promise<BoardSays> {
    await this.pause(QUIET_MS);
    const waiting = this.#waitress.waitFor(wanted, timeoutMs);
    try {
      await this.#options.write(bytes);
    } catch (error) {
      waiting.cancel();
      throw error;
    }
    waiting.start();
    return waiting.answer;
  }

  pause(milliseconds: number): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      const end = (error: DeviceError): void => {
        cancel();
        reject(error);
      };
      const cancel = this.#options.clock.after(milliseconds, () => {
        this.#pauses.delete(end);
        resolve();
      });
      this.#pauses.add(end);
    });
  }

  received(bytes: Uint8Array): void {
    this.#take(this.#framer.push(bytes));
  }

  silent(): void {
    this.#take(this.#framer.idle());
  }

  end(cause: DeviceError): void {
    this.#ended = cause;
    this.#queue.rejectQueued(cause);
    for (const end of this.#pauses) end(cause);
    this.#pauses.clear();
    this.#waitress.rejectAll(cause);
  }

  #take(lines: readonly Framed<Frame>[]): void {
    for (const line of lines) {
      if (!isChecked<Frame>(line)) {
        this.#strayBytes += line.length;
        continue;
      }
      const says = this.#options.protocol.says(line);
      if (says === undefined) continue;
      this.#goodFrames += 1;
      if (!this.#waitress.deliver(says)) this.#options.onUnasked(says);
    }
  }
}

/** True when the board may or may not have obeyed. */
export function isSilence(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'device.timeout';
}
