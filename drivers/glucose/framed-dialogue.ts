import type { DeviceError } from '../errors.ts';
import type { Framed, Framer } from '../framing/framer.ts';
import type { Result } from '../measurement/instrument-course.ts';
import { Exchange } from './exchange.ts';
import type { MeterDialogue, MeterIdentity, MeterTools } from './meter-session.ts';

/** How often a question is put before the meter counts as off. */
export const ATTEMPTS = 3;

/** Questions and answers over a framer: what every such meter does with bytes, silence and the end of the line. */
export abstract class FramedDialogue<Frame extends object, Answer> implements MeterDialogue {
  protected readonly tools: MeterTools;
  protected readonly exchange: Exchange<Answer>;
  readonly #framer: Framer<Frame>;

  /** @param timeoutMs silence after a question */
  constructor(tools: MeterTools, framer: Framer<Frame>, timeoutMs: number) {
    this.tools = tools;
    this.#framer = framer;
    const { line, clock } = tools;
    this.exchange = new Exchange({ line, clock, timeoutMs, attempts: ATTEMPTS });
  }

  abstract identify(): Promise<MeterIdentity>;
  abstract readAll(): Promise<readonly Result[]>;
  abstract readNewest(): Promise<Result | undefined>;
  /** Answers go to `exchange`, bytes that are no good frame to `tools.bad`. */
  protected abstract take(lines: readonly Framed<Frame>[]): void;

  received(bytes: Uint8Array): void {
    this.take(this.#framer.push(bytes));
  }

  silent(): void {
    this.take(this.#framer.idle());
  }

  end(cause: DeviceError): void {
    this.exchange.end(cause);
  }
}
