import type { ReadingContent } from '../decoded.ts';

/** How much values may differ and still count as the same (accuracy of the devices: ±2 %, ±3 per minute). */
const SPO2_SPREAD = 2;
const PULSE_SPREAD = 6;

/**
 * 稳定判定: a stream of values becomes a result when saturation and pulse have held for a while. Pure; times are
 * monotonic milliseconds.
 */
export class Settling {
  readonly #settleMs: number;
  #since: number | undefined;
  #spo2: readonly [low: number, high: number] = [0, 0];
  #pulse: readonly [low: number, high: number] = [0, 0];

  constructor(settleMs: number) {
    this.#settleMs = settleMs;
  }

  /** Finger out, probe error, searching, line trouble: begins anew. */
  restart(): void {
    this.#since = undefined;
  }

  /** True when this reading is the result. */
  take(reading: ReadingContent, now: number): boolean {
    const { spo2, pulseRate } = reading.values;
    if (spo2 === undefined || pulseRate === undefined) return false;
    const spo2Range = widened(this.#spo2, spo2);
    const pulseRange = widened(this.#pulse, pulseRate);
    if (this.#since === undefined || spread(spo2Range) > SPO2_SPREAD || spread(pulseRange) > PULSE_SPREAD) {
      this.#since = now;
      this.#spo2 = [spo2, spo2];
      this.#pulse = [pulseRate, pulseRate];
      return false;
    }
    this.#spo2 = spo2Range;
    this.#pulse = pulseRange;
    return now - this.#since >= this.#settleMs;
  }
}

function widened([low, high]: readonly [number, number], value: number): readonly [number, number] {
  return [Math.min(low, value), Math.max(high, value)];
}

function spread([low, high]: readonly [number, number]): number {
  return high - low;
}
