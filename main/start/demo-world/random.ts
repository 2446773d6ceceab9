/** Repeatable randomness of the demo world: the same seed always tells the same story. Never for secrets. */
export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  /** Whole number, both ends inclusive. */
  integer(lowest: number, highest: number): number;
  between(lowest: number, highest: number): number;
  /** @throws RangeError for an empty list */
  pick<Value>(values: readonly Value[]): Value;
  bytes(length: number): Uint8Array;
}

/** mulberry32: 32 bits of state, enough to draw names and pictures by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (lowest: number, highest: number): number =>
    lowest + Math.floor(next() * (highest - lowest + 1));
  return {
    next,
    integer,
    between: (lowest, highest) => lowest + next() * (highest - lowest),
    pick(values) {
      if (values.length === 0) throw new RangeError('nothing to pick from');
      return values[integer(0, values.length - 1)] as (typeof values)[number];
    },
    bytes: (length) => Uint8Array.from({ length }, () => integer(0, 255)),
  };
}
