import type { DeviceLine } from '../line-device.ts';
import { InstrumentCourse, type Result } from '../measurement/instrument-course.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import type { PressureSettings } from './pressure-settings.ts';

export interface PressureCourseOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: PressureSettings;
}

/** Whole measurement (blood-pressure.md section 9). */
const MEASUREMENT_LIMIT_MS = 180_000;

/** The course of an instrument, and what monitors owe beyond it: the same result is never told twice. */
export class PressureCourse extends InstrumentCourse {
  readonly #line: DeviceLine;
  readonly #settings: PressureSettings;
  /** The last result that was told, without its bytes: unused bytes of a report may differ. */
  #last = '';

  constructor({ line, clock, log, settings }: PressureCourseOptions) {
    const { clockToleranceMs } = settings;
    super({ line, clock, log, limitMs: MEASUREMENT_LIMIT_MS, clockToleranceMs });
    this.#line = line;
    this.#settings = settings;
  }

  /** @param reason `format` of a monitor that is set to another output */
  override bad(length: number, reason?: string): void {
    super.bad(length, reason);
    if (reason === 'format') this.#line.enter('degraded', 'pressure.format');
  }

  /** A result that the monitor says to have made just now. */
  take(result: Result): void {
    this.good();
    const isOld = this.phase !== 'idle' && this.isOld(result);
    this.result(result);
    if (isOld) {
      // It was told apart; the person reads why the measurement goes on.
      this.#line.enter('degraded', 'pressure.old_result');
      return;
    }
    this.#last = resultKey(result);
    if (result.at !== null) this.clockIs(result.at);
  }

  /** The same result again, or one from before the session where the monitor's clock counts. */
  override isOld(result: Result): boolean {
    if (result.at !== null && resultKey(result) === this.#last) return true;
    return this.#settings.checkClock && super.isOld(result);
  }
}

/** Two results with the same key are the same measurement. */
export function resultKey(result: Result): string {
  return JSON.stringify([result.at, result.person, 'error' in result ? result.error.code : result.values]);
}
