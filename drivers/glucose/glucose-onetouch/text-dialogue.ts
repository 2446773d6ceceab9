import type { DecodedContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { Framed } from '../../framing/framer.ts';
import type { Result } from '../../measurement/instrument-course.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { ATTEMPTS, FramedDialogue } from '../framed-dialogue.ts';
import type { MeterIdentity, MeterTools } from '../meter-session.ts';
import { ultra2Command } from './commands.ts';
import { createOneTouchFramer, type OneTouchFrame } from './frame.ts';

const ANSWER_MS = 2000;

/** The text family: a letter command, an answer line; the dump is a header and a line for each record, newest first. */
export class TextDialogue extends FramedDialogue<OneTouchFrame, DecodedContent> {
  #dump: DecodedContent[] = [];

  constructor(tools: MeterTools) {
    super(tools, createOneTouchFramer(), ANSWER_MS);
  }

  async identify(): Promise<MeterIdentity> {
    const serial = await this.#told('DM@', 'serialNumber');
    const version = await this.#told('DM?', 'version');
    const clock = await this.#told('DMF', 'clock');
    return {
      identity: { serialNumber: String(serial['serialNumber']), version: String(version['text']) },
      clock: String(clock['at']),
    };
  }

  /** A dump that lost a line is not the memory: it is asked for again. */
  async readAll(): Promise<readonly Result[]> {
    for (let attempt = 1; ; attempt += 1) {
      this.#dump = [];
      const { count } = await this.#told('DMP', 'dump');
      const wanted = typeof count === 'number' ? count : 0;
      try {
        while (this.#dump.length < wanted) {
          await this.exchange.ask(new Uint8Array(0), (content) => content.kind !== 'frame');
        }
      } catch (error) {
        const isTimeout = error instanceof DeviceError && error.code === 'device.timeout';
        if (!isTimeout || attempt >= ATTEMPTS) throw error;
        continue;
      }
      const readings = this.#dump.filter((content) => content.kind === 'reading');
      if (readings.length === wanted || attempt >= ATTEMPTS) return readings;
    }
  }

  /** The meter gives its whole memory or nothing. */
  async readNewest(): Promise<Result | undefined> {
    return (await this.readAll())[0];
  }

  async setClock(utcMs: number): Promise<void> {
    const [date = '', time = ''] = wallTimeOf(utcMs).split('T');
    const [year = '', month = '', day = ''] = date.split('-');
    await this.#told(`DMT${month}/${day}/${year.slice(2)} ${time}`, 'clock');
  }

  async #told(command: string, type: string): Promise<Readonly<Record<string, unknown>>> {
    const content = await this.exchange.ask(
      ultra2Command(command),
      (answer) => answer.kind === 'frame' && answer.type === type,
    );
    return content.kind === 'frame' ? content.fields : {};
  }

  protected take(lines: readonly Framed<OneTouchFrame>[]): void {
    for (const line of lines) {
      if (line.kind === 'line') this.#hear(line.content);
      else if (line.kind === 'refused') {
        this.tools.bad(line);
        this.#hear({ kind: 'refused', reason: line.reason });
      } else if (line.kind !== 'binary') this.tools.bad(line);
    }
  }

  /** Records follow the header whether anybody waits for the next one or not. */
  #hear(content: DecodedContent): void {
    if (content.kind === 'reading' || content.kind === 'refused') this.#dump.push(content);
    this.exchange.deliver(content);
  }
}
