/** Intervals by bootstrap over passages: items of one passage share their fate, so passages are drawn, not items. */
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';

export interface Estimate {
  readonly value: number;
  /** 2.5 % and 97.5 % quantiles of the resampled values. */
  readonly low: number;
  readonly high: number;
}

const rounds = 400;

/**
 * Estimates a statistic of a list of independent units.
 * @param units one entry a passage (or session)
 * @param statistic of a resampled list; NaN when it is undefined there
 */
export function bootstrap<T>(units: readonly T[], statistic: (units: readonly T[]) => number): Estimate {
  const random = createRandom(17);
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const value = statistic(units.map(() => random.pick(units)));
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((left, right) => left - right);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))];
  return { value: statistic(units), low: at(0.025) ?? Number.NaN, high: at(0.975) ?? Number.NaN };
}

/** Sum of a part over sum of a whole, in percent; NaN without a whole. */
export function shareOf<T>(part: (unit: T) => number, whole: (unit: T) => number) {
  return (units: readonly T[]): number => {
    let parts = 0;
    let wholes = 0;
    for (const unit of units) {
      parts += part(unit);
      wholes += whole(unit);
    }
    return wholes === 0 ? Number.NaN : (100 * parts) / wholes;
  };
}

/** The value that `share` of all values do not exceed; infinite values are late for ever. */
export function quantileOf<T>(list: (unit: T) => readonly number[], share: number) {
  return (units: readonly T[]): number => {
    const sorted = units.flatMap((unit) => [...list(unit)]).sort((left, right) => left - right);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  };
}
