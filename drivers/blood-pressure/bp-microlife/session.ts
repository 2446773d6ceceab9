import type { ReadingContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { Framed } from '../../framing/framer.ts';
import { KeyedQueue } from '../../framing/keyed-queue.ts';
import type { LineSession } from '../../line-device.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { MemoryWatch } from '../memory-watch.ts';
import { PressureCourse, type PressureCourseOptions } from '../pressure-course.ts';
import { clockDataReports, commandCodes } from './commands.ts';
import { createMicrolifeFramer } from './frame.ts';
import { MicrolifeLink } from './link.ts';
import { describeDigits, readClock } from './messages.ts';
import type { MicrolifeMessage } from './reports.ts';

/** While a person measures, the memory is read this often; it comes whole or not at all. */
const LOOK_MS = 8000;

/** A meter whose memory the host reads over its HID bridge. */
export class MicrolifeSession implements LineSession {
  readonly #options: PressureCourseOptions;
  readonly #course: PressureCourse;
  readonly #watch: MemoryWatch;
  readonly #link: MicrolifeLink;
  readonly #framer = createMicrolifeFramer();
  readonly #queue = new KeyedQueue<'link'>();

  constructor(options: PressureCourseOptions) {
    this.#options = options;
    this.#course = new PressureCourse(options);
    this.#link = new MicrolifeLink(options.line, options.clock);
    this.#watch = new MemoryWatch({
      clock: options.clock,
      course: this.#course,
      everyMs: LOOK_MS,
      readNewest: async () => newest(await this.#alone(() => this.#readMemory())),
    });
  }

  async begin(): Promise<void> {
    this.#options.line.enter('connecting');
    void this.#alone(() => this.#greet()).catch((error: unknown) => {
      if (error instanceof DeviceError) this.#options.log.info('no greeting', { code: error.code });
    });
  }

  received(bytes: Uint8Array): void {
    this.#take(this.#framer.push(bytes));
  }

  silent(): void {
    this.#take(this.#framer.idle());
  }

  end(cause: DeviceError): void {
    this.#watch.end(cause);
    this.#queue.rejectQueued(cause);
    this.#link.end(cause);
  }

  async request(action: string): Promise<unknown> {
    switch (action) {
      case 'start':
        await this.#watch.start();
        return {};
      case 'stop':
        this.#watch.stop();
        return {};
      case 'readMemory': {
        const readings = await this.#alone(() => this.#readMemory());
        for (const reading of readings) this.#course.remembered(reading);
        return readings;
      }
      case 'setClock':
        await this.#alone(() => this.#setClock());
        return {};
      default:
        throw new DeviceError('device.unsupported', `the meter knows no action ${action}`);
    }
  }

  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#queue.run('link', work);
  }

  #take(lines: readonly Framed<MicrolifeMessage>[]): void {
    for (const line of lines) {
      if (line.kind === 'refused') {
        this.#course.bad(line.length, line.reason);
        this.#link.broken(line.reason);
      } else if (line.kind === 'discarded') this.#course.bad(line.length);
      else if (line.kind !== 'incomplete') {
        this.#course.good();
        this.#link.deliver(line);
      }
    }
  }

  /** The meter's clock shows that it is there; a meter that sleeps is told and asked again with the next request. */
  async #greet(): Promise<void> {
    try {
      const clock = readClock((await this.#link.ask('GET_CLOCK')).digits);
      if (clock !== undefined) this.#course.clockIs(clock);
      this.#options.line.enter('ready');
    } catch (error) {
      if (error instanceof DeviceError && error.code === 'device.timeout') {
        this.#options.line.enter('degraded', 'line.silent');
      }
      throw error;
    }
  }

  async #setClock(): Promise<void> {
    await this.#link.set('SET_CLOCK', clockDataReports(wallTimeOf(this.#options.clock.now())));
    await this.#greet();
  }

  async #readMemory(): Promise<ReadingContent[]> {
    const memory = await this.#link.ask('READ_RECORDS');
    const readings: ReadingContent[] = [];
    for (const { content, from, to } of describeDigits(memory, commandCodes.READ_RECORDS)) {
      if (content.kind === 'reading' && 'values' in content) readings.push(content);
      if (content.kind === 'refused') this.#course.bad(to - from, content.reason);
    }
    return readings;
  }
}

/** Nothing says in which order the memory is sent: the latest time counts. */
function newest(readings: readonly ReadingContent[]): ReadingContent | undefined {
  return readings.reduce<ReadingContent | undefined>(
    (latest, reading) => ((reading.at ?? '') > (latest?.at ?? '') ? reading : latest),
    undefined,
  );
}
