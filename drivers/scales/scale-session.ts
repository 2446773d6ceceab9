import type { Decoded, ReadingContent, ReadingErrorContent } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import type { Framer } from '../framing/framer.ts';
import { toHex } from '../framing/hexadecimal.ts';
import { KeyedQueue } from '../framing/keyed-queue.ts';
import { Waitress } from '../framing/waitress.ts';
import type { DeviceLine, LineSession } from '../line-device.ts';
import { MeasurementState } from '../measurement/measurement-state.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import type { ScaleSettings } from './scale-settings.ts';

export type AnyReading = ReadingContent | ReadingErrorContent;

/** What an action of a scale may use. */
export interface ScaleTools {
  readonly clock: Clock;
  readonly line: DeviceLine;
  /** Writes a request and waits for the first line that `isAnswer` takes. Rejects with `device.timeout`. */
  ask(request: Uint8Array, isAnswer: (line: Decoded) => boolean, limitMs: number): Promise<Decoded>;
  /** Waits for a line without asking. */
  waitFor(isAnswer: (line: Decoded) => boolean, limitMs: number): Promise<Decoded>;
  write(bytes: Uint8Array): Promise<void>;
}
export type ScaleAction = (tools: ScaleTools, input: unknown) => Promise<unknown>;

export interface ScaleProtocol {
  readonly framer: Framer;
  /** Every chunk of the transport is one whole report (HID). */
  readonly wholeReports?: boolean;
  /** The scale only speaks when a person is done with it: nothing it sends is old or half. */
  readonly everyLineIsNew?: boolean;
  /** What is asked while nothing else goes on; without it the scale speaks unasked. */
  readonly poll?: { readonly request: Uint8Array; readonly isAnswer: (line: Decoded) => boolean };
  /** Who it is; a rejection with `device.timeout` is no reason to give the line up. */
  readonly identify?: (tools: ScaleTools) => Promise<Readonly<Record<string, string>> | undefined>;
  readonly actions?: Readonly<Record<string, ScaleAction>>;
  /** Flags for every reading, for example that its profile is not commissioned. */
  readonly flags?: readonly string[];
  /** A reading counts as the result of a measurement although the device never says that it is at rest (stands). */
  readonly everyReadingCounts?: boolean;
}

/** Bytes without one good line that mean the wrong baud rate or another device. */
const GARBAGE_BYTES = 48;
const MISSED_POLLS = 3;
/**
 * The first reading right after opening may be an old one, or the rest of a line that had begun before (weight-height.md
 * section 0). Later than this it is somebody's print key.
 */
const STALE_MS = 500;
/** Continuous senders send ten lines a second; a screen needs four. */
const LIVE_EVERY_MS = 250;

/**
 * One connection to a scale (秤): live values, the course of a measurement, polls, requests one at a time. Only a reading
 * that the scale itself calls stable ends a measurement (weight-height.md section 0).
 */
export class ScaleSession implements LineSession {
  readonly #line: DeviceLine;
  readonly #clock: Clock;
  readonly #log: DriverLog;
  readonly #protocol: ScaleProtocol;
  readonly #settings: ScaleSettings;
  readonly #measurement: MeasurementState;
  readonly #queue = new KeyedQueue<'scale'>();
  readonly #waitress: Waitress<Decoded, (line: Decoded) => boolean>;
  readonly #tools: ScaleTools;
  #garbage = 0;
  #missed = 0;
  #seen = 0;
  #openedAt = 0;
  #last: AnyReading | undefined;
  #lastLive = '';
  #lastLiveAt = Number.NEGATIVE_INFINITY;
  #equal = 0;
  #ended = false;
  #cancelSilence = (): void => {};
  #cancelPoll = (): void => {};

  constructor(
    options: { readonly line: DeviceLine; readonly clock: Clock; readonly log: DriverLog },
    protocol: ScaleProtocol,
    settings: ScaleSettings,
  ) {
    this.#line = options.line;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#protocol = protocol;
    this.#settings = settings;
    this.#measurement = new MeasurementState({
      clock: this.#clock,
      emit: (event) => this.#line.emit(event),
      limitMs: settings.limitMs,
    });
    this.#waitress = new Waitress({
      clock: this.#clock,
      matches: (line, isAnswer) => isAnswer(line),
      describe: () => 'answer of the scale',
    });
    this.#tools = {
      clock: this.#clock,
      line: this.#line,
      ask: (request, isAnswer, limitMs) => this.#ask(request, isAnswer, limitMs),
      waitFor: (isAnswer, limitMs) => this.#waitFor(isAnswer, limitMs),
      write: (bytes) => this.#line.write(bytes),
    };
  }

  /** The newest reading of this connection. */
  get last(): AnyReading | undefined {
    return this.#last;
  }

  async begin(): Promise<void> {
    this.#openedAt = this.#clock.monotonic();
    this.#line.enter('ready');
    this.#watchSilence();
    const { identify, poll } = this.#protocol;
    if (identify !== undefined) {
      const identity = await this.#queue
        .run('scale', () => identify(this.#tools))
        .catch((error: unknown) => {
          if (error instanceof DeviceError && error.code === 'device.timeout') return undefined;
          throw error;
        });
      if (identity !== undefined && !this.#ended) this.#line.emit({ kind: 'identity', identity });
    }
    if (poll !== undefined) this.#pollLater();
  }

  received(bytes: Uint8Array): void {
    const { framer, wholeReports } = this.#protocol;
    this.#take(framer.push(bytes));
    if (wholeReports === true) this.#take(framer.idle());
  }

  silent(): void {
    this.#take(this.#protocol.framer.idle());
  }

  end(cause: DeviceError): void {
    this.#ended = true;
    this.#cancelSilence();
    this.#cancelPoll();
    this.#measurement.interrupted(cause.code);
    this.#queue.rejectQueued(cause);
    this.#waitress.rejectAll(cause);
  }

  /**
   * `start` arms a measurement, `stop` ends it, `last` gives the newest reading; the rest is the protocol's. Rejects with
   * `device.unsupported` for an action the scale has no command for.
   */
  async request(action: string, input: unknown): Promise<unknown> {
    switch (action) {
      case 'start':
        this.#start();
        return { armed: true };
      case 'stop':
        this.#measurement.stopped();
        return { armed: false };
      case 'last':
        return { reading: this.#last ?? null, phase: this.#measurement.phase };
      default: {
        const run = this.#protocol.actions?.[action];
        if (run === undefined) {
          throw new DeviceError('device.unsupported', `this scale knows no ${action}`, {
            detail: { action },
          });
        }
        return this.#queue.run('scale', () => run(this.#tools, input));
      }
    }
  }

  /** Half a line from before is emptied first: it must not become this person's value. */
  #start(): void {
    this.#take(this.#protocol.framer.idle());
    this.#measurement.arm();
    this.#equal = 0;
    this.#lastLive = '';
  }

  #take(lines: readonly Decoded[]): void {
    for (const line of lines) {
      if (this.#ended) return;
      if (line.kind === 'discarded' || line.kind === 'refused' || line.kind === 'incomplete') this.#bad(line);
      else this.#good(line);
    }
  }

  #bad(line: Decoded): void {
    this.#garbage += line.length;
    if (line.kind === 'refused') {
      this.#log.warn('line of a scale refused', { reason: line.reason, bytes: line.length });
    }
    if (this.#garbage >= GARBAGE_BYTES) this.#line.enter('degraded', 'line.garbage');
  }

  #good(line: Decoded): void {
    this.#garbage = 0;
    this.#missed = 0;
    this.#line.enter('ready');
    this.#watchSilence();
    if (line.kind === 'reading') {
      const { offset: _offset, length: _length, ...content } = line;
      this.#seen += 1;
      if (!this.#isStale()) this.#reading(this.#flagged(content));
    }
    this.#waitress.deliver(line);
  }

  #isStale(): boolean {
    const { everyLineIsNew, poll } = this.#protocol;
    if (everyLineIsNew === true || poll !== undefined || this.#seen > 1) return false;
    return this.#clock.monotonic() - this.#openedAt < STALE_MS;
  }

  #flagged(content: AnyReading): AnyReading {
    const { flags = [] } = this.#protocol;
    return flags.length === 0 ? content : { ...content, flags: [...(content.flags ?? []), ...flags] };
  }

  #reading(reading: AnyReading): void {
    const again = this.#last?.raw === reading.raw;
    this.#equal = again ? this.#equal + 1 : 1;
    this.#last = reading;
    const armed = this.#measurement.phase !== 'idle';
    if (armed) {
      this.#measurement.measuring();
      if (this.#isResult(reading)) {
        this.#measurement.result(reading);
        return;
      }
    } else if (this.#protocol.everyReadingCounts === true) {
      // A stand speaks once a person: what nobody asked for is told apart, never dropped.
      this.#measurement.result(reading);
      return;
    }
    this.#live(reading, armed);
  }

  /** Told when it changes, and while it moves no more often than a screen needs. */
  #live(reading: AnyReading, armed: boolean): void {
    if (reading.raw === this.#lastLive) return;
    const now = this.#clock.monotonic();
    const settled = 'error' in reading || reading.values.weightStable === true;
    if (!settled && !armed && now - this.#lastLiveAt < LIVE_EVERY_MS) return;
    this.#lastLive = reading.raw;
    this.#lastLiveAt = now;
    this.#measurement.live(reading);
  }

  #isResult(reading: AnyReading): boolean {
    if ('error' in reading) return false;
    if (this.#protocol.everyReadingCounts === true) return true;
    const { weight, netWeight, count, weightStable } = reading.values;
    const value = netWeight ?? weight ?? count;
    if (value === undefined || value <= this.#settings.emptyBelow || reading.flags.includes('zero'))
      return false;
    if (weightStable !== undefined) return weightStable;
    const { equalSamples } = this.#settings;
    return equalSamples > 0 && this.#equal >= equalSamples;
  }

  #ask(request: Uint8Array, isAnswer: (line: Decoded) => boolean, limitMs: number): Promise<Decoded> {
    const waiting = this.#waitress.waitFor(isAnswer, limitMs);
    const asked = async (): Promise<Decoded> => {
      try {
        await this.#line.write(request);
      } catch (error) {
        waiting.cancel();
        throw error;
      }
      waiting.start();
      return await waiting.answer;
    };
    return asked();
  }

  #waitFor(isAnswer: (line: Decoded) => boolean, limitMs: number): Promise<Decoded> {
    const waiting = this.#waitress.waitFor(isAnswer, limitMs);
    waiting.start();
    return waiting.answer;
  }

  #pollLater(): void {
    this.#cancelPoll();
    if (this.#ended) return;
    this.#cancelPoll = this.#clock.after(this.#settings.pollMs, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    const { poll } = this.#protocol;
    if (poll === undefined || this.#ended) return;
    try {
      await this.#queue.run('scale', () => this.#ask(poll.request, poll.isAnswer, this.#settings.answerMs));
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code !== 'device.timeout') return;
      this.#missed += 1;
      if (this.#garbage < GARBAGE_BYTES) this.#line.enter('degraded', 'line.silent');
      if (this.#missed >= MISSED_POLLS && this.#garbage === 0) {
        this.#log.debug('scale does not answer', { polls: this.#missed, last: toHex(poll.request) });
        this.#line.drop(new DeviceError('device.timeout', 'the scale does not answer', { retryable: true }));
        return;
      }
    }
    this.#pollLater();
  }

  /** A scale that speaks unasked and falls silent is off, or its cable is out. */
  #watchSilence(): void {
    this.#cancelSilence();
    const { silenceMs } = this.#settings;
    if (this.#protocol.poll !== undefined || silenceMs === 0 || this.#ended) return;
    this.#cancelSilence = this.#clock.after(silenceMs, () => {
      if (this.#garbage < GARBAGE_BYTES) this.#line.enter('degraded', 'line.silent');
    });
  }
}
