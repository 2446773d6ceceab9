import type { DecodedContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { Framed } from '../../framing/framer.ts';
import type { Result } from '../../measurement/instrument-course.ts';
import { FramedDialogue } from '../framed-dialogue.ts';
import type { MeterIdentity, MeterTools } from '../meter-session.ts';
import { type CommandName, COMMANDS, hostFrame, recordIndex } from './commands.ts';
import { createTaidocFramer, type TaidocFrame } from './frame.ts';
import { TaidocConversation, timeBytes } from './messages.ts';

const ANSWER_MS = 1500;
/** No meter of the family stores more (TD-4277: 1000). */
const MOST_RECORDS = 2000;

/** 8-byte questions and answers: who, clock, count, then time and value of each record. */
export class TaidocDialogue extends FramedDialogue<TaidocFrame, TaidocFrame> {
  constructor(tools: MeterTools) {
    super(tools, createTaidocFramer(), ANSWER_MS);
  }

  async identify(): Promise<MeterIdentity> {
    // Any of three codes answers the first call; the meter may also announce itself with 54.
    await this.exchange.ask(hostFrame('connect'), ({ code }) => connectAnswers.includes(code));
    const model = await this.#told('readModel');
    const clock = await this.#told('readClock');
    const high = await this.#told('readSerialHigh');
    const low = await this.#told('readSerialLow');
    return {
      identity: { model: String(model['model']), serialNumber: String(high['text']) + String(low['text']) },
      clock: String(clock['at']),
    };
  }

  async readAll(): Promise<readonly Result[]> {
    const count = await this.#count();
    const readings: Result[] = [];
    for (let index = 0; index < count; index += 1) {
      const record = await this.#record(index);
      if (record !== undefined) readings.push(record);
    }
    return readings;
  }

  async readNewest(): Promise<Result | undefined> {
    return (await this.#count()) === 0 ? undefined : this.#record(0);
  }

  async setClock(utcMs: number): Promise<void> {
    await this.#told('setClock', timeBytes(new Date(utcMs)));
  }

  async #count(): Promise<number> {
    const { count } = await this.#told('readRecordCount');
    return typeof count === 'number' ? Math.min(count, MOST_RECORDS) : 0;
  }

  /** Time and value of one record; `undefined` for another substance or a record that is refused. */
  async #record(index: number): Promise<Result | undefined> {
    const conversation = new TaidocConversation();
    conversation.take(await this.#ask('readRecordTime', recordIndex(index)));
    const content = conversation.take(await this.#ask('readRecordValue', recordIndex(index)));
    if (content.kind === 'reading' && content.at !== null) return content;
    if (content.kind !== 'frame') this.tools.bad({ length: 8, reason: 'record' });
    return undefined;
  }

  async #told(name: CommandName, data: readonly number[] = []): Promise<Readonly<Record<string, unknown>>> {
    const content: DecodedContent = new TaidocConversation().take(await this.#ask(name, data));
    if (content.kind === 'frame') return content.fields;
    throw new DeviceError('protocol.unexpected', `the answer to ${name} makes no sense`, { retryable: true });
  }

  #ask(name: CommandName, data: readonly number[] = []): Promise<TaidocFrame> {
    return this.exchange.ask(hostFrame(name, data), ({ code }) => code === COMMANDS[name]);
  }

  protected take(lines: readonly Framed<TaidocFrame>[]): void {
    for (const line of lines) {
      if (line.kind !== 'checked') this.tools.bad(line);
      else if (!line.fromHost) this.exchange.deliver(line);
    }
  }
}

const connectAnswers: readonly number[] = [COMMANDS.connect, COMMANDS.readModel, COMMANDS.communicating];
