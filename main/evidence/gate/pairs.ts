/**
 * Which tags are carried by the same person (portal.md section 3, point 6: "better association is worth more than a
 * better classifier"). A logistic model judges pairs of tags; groups are grown from its log odds, so that nothing hangs
 * on one fixed gap in time.
 */
import type { Triple } from './types.ts';

/** What pairing needs of a tag; times in ms. */
export interface PairMember {
  /** Belief of the tag alone with the books' word: out, in, none. */
  readonly belief: Triple;
  readonly nearestAt: number;
  readonly sideChangeAt: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** A badge (胸卡): two badges are two people. */
  readonly badge: boolean;
  /** Known carrier: only the portal lab has it, to measure what perfect association would bring. */
  readonly carrier?: string;
}

/** Number of descriptors of a pair, offset included. */
export const pairFeatureCount = 14;

/** Writes the descriptors of a pair into `into`; the first is the offset. */
export function pairFeatures(left: PairMember, right: PairMember, into: Float64Array): void {
  const nearest = apart(left.nearestAt, right.nearestAt);
  const change = apart(left.sideChangeAt, right.sideChangeAt);
  const last = apart(left.lastAt, right.lastAt);
  const first = apart(left.firstAt, right.firstAt);
  const a = left.belief;
  const b = right.belief;
  into[0] = 1;
  into[1] = nearest;
  into[2] = Math.min(nearest, 0.8);
  into[3] = Math.min(nearest, 0.25);
  into[4] = change;
  into[5] = Math.min(change, 0.8);
  into[6] = first;
  into[7] = Math.min(first, 0.8);
  into[8] = last;
  into[9] = Math.min(last, 0.8);
  const agree = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  into[10] = agree;
  into[11] = agree * Math.min(nearest, 0.8);
  into[12] = a[0] * b[1] + a[1] * b[0];
  into[13] = left.badge && right.badge ? 1 : 0;
}

function apart(first: number, second: number): number {
  return Math.min(4, Math.abs(first - second) / 1000);
}

/** Log odds that cannot be outvoted: two badges are never on one person. */
const never = -12;

/** Log odds that two tags are carried by the same person. */
export function pairLogOdds(
  weights: ArrayLike<number>,
  left: PairMember,
  right: PairMember,
  scratch: Float64Array,
): number {
  if (left.carrier !== undefined && right.carrier !== undefined)
    return left.carrier === right.carrier ? -never : never;
  if (left.badge && right.badge) return never;
  pairFeatures(left, right, scratch);
  let sum = 0;
  for (let index = 0; index < pairFeatureCount; index += 1)
    sum += (weights[index] ?? 0) * (scratch[index] ?? 0);
  return sum;
}

/** Each tag is compared with this many tags before and after it in time: bounds the work of a crowded door. */
export const listeningReach = 8;

export interface PairTable {
  /** Members in order of time: indexes into the given list. */
  readonly order: readonly number[];
  /** Log odds of the members at places `place` and `place + step` of `order`; step 1 to `listeningReach`. */
  logOdds(place: number, step: number): number;
}

/** Compares every mover with its neighbours in time. */
export function comparePairs(
  members: readonly PairMember[],
  movers: readonly number[],
  weights: ArrayLike<number>,
): PairTable {
  const time = (index: number) => members[index]?.nearestAt ?? 0;
  const order = [...movers].sort((left, right) => time(left) - time(right) || left - right);
  const table = new Float64Array(order.length * listeningReach);
  const scratch = new Float64Array(pairFeatureCount);
  for (let place = 0; place < order.length; place += 1) {
    const left = members[order[place] ?? -1];
    if (left === undefined) continue;
    for (let step = 1; step <= listeningReach && place + step < order.length; step += 1) {
      const right = members[order[place + step] ?? -1];
      if (right !== undefined)
        table[place * listeningReach + step - 1] = pairLogOdds(weights, left, right, scratch);
    }
  }
  return { order, logOdds: (place, step) => table[place * listeningReach + step - 1] ?? 0 };
}

/** Rounds in which every tag may change to the group its neighbours on both sides speak for. */
const regroupings = 2;

/**
 * Groups tags: first in order of time, each joining the group the tags before it speak for most strongly on average or
 * starting one when none does; then every tag listens to both sides and may change over. Gives the group number of
 * every place of `table.order`; numbers have no gaps.
 */
export function growGroups(table: PairTable): Int32Array {
  const size = table.order.length;
  const groups = new Int32Array(size).fill(-1);
  let count = 0;
  for (let place = 0; place < size; place += 1) {
    const best = strongestGroup(table, groups, place, place - listeningReach, place - 1);
    groups[place] = best ?? count;
    if (best === null) count += 1;
  }
  for (let round = 0; round < regroupings; round += 1) {
    for (let place = 0; place < size; place += 1) {
      const best = strongestGroup(table, groups, place, place - listeningReach, place + listeningReach);
      if (best !== null) groups[place] = best;
    }
  }
  const renumbered = new Map<number, number>();
  return groups.map((group) => {
    const number = renumbered.get(group) ?? renumbered.size;
    renumbered.set(group, number);
    return number;
  });
}

function strongestGroup(
  table: PairTable,
  groups: Int32Array,
  place: number,
  from: number,
  until: number,
): number | null {
  const sums = new Map<number, { sum: number; votes: number }>();
  const last = Math.min(table.order.length - 1, until);
  for (let other = Math.max(0, from); other <= last; other += 1) {
    const group = groups[other] ?? -1;
    if (other === place || group < 0) continue;
    const odds = table.logOdds(Math.min(place, other), Math.abs(place - other));
    const known = sums.get(group);
    if (known === undefined) sums.set(group, { sum: odds, votes: 1 });
    else {
      known.sum += odds;
      known.votes += 1;
    }
  }
  let best: number | null = null;
  let strongest = 0;
  for (const [group, { sum, votes }] of sums) {
    if (sum / votes <= strongest) continue;
    strongest = sum / votes;
    best = group;
  }
  return best;
}
