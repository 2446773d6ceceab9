/**
 * 游离标签: tags that are heard once or twice out of nowhere and never again for minutes: a shelf tag at the edge of the
 * field when somebody's body reflects the wave. During a passage such a read looks like a badly heard item of whoever
 * passes. How often they come is a property of the site, and can be counted while nobody is at the door.
 */

/** A track with no more cells than this may be a stray. */
export const strayCells = 2;
/** Memory of the rate: 10 minutes, as that of the baseline. */
const memoryMs = 600_000;
/**
 * Carried items that are read so seldom, per passage: 20 in 750 passages of a day with forty shelf tags (portal lab,
 * shifted parameters, validation seeds 6 500 000 on).
 */
const carriedPerPassage = 0.03;

/** What the watch has counted: strays, and the time without passages they came in. */
export interface StrayCount {
  readonly strays: number;
  /** Milliseconds. */
  readonly idleMs: number;
}

export interface StrayWatch {
  /** A tag that is no resident fell silent after `cells` cells, outside any passage. */
  ended(cells: number): void;
  /** Nobody was at the door for so long. */
  idle(milliseconds: number): void;
  /**
   * How much of the prior of a crossing is left to a tag of so few cells in a passage that has lasted so long: 1 where
   * strays are unknown, near 0 where many are to be expected.
   */
  share(cells: number, passageMs: number): number;
  state(): StrayCount;
  restore(count: StrayCount): void;
}

export function createStrayWatch(): StrayWatch {
  let strays = 0;
  let idleMs = 0;
  return {
    ended(cells) {
      if (cells > 0 && cells <= strayCells) strays += 1;
    },
    idle(milliseconds) {
      if (!(milliseconds > 0)) return;
      const kept = Math.exp(-milliseconds / memoryMs);
      strays *= kept;
      idleMs = idleMs * kept + milliseconds;
    },
    share(cells, passageMs) {
      if (cells > strayCells || idleMs === 0) return 1;
      const expected = (strays / idleMs) * passageMs;
      return carriedPerPassage / (carriedPerPassage + expected);
    },
    state: () => ({ strays, idleMs }),
    restore(count) {
      strays = count.strays;
      idleMs = count.idleMs;
    },
  };
}
