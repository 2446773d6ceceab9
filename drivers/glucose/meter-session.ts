import { DeviceError } from '../errors.ts';
import { createLineDevice, type DeviceLine, type LineSession } from '../line-device.ts';
import type { DriverModule, RunningDevice } from '../manifest.ts';
import { InstrumentCourse, type Result, unknownAction } from '../measurement/instrument-course.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import { type MeterSettings, readMeterSettings } from './meter-settings.ts';

export interface MeterIdentity {
  readonly identity: Readonly<Record<string, string>>;
  /** The meter's clock, `YYYY-MM-DDTHH:MM[:SS]`, where it tells one. */
  readonly clock?: string;
}

/** How one model is talked to. Every method rejects with DeviceError; `device.timeout` = the meter is off. */
export interface MeterDialogue {
  received(bytes: Uint8Array): void;
  silent(): void;
  identify(): Promise<MeterIdentity>;
  /** Everything stored, newest first. */
  readAll(): Promise<readonly Result[]>;
  readNewest(): Promise<Result | undefined>;
  setClock?(utcMs: number): Promise<void>;
  /** The line is gone. */
  end(cause: DeviceError): void;
}

export interface MeterTools {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  /** Bytes that are no good frame. */
  readonly bad: (stretch: { readonly length: number; readonly reason?: string }) => void;
}

/** From the strip to the number on the display and the meter on its cable again. */
const LIMIT_MS = 600_000;

/**
 * A meter tells nothing by itself: it is asked, as long as it is there, for who it is and what its clock shows, and
 * during a person's session for its newest result until one comes that was made in this session.
 */
export function createMeterDevice(
  options: Parameters<DriverModule['createDevice']>[0],
  createDialogue: (tools: MeterTools) => MeterDialogue,
): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readMeterSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => new MeterSession({ line, clock, log, settings, createDialogue }),
  });
}

interface SessionOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: MeterSettings;
  readonly createDialogue: (tools: MeterTools) => MeterDialogue;
}

class MeterSession implements LineSession {
  readonly #options: SessionOptions;
  readonly #course: InstrumentCourse;
  readonly #dialogue: MeterDialogue;
  /** One conversation at a time: the wire holds one question. */
  #conversation: Promise<unknown> = Promise.resolve();
  #ended = false;
  #identified = false;
  #lastRaw = '';
  #cancelPoll = (): void => {};

  constructor(options: SessionOptions) {
    this.#options = options;
    const { line, clock, log, settings } = options;
    this.#course = new InstrumentCourse({
      line,
      clock,
      log,
      limitMs: LIMIT_MS,
      clockToleranceMs: settings.clockToleranceMs,
    });
    this.#dialogue = options.createDialogue({
      line,
      clock,
      log,
      bad: ({ length, reason }) => this.#course.bad(length, reason),
    });
  }

  begin(): Promise<void> {
    this.#course.begin();
    void this.#look();
    return Promise.resolve();
  }

  received(bytes: Uint8Array): void {
    this.#dialogue.received(bytes);
  }

  silent(): void {
    this.#dialogue.silent();
  }

  end(cause: DeviceError): void {
    this.#ended = true;
    this.#cancelPoll();
    this.#dialogue.end(cause);
    this.#course.end(cause);
  }

  async request(action: string, _input: unknown): Promise<unknown> {
    switch (action) {
      case 'start':
        this.#course.arm();
        this.#pollSoon();
        return {};
      case 'stop':
        this.#course.stopped();
        return {};
      case 'readMemory':
        return { readings: await this.#talk(() => this.#dialogue.readAll()) };
      case 'setClock': {
        const { setClock } = this.#dialogue;
        if (setClock === undefined) throw unknownAction(action);
        await this.#talk(() => setClock.call(this.#dialogue, this.#options.clock.now()));
        await this.#identify();
        return {};
      }
      default:
        throw unknownAction(action);
    }
  }

  /** Asks who it is until it answers, then for new results while a person waits. */
  async #look(): Promise<void> {
    try {
      if (!this.#identified) await this.#identify();
      if (this.#course.phase !== 'idle') await this.#lookForResult();
      this.#course.good();
    } catch (error) {
      this.#missed(error);
    }
    this.#pollSoon();
  }

  async #identify(): Promise<void> {
    const { identity, clock } = await this.#talk(() => this.#dialogue.identify());
    if (this.#ended) return;
    this.#identified = true;
    this.#options.line.emit({ kind: 'identity', identity });
    if (clock !== undefined) this.#course.clockIs(clock);
  }

  async #lookForResult(): Promise<void> {
    const newest = await this.#talk(() => this.#dialogue.readNewest());
    if (newest === undefined || newest.raw === this.#lastRaw || this.#course.phase === 'idle') return;
    // A control solution is no person's result; an old one is another person's.
    const isControl = 'flags' in newest && newest.flags.includes('controlSolution');
    if (isControl || this.#course.isOld(newest)) return;
    this.#lastRaw = newest.raw;
    this.#course.measuring();
    this.#course.result(newest);
  }

  #missed(error: unknown): void {
    if (this.#ended) return;
    const code = error instanceof DeviceError ? error.code : 'unknown';
    this.#options.log.debug('the meter was not understood', { code });
    if (code === 'device.timeout') {
      this.#identified = false;
      this.#course.silent();
    }
  }

  #pollSoon(): void {
    this.#cancelPoll();
    if (this.#ended) return;
    const { clock, settings } = this.#options;
    const isWaiting = this.#course.phase !== 'idle' || !this.#identified;
    this.#cancelPoll = clock.after(
      isWaiting ? settings.pollMs : settings.idlePollMs,
      () => void this.#again(),
    );
  }

  /** While nobody waits, a question about the clock shows that the meter is still there. */
  async #again(): Promise<void> {
    if (this.#course.phase === 'idle') this.#identified = false;
    await this.#look();
  }

  #talk<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#conversation.then(work);
    this.#conversation = turn.catch(() => {});
    return turn;
  }
}
