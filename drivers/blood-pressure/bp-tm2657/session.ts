import type { Decoded, DecodedContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { Waitress } from '../../framing/waitress.ts';
import type { LineSession } from '../../line-device.ts';
import { PressureCourse, type PressureCourseOptions } from '../pressure-course.ts';
import { hear } from '../push-session.ts';
import { type CommandName, commandBytes } from './commands.ts';
import { createTm2657Framer } from './frame.ts';

/** blood-pressure.md section 9: acknowledgement 2 s, confirmation of a stop 5 s. */
const ACKNOWLEDGEMENT_MS = 2000;
const STOP_MS = 5000;
/** A table of some hundred beats takes seven seconds at 2400 baud. */
const ANSWER_MS = 10_000;

type Awaited = 'acknowledgement' | 'result' | 'pulse table';

const isAwaited = (content: DecodedContent, awaited: Awaited): boolean => {
  if (awaited === 'result') return content.kind === 'reading';
  if (content.kind !== 'frame') return false;
  if (awaited === 'pulse table') return content.type === 'RP_ANSWER';
  return content.type === 'ACK' || content.type === 'NAK';
};

/** 臂筒式血压计: started by the host or with its own button, stopped by the host at any time. */
export class Tm2657Session implements LineSession {
  readonly #options: PressureCourseOptions;
  readonly #course: PressureCourse;
  readonly #framer = createTm2657Framer();
  readonly #waitress: Waitress<Decoded, Awaited>;
  /** The next result answers `readLast`: it is of the past whatever its time. */
  #readingLast = false;

  constructor(options: PressureCourseOptions) {
    this.#options = options;
    this.#course = new PressureCourse(options);
    this.#waitress = new Waitress<Decoded, Awaited>({
      clock: options.clock,
      matches: isAwaited,
      describe: (awaited) => awaited,
    });
  }

  received(bytes: Uint8Array): void {
    this.#take(this.#framer.push(bytes));
  }

  silent(): void {
    this.#take(this.#framer.idle());
  }

  end(cause: DeviceError): void {
    this.#course.end(cause);
    this.#waitress.rejectAll(cause);
  }

  request(action: string): Promise<unknown> {
    switch (action) {
      case 'start':
        return this.#start();
      case 'stop':
        return this.#stop();
      case 'readLast':
        return this.#readLast();
      case 'readPulses':
        return this.#ask('RP', 'pulse table');
      default:
        return Promise.reject(new DeviceError('device.unsupported', `the monitor knows no action ${action}`));
    }
  }

  #take(lines: readonly Decoded[]): void {
    for (const line of lines) {
      if (line.kind === 'reading' && this.#readingLast) {
        this.#course.good();
        this.#course.remembered(line);
      } else hear(line, this.#course);
      this.#waitress.deliver(line);
    }
  }

  async #start(): Promise<unknown> {
    this.#take(this.#framer.idle());
    this.#course.arm();
    try {
      await this.#command('ST', ACKNOWLEDGEMENT_MS);
    } catch (error) {
      if (error instanceof DeviceError && error.code === 'device.timeout') {
        this.#options.line.enter('degraded', 'line.silent');
      }
      this.#course.stopped(error instanceof DeviceError ? error.code : 'device.fault');
      throw error;
    }
    this.#course.measuring();
    return {};
  }

  /** Exhausts the cuff. Without a confirmation somebody must look at the unit; it is not tried again in silence. */
  async #stop(): Promise<unknown> {
    try {
      await this.#command('SP', STOP_MS);
    } catch (error) {
      this.#options.line.enter('fault', 'pressure.stop_unconfirmed');
      this.#course.stopped('pressure.stop_unconfirmed');
      throw error;
    }
    this.#course.stopped();
    return {};
  }

  async #readLast(): Promise<unknown> {
    if (this.#course.phase !== 'idle') {
      throw new DeviceError('device.refused', 'a measurement is under way');
    }
    this.#readingLast = true;
    try {
      return await this.#ask('RB', 'result');
    } finally {
      this.#readingLast = false;
    }
  }

  /** A command whose acknowledgement is followed by an answer of its own. */
  async #ask(name: CommandName, awaited: Awaited): Promise<unknown> {
    const answer = this.#waitress.waitFor(awaited, ANSWER_MS);
    try {
      await this.#command(name, ACKNOWLEDGEMENT_MS);
    } catch (error) {
      answer.cancel();
      throw error;
    }
    answer.start();
    return answer.answer;
  }

  async #command(name: CommandName, limitMs: number): Promise<void> {
    const waiting = this.#waitress.waitFor('acknowledgement', limitMs);
    try {
      await this.#options.line.write(commandBytes(name));
    } catch (error) {
      waiting.cancel();
      throw error;
    }
    waiting.start();
    const answer = await waiting.answer;
    if (answer.kind === 'frame' && answer.type === 'NAK') {
      throw new DeviceError('device.refused', `the monitor refused ${name}`, { detail: { command: name } });
    }
  }
}
