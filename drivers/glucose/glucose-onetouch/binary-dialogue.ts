import { DeviceError } from '../../errors.ts';
import type { Framed } from '../../framing/framer.ts';
import type { Result } from '../../measurement/instrument-course.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { FramedDialogue } from '../framed-dialogue.ts';
import type { MeterIdentity, MeterTools } from '../meter-session.ts';
import type { BinaryFrame } from './binary-frame.ts';
import { type Asked, binaryContent, clockSeconds } from './binary-messages.ts';
import { binaryFrame, linkControl, ULTRA_EASY, VERIO } from './commands.ts';
import { createOneTouchFramer, type OneTouchFrame } from './frame.ts';

const ANSWER_MS = 1000;
const MOST_RECORDS = 1000;

/**
 * The binary families. UltraEasy and UltraMini count frames with two bits and acknowledge each one: request, acknowledgement
 * of the meter, answer, acknowledgement of the host. The Verio IQ knows neither.
 */
export class BinaryDialogue extends FramedDialogue<OneTouchFrame, BinaryFrame> {
  readonly #isUltra: boolean;
  #sent = false;
  #expected = false;

  constructor(tools: MeterTools, family: 'ultra-easy' | 'verio-iq') {
    super(tools, createOneTouchFramer(), ANSWER_MS);
    this.#isUltra = family === 'ultra-easy';
  }

  async identify(): Promise<MeterIdentity> {
    await this.#connect();
    const requests = this.#isUltra ? ULTRA_EASY : VERIO;
    const version = await this.#told(requests.version, 'text');
    const serial = await this.#told(requests.serial, 'text');
    const clock = await this.#told(requests.clock, 'clock');
    return {
      identity: { serialNumber: String(serial['text']), version: String(version['text']) },
      clock: String(clock['at']),
    };
  }

  async readAll(): Promise<readonly Result[]> {
    const count = await this.#count();
    const readings: Result[] = [];
    for (let index = 0; index < count; index += 1) readings.push(...(await this.#record(index)));
    return readings;
  }

  async readNewest(): Promise<Result | undefined> {
    return (await this.#count()) === 0 ? undefined : (await this.#record(0))[0];
  }

  async setClock(utcMs: number): Promise<void> {
    const { prefix } = this.#isUltra ? ULTRA_EASY : VERIO;
    const seconds = clockSeconds(wallTimeOf(utcMs), prefix);
    const bytes = [0, 8, 16, 24].map((shift) => (seconds >>> shift) & 0xff);
    await this.#ask([prefix, 0x20, 0x01, ...bytes]);
  }

  async #count(): Promise<number> {
    const message = this.#isUltra ? ULTRA_EASY.record(ULTRA_EASY.countRecord) : VERIO.count;
    const { count } = await this.#told(message, 'count');
    return typeof count === 'number' ? Math.min(count, MOST_RECORDS) : 0;
  }

  /** One record, newest first; none when the meter's answer is refused. */
  async #record(index: number): Promise<Result[]> {
    const requests = this.#isUltra ? ULTRA_EASY : VERIO;
    const frame = await this.#ask(requests.record(index));
    const { content } = binaryContent(frame, 'record');
    if (content.kind === 'reading') return [content];
    this.tools.bad({ length: frame.bytes.length, reason: 'record' });
    return [];
  }

  async #told(message: readonly number[], asked: Asked): Promise<Readonly<Record<string, unknown>>> {
    const { content } = binaryContent(await this.#ask(message), asked);
    if (content.kind === 'frame' && content.type !== 'error') return content.fields;
    throw new DeviceError('protocol.unexpected', 'the answer of the meter makes no sense', {
      retryable: true,
    });
  }

  /** Frame counters begin anew with a disconnect, which the meter acknowledges with one of its own. */
  async #connect(): Promise<void> {
    this.#sent = false;
    this.#expected = false;
    if (!this.#isUltra) return;
    await this.exchange.ask(binaryFrame([], { disconnect: true }), ({ link }) => {
      const { disconnect, acknowledge } = linkControl(link);
      return disconnect || acknowledge;
    });
  }

  async #ask(message: readonly number[]): Promise<BinaryFrame> {
    if (!this.#isUltra) return this.exchange.ask(binaryFrame(message), isAnswer);
    const expected = this.#expected;
    const frame = await this.exchange.ask(
      binaryFrame(message, { sent: this.#sent, expected }),
      // A frame counted otherwise is the answer to an earlier question.
      (answer) => isAnswer(answer) && linkControl(answer.link).sent === expected,
    );
    this.#sent = !this.#sent;
    this.#expected = !expected;
    await this.tools.line.write(
      binaryFrame([], { acknowledge: true, sent: this.#sent, expected: this.#expected }),
    );
    return frame;
  }

  protected take(lines: readonly Framed<OneTouchFrame>[]): void {
    for (const line of lines) {
      if (line.kind === 'binary') this.exchange.deliver(line);
      else if (line.kind !== 'line') this.tools.bad(line);
    }
  }
}

function isAnswer({ message }: BinaryFrame): boolean {
  return message.length > 0;
}
