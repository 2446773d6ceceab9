import { DeviceError } from '../../errors.ts';
import { Waitress } from '../../framing/waitress.ts';
import type { DeviceLine } from '../../line-device.ts';
import type { Clock } from '../../transport/transport.ts';
import { writeReports } from '../hid-line.ts';
import { type CommandName, commandReport } from './commands.ts';
import type { MicrolifeDigits, MicrolifeMessage } from './reports.ts';

/** The public program repeats a question up to 15 times; five show as well that nobody is there. */
const TRIES = 5;
/** Silence after a question; the memory of 200 records takes ten seconds over the bridge. */
const ANSWER_MS = 1500;
const MEMORY_MS = 15_000;

type Awaited = 'digits' | 'ack';

/** One question at a time and its answer; whoever calls keeps the order. */
export class MicrolifeLink {
  readonly #line: DeviceLine;
  readonly #waitress: Waitress<MicrolifeMessage, Awaited>;

  constructor(line: DeviceLine, clock: Clock) {
    this.#line = line;
    this.#waitress = new Waitress<MicrolifeMessage, Awaited>({
      clock,
      matches: (message, awaited) => message.kind === awaited,
      describe: (awaited) => awaited,
    });
  }

  deliver(message: MicrolifeMessage): void {
    this.#waitress.deliver(message);
  }

  /** An answer came with a wrong check: whoever waits asks again without waiting longer. */
  broken(reason: string): void {
    this.#waitress.rejectAll(
      new DeviceError('protocol.checksum', `answer refused: ${reason}`, { retryable: true }),
    );
  }

  end(cause: DeviceError): void {
    this.#waitress.rejectAll(cause);
  }

  /** @throws DeviceError `device.timeout` when the meter does not answer */
  async ask(name: CommandName, tries = TRIES): Promise<MicrolifeDigits> {
    const message = await this.#insist(
      name,
      'digits',
      name === 'READ_RECORDS' ? MEMORY_MS : ANSWER_MS,
      tries,
    );
    if (message.kind === 'digits') return message;
    throw new DeviceError('protocol.unexpected', `${name} was answered with ${message.kind}`);
  }

  /** A set command: accepted first, then its data is sent. */
  async set(name: CommandName, data: readonly Uint8Array[]): Promise<void> {
    await this.#insist(name, 'ack', ANSWER_MS, TRIES);
    await writeReports(this.#line, data);
  }

  async #insist(
    name: CommandName,
    awaited: Awaited,
    limitMs: number,
    tries: number,
  ): Promise<MicrolifeMessage> {
    for (let attempt = 1; ; attempt += 1) {
      const waiting = this.#waitress.waitFor(awaited, limitMs);
      try {
        await writeReports(this.#line, [commandReport(name)]);
        waiting.start();
        return await waiting.answer;
      } catch (error) {
        waiting.cancel();
        if (!mayRepeat(error) || attempt >= tries) throw error;
      }
    }
  }
}

function mayRepeat(error: unknown): boolean {
  return (
    error instanceof DeviceError && (error.code === 'device.timeout' || error.code === 'protocol.checksum')
  );
}
