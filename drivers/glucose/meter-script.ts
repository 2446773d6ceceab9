import { DeviceError } from '../errors.ts';
import { utcOfWallTime, wallTimeOf } from '../measurement/wall-time.ts';
import { finiteNumber, type SimulatorStep } from '../simulator/simulator-stage.ts';

/** One stored result of a simulated meter. */
export interface SimulatedRecord {
  readonly value: number;
  readonly unit: 'mg/dL' | 'mmol/L';
  /** `beforeMeal`, `afterMeal`, `controlSolution`. */
  readonly flags: readonly string[];
  /** `YYYY-MM-DDTHH:MM`, the meter's wall time. */
  readonly at: string;
}

/** What a simulated meter remembers: results, newest first, and how wrong its clock is. */
export class SimulatedMemory {
  readonly #now: () => number;
  #records: readonly SimulatedRecord[] = [];
  #skewMs = 0;
  isOn = true;

  constructor(now: () => number) {
    this.#now = now;
  }

  get records(): readonly SimulatedRecord[] {
    return this.#records;
  }

  get wallTime(): string {
    return wallTimeOf(this.#now() + this.#skewMs);
  }

  setClock(wallTime: string): void {
    this.#skewMs = (utcOfWallTime(wallTime) ?? this.#now()) - this.#now();
  }

  clear(): void {
    this.#records = [];
  }

  /**
   * The steps all meter simulators know: `{"memory":[{"value":104,"unit":"mg/dL","flags":["beforeMeal"],
   * "at":"2026-03-15T09:42"}]}`, `{"measure":{"value":98}}` (now, on top), `{"clockMinutes":-90}`, `{"power":false}`.
   *
   * @throws DeviceError `input.invalid`
   */
  step(step: SimulatorStep): (() => Record<string, unknown>) | undefined {
    const { memory, measure, clockMinutes, power } = step;
    if (Array.isArray(memory)) {
      const records = memory.map((raw: unknown) => recordOf(raw, undefined));
      return () => {
        this.#records = records;
        return { did: 'memory', records: records.length };
      };
    }
    if (measure !== undefined) {
      const record = recordOf(measure, '');
      return () => {
        this.#records = [{ ...record, at: this.wallTime.slice(0, 16) }, ...this.#records];
        return { did: 'measure', value: record.value };
      };
    }
    if (clockMinutes !== undefined) {
      const minutes = finiteNumber(step, 'clockMinutes', 0);
      return () => {
        this.#skewMs = minutes * 60_000;
        return { did: 'clock', minutes };
      };
    }
    if (typeof power === 'boolean') {
      return () => {
        this.isOn = power;
        return { did: 'power', power };
      };
    }
    return undefined;
  }
}

function recordOf(raw: unknown, at: string | undefined): SimulatedRecord {
  if (typeof raw !== 'object' || raw === null)
    throw new DeviceError('input.invalid', 'a record is an object');
  const given: Readonly<Record<string, unknown>> = { ...raw };
  const { flags = [] } = given;
  const time = at ?? given['at'];
  if (typeof time !== 'string' || !Array.isArray(flags)) {
    throw new DeviceError('input.invalid', 'a record has a time and a list of flags');
  }
  const value = finiteNumber(given, 'value', 100);
  return { value, unit: given['unit'] === 'mmol/L' ? 'mmol/L' : 'mg/dL', flags: flags.map(String), at: time };
}
