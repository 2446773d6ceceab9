import type { ReadingContent, ReadingErrorContent } from '../decoded.ts';
import type { DeviceError } from '../errors.ts';
import type { DeviceLine } from '../line-device.ts';
import { MeasurementState } from '../measurement/measurement-state.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import { utcOfWallTime } from './device-clock.ts';
import type { PressureSettings } from './pressure-settings.ts';

type Result = ReadingContent | ReadingErrorContent;

export interface PressureCourseOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: PressureSettings;
}

/** Whole measurement (blood-pressure.md section 9). */
const MEASUREMENT_LIMIT_MS = 180_000;
/** Less than the shortest result read at the wrong baud rate; more than a plug makes when it is put in. */
const GARBAGE_BYTES = 32;
const GARBAGE_FRAMES = 3;
/** Device times have minutes; a clock that was compared once in this connection is known to that. */
const CLOCK_RESOLUTION_MS = 120_000;

/**
 * What all blood-pressure monitors owe on one connection: the course of a measurement, results kept out of a session
 * they do not belong to, the device's clock compared with this one, and in words what is wrong with a line that brings
 * only rubbish.
 */
export class PressureCourse {
  readonly #options: PressureCourseOptions;
  readonly #state: MeasurementState;
  #armedAt = 0;
  #offsetMs: number | undefined;
  /** The last result that was told, without its bytes: unused bytes of a report may differ. */
  #last = '';
  #garbageBytes = 0;
  #refusedFrames = 0;

  constructor(options: PressureCourseOptions) {
    this.#options = options;
    this.#state = new MeasurementState({
      clock: options.clock,
      emit: (event) => options.line.emit(event),
      limitMs: MEASUREMENT_LIMIT_MS,
    });
  }

  get phase(): 'idle' | 'armed' | 'measuring' {
    return this.#state.phase;
  }

  /** @throws DeviceError `device.refused` while a measurement runs */
  arm(): void {
    this.#state.arm();
    this.#armedAt = this.#options.clock.now();
  }

  measuring(): void {
    this.#state.measuring();
  }

  stopped(reason?: string): void {
    this.#state.stopped(reason);
  }

  end(cause: DeviceError): void {
    this.#state.interrupted(cause.code);
  }

  /** A checked frame of any kind: the line is in order. */
  good(): void {
    this.#garbageBytes = 0;
    this.#refusedFrames = 0;
    this.#options.line.enter('ready');
  }

  /** Bytes that are no good frame. @param reason of a refused frame */
  bad(length: number, reason?: string): void {
    this.#options.log.warn('blood pressure line refused', { reason: reason ?? 'noise', bytes: length });
    this.#garbageBytes += length;
    if (reason !== undefined) this.#refusedFrames += 1;
    if (reason === 'format') this.#options.line.enter('degraded', 'pressure.format');
    else if (this.#garbageBytes >= GARBAGE_BYTES || this.#refusedFrames >= GARBAGE_FRAMES) {
      this.#options.line.enter('degraded', 'line.garbage');
    }
  }

  /** A result that the device says to have made just now. */
  take(result: Result): void {
    this.good();
    if (this.phase !== 'idle' && this.#isOld(result)) {
      this.remembered(result);
      this.#options.log.warn('result is older than the session', { at: result.at ?? 'unknown' });
      this.#options.line.enter('degraded', 'pressure.old_result');
      return;
    }
    this.#last = resultKey(result);
    if (result.at !== null) this.clockIs(result.at);
    this.#state.result(result);
  }

  /** A result out of the device's memory, never the answer to the measurement that runs. */
  remembered(reading: Result): void {
    this.#options.line.emit({
      kind: 'reading',
      reading,
      at: this.#options.clock.now(),
      unsolicited: true,
    });
  }

  /** What the device's clock shows at this moment. */
  clockIs(wallTime: string): void {
    const device = utcOfWallTime(wallTime);
    if (device === undefined) return;
    const offsetMs = device - this.#options.clock.now();
    const before = this.#offsetMs;
    this.#offsetMs = offsetMs;
    const stepped = before !== undefined && Math.abs(offsetMs - before) > CLOCK_RESOLUTION_MS;
    this.#options.line.emit({ kind: 'clock', offsetMs, stepped });
  }

  /** The same frame again, or a device time before the session on a clock as slow as is known or allowed. */
  #isOld(result: Result): boolean {
    if (result.at !== null && resultKey(result) === this.#last) return true;
    const { checkClock, clockToleranceMs } = this.#options.settings;
    const made = result.at === null ? undefined : utcOfWallTime(result.at);
    if (!checkClock || made === undefined) return false;
    const earliest =
      this.#offsetMs === undefined
        ? this.#armedAt - clockToleranceMs
        : this.#armedAt + this.#offsetMs - CLOCK_RESOLUTION_MS;
    return made < earliest;
  }
}

/** Two results with the same key are the same measurement. */
export function resultKey(result: Result): string {
  return JSON.stringify([result.at, result.person, 'error' in result ? result.error.code : result.values]);
}
