/**
 * Seeded random numbers for the walk model. A walk with the same seed is the same walk on every machine, so a
 * measured accuracy can be repeated and a test can name the passage it means.
 */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Normal with the given mean and standard deviation. */
  normal(mean: number, deviation: number): number;
  /** Poisson count with the given mean (0 for a mean of 0 or less). */
  poisson(mean: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** Integer in [low, high]. */
  integer(low: number, high: number): number;
  /** One of the values; the list must not be empty. */
  pick<T>(values: readonly T[]): T;
}

/** Creates a generator from an integer seed (mulberry32, public domain by T. Ettinger). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  let spareNormal: number | undefined;

  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };

  const standardNormal = (): number => {
    if (spareNormal !== undefined) {
      const value = spareNormal;
      spareNormal = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  const poisson = (mean: number): number => {
    if (!(mean > 0)) return 0;
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * standardNormal()));
    const limit = Math.exp(-mean);
    let product = uniform();
    let count = 0;
    while (product > limit) {
      count += 1;
      product *= uniform();
    }
    return count;
  };

  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    poisson,
    chance: (probability) => uniform() < probability,
    integer: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    pick: (values) => {
      const value = values[Math.floor(uniform() * values.length)];
      if (value === undefined) throw new RangeError('pick needs at least one value');
      return value;
    },
  };
}
