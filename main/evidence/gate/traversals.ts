/**
 * Which group of tags made which traversal of the light barriers (光栅). With two people at the door a traversal says
 * that somebody crossed, not who; a small model compares each group's merged track with each traversal, and the groups
 * compete for it.
 */
import type { Traversal } from './barriers.ts';
import type { Scorer } from './likelihood.ts';
import type { Track } from './track.ts';

/** What of a group is compared with a traversal. */
export interface TraversalCandidate {
  readonly track: Track;
  readonly nearestAt: number;
}

/** Names of the descriptors, in order. `near` is the side the traversal came from, `far` the one it went to. */
export const traversalFeatureNames = [
  'crosses',
  'tangled',
  'apart',
  'apartClose',
  'signedApart',
  'nearBefore',
  'farBefore',
  'nearAfter',
  'farAfter',
  'nearAround',
  'farAround',
  'beforeShare',
  'afterShare',
  'weight',
  'startsBefore',
  'endsAfter',
] as const;

/** Traversals further than this from a group's nearest moment are somebody else's, ms. */
const reachMs = 4000;
const aroundMs = 300;
const spanMs = 2500;
const silent = -85;

/** Describes a group beside a traversal. */
export function traversalFeatures(candidate: TraversalCandidate, traversal: Traversal): Float64Array {
  const { track, nearestAt } = candidate;
  const at = (traversal.from + traversal.to) / 2;
  const peaks = { nearBefore: silent, farBefore: silent, nearAfter: silent, farAfter: silent };
  let nearAround = silent;
  let farAround = silent;
  let before = [0, 0];
  let after = [0, 0];
  let total = 0;
  for (const cell of track.cells) {
    const apart = cell.t - at;
    if (Math.abs(apart) > spanMs) continue;
    const near = cell.side === traversal.origin;
    const weight = Math.max(0.2, (cell.peak - silent) / 20);
    total += weight;
    if (Math.abs(apart) < aroundMs) {
      if (near) nearAround = Math.max(nearAround, cell.peak);
      else farAround = Math.max(farAround, cell.peak);
    } else if (apart < 0) {
      if (near) peaks.nearBefore = Math.max(peaks.nearBefore, cell.peak);
      else peaks.farBefore = Math.max(peaks.farBefore, cell.peak);
      before = near
        ? [(before[0] ?? 0) + weight, before[1] ?? 0]
        : [before[0] ?? 0, (before[1] ?? 0) + weight];
    } else {
      if (near) peaks.nearAfter = Math.max(peaks.nearAfter, cell.peak);
      else peaks.farAfter = Math.max(peaks.farAfter, cell.peak);
      after = near ? [(after[0] ?? 0) + weight, after[1] ?? 0] : [after[0] ?? 0, (after[1] ?? 0) + weight];
    }
  }
  const distance = Math.abs(nearestAt - at) / 1000;
  const level = (peak: number) => (peak + 60) / 10;
  const balance = (sums: readonly number[]) =>
    ((sums[1] ?? 0) - (sums[0] ?? 0)) / ((sums[0] ?? 0) + (sums[1] ?? 0) + 0.5);
  return Float64Array.of(
    traversal.direction === 'return' ? 0 : 1,
    traversal.tangled ? 1 : 0,
    Math.min(3, distance),
    Math.min(0.6, distance),
    Math.max(-2, Math.min(2, (nearestAt - at) / 1000)),
    level(peaks.nearBefore),
    level(peaks.farBefore),
    level(peaks.nearAfter),
    level(peaks.farAfter),
    level(nearAround),
    level(farAround),
    balance(before),
    balance(after),
    Math.log1p(total),
    Math.max(-2, Math.min(3, (at - track.firstAt) / 1000)),
    Math.max(-2, Math.min(3, (track.lastAt - at) / 1000)),
  );
}

/** How probably a group made an outward, an inward or a returning traversal. */
export interface TraversalShare {
  readonly out: number;
  readonly in: number;
  readonly returned: number;
  /** The same without the competition of the other groups. */
  readonly aloneOut: number;
  readonly aloneIn: number;
}

export const noTraversal: TraversalShare = { out: 0, in: 0, returned: 0, aloneOut: 0, aloneIn: 0 };

/** True when a traversal may be a group's at all. */
export function inReach(candidate: TraversalCandidate, traversal: Traversal): boolean {
  const at = (traversal.from + traversal.to) / 2;
  return at > candidate.track.firstAt - reachMs && at < candidate.track.lastAt + reachMs;
}

/**
 * Shares the traversals out among the groups.
 * @param score its first and third value are the log-likelihoods of "made it" and "did not"
 */
export function shareTraversals(
  candidates: readonly (TraversalCandidate | null)[],
  traversals: readonly Traversal[],
  score: Scorer,
): TraversalShare[] {
  const shares = candidates.map(() => ({ ...noTraversal }));
  for (const traversal of traversals) {
    const made = candidates.map((candidate) => {
      if (candidate === null || !inReach(candidate, traversal)) return 0;
      const logs = score(traversalFeatures(candidate, traversal));
      return 1 / (1 + Math.exp(logs[2] - logs[0]));
    });
    const sum = made.reduce((total, value) => total + value, 0);
    made.forEach((value, index) => {
      const share = shares[index];
      if (share === undefined) return;
      const mine = value / Math.max(1, sum);
      if (traversal.direction === 'out') {
        share.out = Math.max(share.out, mine);
        share.aloneOut = Math.max(share.aloneOut, value);
      } else if (traversal.direction === 'in') {
        share.in = Math.max(share.in, mine);
        share.aloneIn = Math.max(share.aloneIn, value);
      } else share.returned = Math.max(share.returned, mine);
    });
  }
  return shares;
}
