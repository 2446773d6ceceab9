import type { ReadingContent } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import { type Framed, type Framer, isLeftover } from '../framing/framer.ts';
import { KeyedQueue } from '../framing/keyed-queue.ts';
import type { LineSession } from '../line-device.ts';
import { MemoryWatch } from './memory-watch.ts';
import { PressureCourse, type PressureCourseOptions } from './pressure-course.ts';

/** Questions and answers of one model. */
export interface MeterLink<Message> {
  deliver(message: Message): void;
  /** An answer came that was refused. */
  broken(reason: string): void;
  end(cause: DeviceError): void;
}

export interface HidMeterOptions<Message extends { readonly kind: string }, Link extends MeterLink<Message>> {
  readonly session: PressureCourseOptions;
  readonly link: Link;
  readonly framer: Framer<Message>;
  /** While a person measures, the memory is looked at this often. */
  readonly lookMs: number;
}

/** A meter whose memory the host reads over HID: one conversation at a time, watched while a person measures. */
export abstract class HidMeterSession<
  Message extends { readonly kind: string },
  Link extends MeterLink<Message>,
> implements LineSession
{
  protected readonly options: PressureCourseOptions;
  protected readonly course: PressureCourse;
  protected readonly watch: MemoryWatch;
  protected readonly link: Link;
  readonly #framer: Framer<Message>;
  readonly #queue = new KeyedQueue<'link'>();

  constructor({ session, link, framer, lookMs }: HidMeterOptions<Message, Link>) {
    this.options = session;
    this.course = new PressureCourse(session);
    this.link = link;
    this.#framer = framer;
    this.watch = new MemoryWatch({
      clock: session.clock,
      course: this.course,
      everyMs: lookMs,
      readNewest: () => this.alone(() => this.readNewest()),
    });
  }

  abstract request(action: string, input: unknown): Promise<unknown>;
  /** Who the meter is, or what its clock shows; enters `ready`. */
  protected abstract greet(): Promise<void>;
  protected abstract readNewest(): Promise<ReadingContent | undefined>;

  async begin(): Promise<void> {
    this.options.line.enter('connecting');
    void this.alone(() => this.greet()).catch((error: unknown) => {
      if (error instanceof DeviceError) this.options.log.info('no greeting', { code: error.code });
    });
  }

  received(bytes: Uint8Array): void {
    this.#take(this.#framer.push(bytes));
  }

  silent(): void {
    this.#take(this.#framer.idle());
  }

  end(cause: DeviceError): void {
    this.watch.end(cause);
    this.#queue.rejectQueued(cause);
    this.link.end(cause);
  }

  /** The link holds one question: whoever asks waits for those before. */
  protected alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#queue.run('link', work);
  }

  #take(lines: readonly Framed<Message>[]): void {
    for (const line of lines) {
      if (!isLeftover(line)) {
        this.course.good();
        this.link.deliver(line);
      } else if (line.kind === 'refused') {
        this.course.bad(line.length, line.reason);
        this.link.broken(line.reason);
      } else if (line.kind === 'discarded') this.course.bad(line.length);
    }
  }
}
