import type { ReadingContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { HidMeterSession } from '../hid-meter-session.ts';
import type { PressureCourseOptions } from '../pressure-course.ts';
import { clockDataReports, commandCodes } from './commands.ts';
import { createMicrolifeFramer } from './frame.ts';
import { MicrolifeLink } from './link.ts';
import { describeDigits, readClock } from './messages.ts';
import type { MicrolifeMessage } from './reports.ts';

/** While a person measures, the memory is read this often; it comes whole or not at all. */
const LOOK_MS = 8000;

/** A meter whose memory the host reads over its HID bridge. */
export class MicrolifeSession extends HidMeterSession<MicrolifeMessage, MicrolifeLink> {
  constructor(session: PressureCourseOptions) {
    const { line, clock } = session;
    super({
      session,
      link: new MicrolifeLink(line, clock),
      framer: createMicrolifeFramer(),
      lookMs: LOOK_MS,
    });
  }

  async request(action: string): Promise<unknown> {
    switch (action) {
      case 'start':
        await this.watch.start();
        return {};
      case 'stop':
        this.watch.stop();
        return {};
      case 'readMemory': {
        const readings = await this.alone(() => this.#readMemory());
        for (const reading of readings) this.course.remembered(reading);
        return readings;
      }
      case 'setClock':
        await this.alone(() => this.#setClock());
        return {};
      default:
        throw new DeviceError('device.unsupported', `the meter knows no action ${action}`);
    }
  }

  /** The meter's clock shows that it is there; a meter that sleeps is told and asked again with the next request. */
  protected async greet(): Promise<void> {
    try {
      const clock = readClock((await this.link.ask('GET_CLOCK')).digits);
      if (clock !== undefined) this.course.clockIs(clock);
      this.options.line.enter('ready');
    } catch (error) {
      if (error instanceof DeviceError && error.code === 'device.timeout') {
        this.options.line.enter('degraded', 'line.silent');
      }
      throw error;
    }
  }

  async #setClock(): Promise<void> {
    await this.link.set('SET_CLOCK', clockDataReports(wallTimeOf(this.options.clock.now())));
    await this.greet();
  }

  protected async readNewest(): Promise<ReadingContent | undefined> {
    return newest(await this.#readMemory());
  }

  async #readMemory(): Promise<ReadingContent[]> {
    const memory = await this.link.ask('READ_RECORDS');
    const readings: ReadingContent[] = [];
    for (const { content, from, to } of describeDigits(memory, commandCodes.READ_RECORDS)) {
      if (content.kind === 'reading' && 'values' in content) readings.push(content);
      if (content.kind === 'refused') this.course.bad(to - from, content.reason);
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
