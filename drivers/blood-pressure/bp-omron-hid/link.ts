import { DeviceError } from '../../errors.ts';
import { Waitress } from '../../framing/waitress.ts';
import type { DeviceLine } from '../../line-device.ts';
import type { Clock } from '../../transport/transport.ts';
import { writeFeature, writeReports } from '../hid-line.ts';
import { Pauses } from '../pauses.ts';
import { clearReports, informationMode, measuringMode, toReports } from './commands.ts';
import type { OmronMessage } from './reports.ts';

/** NO to the first try is normal: repeat after 100 ms, give up after about 10 (blood-pressure.md section 4). */
const TRIES = 10;
const REPEAT_MS = 100;
const ANSWER_MS = 1000;

export type OmronAnswer = Extract<OmronMessage, { readonly kind: 'ok' }>;

/** One question at a time and its answer; whoever calls keeps the order. */
export class OmronLink {
  readonly #line: DeviceLine;
  readonly #clock: Clock;
  readonly #pauses: Pauses;
  readonly #waitress: Waitress<OmronMessage, 'answer'>;
  #mode: 'none' | 'information' | 'measuring' = 'none';

  constructor(line: DeviceLine, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
    this.#pauses = new Pauses(clock);
    this.#waitress = new Waitress({
      clock,
      matches: (message) => message.kind === 'ok' || message.kind === 'no',
      describe: (matcher) => matcher,
    });
  }

  deliver(message: OmronMessage): void {
    this.#waitress.deliver(message);
  }

  /** An answer came with a wrong check: whoever waits asks again. */
  broken(reason: string): void {
    this.#waitress.rejectAll(
      new DeviceError('protocol.checksum', `answer refused: ${reason}`, { retryable: true }),
    );
  }

  wait(milliseconds: number): Promise<void> {
    return this.#pauses.wait(milliseconds);
  }

  end(cause: DeviceError): void {
    this.#waitress.rejectAll(cause);
    this.#pauses.end(cause);
  }

  /** Selects what is asked about and clears the link. @throws DeviceError `device.timeout` when the meter sleeps */
  async select(mode: 'information' | 'measuring'): Promise<void> {
    if (this.#mode === mode) return;
    this.#mode = 'none';
    await writeFeature(
      this.#line,
      mode === 'information' ? informationMode : measuringMode(Math.floor(this.#clock.monotonic())),
    );
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#once(clearReports);
        if (answer.kind === 'ok') break;
      } catch (error) {
        if (!isTimeout(error) || attempt >= TRIES) throw error;
      }
      if (attempt >= TRIES) throw new DeviceError('device.refused', 'the meter does not clear its link');
      await this.wait(REPEAT_MS);
    }
    this.#mode = mode;
  }

  /** @throws DeviceError `device.refused` when it goes on saying NO, `device.timeout` when it is silent */
  async ask(command: Uint8Array, tries = TRIES): Promise<OmronAnswer> {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const answer = await this.#once(toReports(command)).catch((error: unknown) => {
        if (isChecksum(error) && attempt < tries) return undefined;
        // A sleeping meter must be cleared again before the next question.
        this.#mode = 'none';
        throw error;
      });
      if (answer?.kind === 'ok') return answer;
      await this.wait(REPEAT_MS);
    }
    throw new DeviceError('device.refused', 'the meter says NO', { retryable: true });
  }

  async #once(reports: readonly Uint8Array[]): Promise<OmronMessage> {
    const waiting = this.#waitress.waitFor('answer', ANSWER_MS);
    try {
      await writeReports(this.#line, reports);
    } catch (error) {
      waiting.cancel();
      throw error;
    }
    waiting.start();
    return waiting.answer;
  }
}

export function isTimeout(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'device.timeout';
}

function isChecksum(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'protocol.checksum';
}
