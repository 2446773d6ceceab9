import type { ReadingContent, ReadingErrorContent } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import type { DeviceLine } from '../line-device.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import { MeasurementState } from './measurement-state.ts';
import { utcOfWallTime } from './wall-time.ts';

export type Result = ReadingContent | ReadingErrorContent;

export interface InstrumentCourseOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  /** A whole measurement, from `start` to its result. */
  readonly limitMs: number;
  /** How much the device's clock may be slow while it was not yet compared with this one. */
  readonly clockToleranceMs: number;
  /** Instruments that send all the time: after this long without a good frame the line counts as silent. */
  readonly silentAfterMs?: number;
}

/** More than a plug makes when it is put in, less than a minute of any stream at the wrong baud rate. */
const GARBAGE_BYTES = 64;
const GARBAGE_FRAMES = 3;
/** Device times have minutes; a clock that was compared once in this connection is known to that. */
const CLOCK_RESOLUTION_MS = 120_000;

/**
 * What oximeters, meters and body composition scales owe on one connection: the course of a measurement, results kept
 * out of a session they do not belong to, the device's clock compared with this one, and in words what is wrong with a
 * line that brings only rubbish or nothing.
 */
export class InstrumentCourse {
  readonly #options: InstrumentCourseOptions;
  readonly #state: MeasurementState;
  #armedAt = 0;
  #offsetMs: number | undefined;
  #garbageBytes = 0;
  #refusedFrames = 0;
  #ended = false;
  #cancelSilence = (): void => {};

  constructor(options: InstrumentCourseOptions) {
    this.#options = options;
    this.#state = new MeasurementState({
      clock: options.clock,
      emit: (event) => options.line.emit(event),
      limitMs: options.limitMs,
    });
  }

  get phase(): 'idle' | 'armed' | 'measuring' {
    return this.#state.phase;
  }

  /** The line is open: from now on frames are owed by instruments that send all the time. */
  begin(): void {
    this.#options.line.enter('ready');
    this.#watch();
  }

  /** @throws DeviceError `device.refused` while a measurement runs */
  arm(): void {
    this.#state.arm();
    this.#armedAt = this.#options.clock.now();
  }

  measuring(): void {
    this.#state.measuring();
  }

  /** @param reason why, where nobody asked for it */
  stopped(reason?: string): void {
    this.#state.stopped(reason);
  }

  /** The line was lost: what was being measured is void. */
  end(cause: DeviceError): void {
    this.#ended = true;
    this.#cancelSilence();
    this.#state.interrupted(cause.code);
  }

  /** A checked frame of any kind: the line is in order. @param reason what the person should know nevertheless */
  good(reason?: string): void {
    this.#garbageBytes = 0;
    this.#refusedFrames = 0;
    this.#options.line.enter('ready', reason);
    this.#watch();
  }

  /** Bytes that are no good frame. @param reason of a refused frame */
  bad(length: number, reason?: string): void {
    this.#options.log.debug('bytes that are no good frame', { reason: reason ?? 'noise', bytes: length });
    this.#garbageBytes += length;
    if (reason !== undefined) this.#refusedFrames += 1;
    if (this.#garbageBytes >= GARBAGE_BYTES || this.#refusedFrames >= GARBAGE_FRAMES) {
      this.#options.line.enter('degraded', 'line.garbage');
    }
  }

  /** The device owes an answer and gives none. */
  silent(): void {
    this.#options.line.enter('degraded', 'line.silent');
  }

  /** A result that the device says to have made just now. One from before the session is kept apart from it. */
  result(result: Result): void {
    if (this.phase !== 'idle' && this.isOld(result)) {
      this.remembered(result);
      this.#options.log.warn('result is older than the session', { at: result.at ?? 'unknown' });
      return;
    }
    this.#state.result(result);
  }

  /** A value while the measurement goes on. */
  live(reading: Result): void {
    this.#state.live(reading);
  }

  /** A result out of the device's memory, never the answer to the measurement that runs. */
  remembered(reading: Result): void {
    const at = this.#options.clock.now();
    this.#options.line.emit({ kind: 'reading', reading, at, unsolicited: true });
  }

  /** What the device's clock shows at this moment. @returns how far it is ahead, milliseconds */
  clockIs(wallTime: string): number | undefined {
    const device = utcOfWallTime(wallTime);
    if (device === undefined) return undefined;
    const offsetMs = device - this.#options.clock.now();
    const before = this.#offsetMs;
    this.#offsetMs = offsetMs;
    const stepped = before !== undefined && Math.abs(offsetMs - before) > CLOCK_RESOLUTION_MS;
    this.#options.line.emit({ kind: 'clock', offsetMs, stepped });
    return offsetMs;
  }

  /** A device time before the session, on a clock as slow as is known or allowed. */
  isOld(result: Result): boolean {
    const made = result.at === null ? undefined : utcOfWallTime(result.at);
    if (made === undefined) return false;
    const slack =
      this.#offsetMs === undefined ? -this.#options.clockToleranceMs : this.#offsetMs - CLOCK_RESOLUTION_MS;
    return made < this.#armedAt + slack;
  }

  #watch(): void {
    const { silentAfterMs, clock } = this.#options;
    this.#cancelSilence();
    if (silentAfterMs === undefined || this.#ended) return;
    this.#cancelSilence = clock.after(silentAfterMs, () => this.silent());
  }
}

/** For `request` of instruments: an action that nobody knows. */
export function unknownAction(action: string): DeviceError {
  return new DeviceError('device.unsupported', `the instrument knows no action ${action}`);
}
