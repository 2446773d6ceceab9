import type { ReadingContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { HidMeterSession } from '../hid-meter-session.ts';
import type { PressureCourseOptions } from '../pressure-course.ts';
import { countCommand, endCommand, plainCommand, plainRecordCommand, recordCommand } from './commands.ts';
import { createOmronFramer } from './frame.ts';
import { isTimeout, OmronLink } from './link.ts';
import { readClock, readCount, readRecord, readVersion } from './messages.ts';
import type { OmronMessage } from './reports.ts';

/** While a person measures, the newest record is looked at this often. */
const LOOK_MS = 3000;
/** A meter that sleeps is knocked at this often. */
const KNOCK_MS = 5000;
const BANKS = 2;
/** The 7301 family answers to unknown questions at once; no need to insist. */
const TRIES_OF_A_GUESS = 3;

/** A meter whose memory the host reads over HID. */
export class OmronHidSession extends HidMeterSession<OmronMessage, OmronLink> {
  #bank = 0;
  /** Commands with banks (790IT and most) or without (7301 family); found out at the first question. */
  #plain: boolean | undefined;

  constructor(session: PressureCourseOptions) {
    const { line, clock } = session;
    super({ session, link: new OmronLink(line, clock), framer: createOmronFramer(), lookMs: LOOK_MS });
  }

  async request(action: string, input: unknown): Promise<unknown> {
    switch (action) {
      case 'start':
        this.#bank = bankOf(input);
        await this.watch.start();
        return {};
      case 'stop':
        this.watch.stop();
        return {};
      case 'readMemory':
        return this.alone(() => this.#readMemory(bankOf(input)));
      case 'switchOff':
        await this.alone(() => this.link.ask(endCommand()));
        return {};
      default:
        throw new DeviceError('device.unsupported', `the meter knows no action ${action}`);
    }
  }

  /** Who the meter is; knocks until it wakes up. */
  protected async greet(): Promise<void> {
    for (;;) {
      try {
        await this.link.select('information');
        break;
      } catch (error) {
        if (!isTimeout(error)) throw error;
        this.options.line.enter('degraded', 'line.silent');
        await this.link.wait(KNOCK_MS);
      }
    }
    const { data } = await this.link.ask(plainCommand('VER'));
    const serial = await this.link.ask(plainCommand('SRL'));
    this.options.line.emit({
      kind: 'identity',
      identity: { ...readVersion(data), serial: toHex(serial.data.subarray(1)) },
    });
    this.options.line.enter('ready');
  }

  async #count(bank: number): Promise<number> {
    await this.link.select('measuring');
    if (this.#plain !== true) {
      try {
        const { data } = await this.link.ask(
          countCommand(bank),
          this.#plain === false ? 10 : TRIES_OF_A_GUESS,
        );
        this.#plain = false;
        return readCount(data, 'GDC');
      } catch (error) {
        if (this.#plain === false || isTimeout(error)) throw error;
      }
    }
    const { data } = await this.link.ask(plainCommand('CNT'));
    this.#plain = true;
    const clock = readClock((await this.link.ask(plainCommand('GCL'))).data);
    if (clock !== undefined) this.course.clockIs(clock);
    return readCount(data, 'CNT');
  }

  protected async readNewest(): Promise<ReadingContent | undefined> {
    return (await this.#count(this.#bank)) === 0 ? undefined : this.#record(this.#bank, 0);
  }

  async #readMemory(bank: number): Promise<ReadingContent[]> {
    const count = await this.#count(bank);
    const readings: ReadingContent[] = [];
    for (let index = 0; index < count; index += 1) {
      const reading = await this.#record(bank, index);
      if (reading === undefined) continue;
      this.course.remembered(reading);
      readings.push(reading);
    }
    return readings;
  }

  /** A record with an impossible time or number is told to the log and left out. */
  async #record(bank: number, index: number): Promise<ReadingContent | undefined> {
    const command = this.#plain === true ? plainRecordCommand(index) : recordCommand(bank, index);
    const { data, raw } = await this.link.ask(command);
    const record = readRecord(data, raw);
    if (record.kind === 'reading') return record;
    this.course.bad(raw.length, record.reason);
    return undefined;
  }
}

/** @throws DeviceError `input.invalid` */
function bankOf(input: unknown): number {
  const bank = typeof input === 'object' && input !== null && 'bank' in input ? input.bank : 0;
  if (typeof bank === 'number' && Number.isInteger(bank) && bank >= 0 && bank < BANKS) return bank;
  throw new DeviceError('input.invalid', 'bank is 0 or 1');
}
