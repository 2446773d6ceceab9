/**
 * Evidence of companions (portal.md section 3, point 6). Tags carried by one person share its direction, so each adds
 * to the others - guarded: a companion counts only as far as it is probably carried by the same person, and what it
 * says is mixed with "it was somebody else's". How much that weighs is learned on passages of one and of two people
 * (a second small model, fed with the inputs below); the notes' fixed rule (0.8 s, weight 0.3, no fusion on sure
 * contradiction) and every single weight were measured worse: resources/tooling/portal-lab/README.md.
 */
import type { BarrierView } from './barriers.ts';
import { normalise } from './likelihood.ts';
import type { Triple } from './types.ts';

/** What grouping needs of a tag; times in ms. */
export interface GroupMember {
  /** Log-likelihoods of the tag alone. */
  readonly own: Triple;
  /** Prior of the tag (point 7), as probabilities. */
  readonly prior: Triple;
  readonly nearestAt: number;
  readonly sideChangeAt: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly readCells: number;
  readonly barrier: BarrierView;
}

/** Descriptors of a pair for the same-carrier model; the first is the offset. */
export function pairFeatures(left: GroupMember, right: GroupMember): readonly number[] {
  const apart = (first: number, second: number, bound: number) =>
    Math.min(bound, Math.abs(first - second) / 1000);
  const nearest = apart(left.nearestAt, right.nearestAt, 4);
  const change = apart(left.sideChangeAt, right.sideChangeAt, 4);
  return [
    1,
    nearest,
    Math.min(nearest, 0.8),
    change,
    Math.min(change, 0.8),
    apart(left.firstAt, right.firstAt, 4),
    apart(left.lastAt, right.lastAt, 4),
    Math.min(apart(left.lastAt, right.lastAt, 4), 0.8),
  ];
}

/** Probability that two tags are carried by the same person. */
export function sameCarrier(weights: readonly number[], left: GroupMember, right: GroupMember): number {
  const features = pairFeatures(left, right);
  let logOdds = 0;
  for (let index = 0; index < features.length; index += 1)
    logOdds += (features[index] ?? 0) * (weights[index] ?? 0);
  return 1 / (1 + Math.exp(-logOdds));
}

/** Names of the fusion inputs, in order. */
export const fusionFeatureNames = [
  'ownOut',
  'ownIn',
  'ownSure',
  'readCells',
  'companionsOut',
  'companionsIn',
  'closeOut',
  'closeIn',
  'nearOut',
  'nearIn',
  'companionCount',
  'closeCount',
  'loudestOut',
  'loudestIn',
  'loudestNone',
  'meanOut',
  'meanIn',
  'meanNone',
  'spread',
  'members',
  'dissent',
] as const;

export interface FusionInput {
  readonly values: Float64Array;
  /** Companions that are probably of the same person. */
  readonly companions: number;
  /** How strongly the likeliest companion contradicts the tag, 0..1. */
  readonly dissent: number;
}

/** Log ratios beyond this carry no more weight: one tag never outvotes everything. */
const ratioBound = 8;

/** A tag listens to this many companions before and after it in time: bounds the work of a crowded door. */
const listeningReach = 8;

/** Builds the fusion inputs of the wanted members of a passage, in the order of `members`; null for the others. */
export function fusionInputs(
  members: readonly GroupMember[],
  weights: readonly number[],
  wanted: (index: number) => boolean = () => true,
): (FusionInput | null)[] {
  const beliefs = members.map((member) => belief(member));
  const movers = members
    .map((_, index) => index)
    .filter((index) => !isFurniture(members[index], beliefs[index]));
  const mean: [number, number, number] = [0, 0, 0];
  let centre = 0;
  for (const index of movers) {
    for (const direction of [0, 1, 2] as const)
      mean[direction] += (beliefs[index]?.[direction] ?? 0) / movers.length;
    centre += (members[index]?.nearestAt ?? 0) / movers.length;
  }
  const variance = movers.reduce(
    (sum, index) => sum + ((members[index]?.nearestAt ?? centre) - centre) ** 2,
    0,
  );
  const spread = Math.min(4, Math.sqrt(variance / Math.max(1, movers.length)) / 1000);
  const byTime = movers.sort(
    (left, right) => (members[left]?.nearestAt ?? 0) - (members[right]?.nearestAt ?? 0) || left - right,
  );

  return members.map((member, index) => {
    if (!wanted(index)) return null;
    const { barrier } = member;
    const own = beliefs[index] ?? [1 / 3, 1 / 3, 1 / 3];
    const all: [number, number, number] = [0, 0, 0];
    const close: [number, number, number] = [0, 0, 0];
    const near: [number, number, number] = [0, 0, 0];
    const loudest: [number, number, number] = [0, 0, 0];
    let companions = 0;
    let closeCount = 0;
    let likely = 0;
    let dissent = 0;
    const place = placeAt(byTime, members, member.nearestAt);
    for (const otherIndex of byTime.slice(Math.max(0, place - listeningReach), place + listeningReach + 1)) {
      const told = beliefs[otherIndex];
      const other = members[otherIndex];
      if (otherIndex === index || told === undefined || other === undefined) continue;
      const shared = sameCarrier(weights, member, other);
      const apart = Math.abs(member.nearestAt - other.nearestAt);
      companions += shared;
      if (shared > 0.5) likely += 1;
      if (apart < 300) closeCount += 1;
      for (const direction of [0, 1, 2] as const) {
        const message = Math.log(shared * told[direction] + (1 - shared) / 3);
        all[direction] += message;
        if (apart < 800) close[direction] += message;
        if (apart < 300) near[direction] += message;
        loudest[direction] = Math.max(loudest[direction], shared * told[direction]);
      }
      dissent = Math.max(dissent, shared * (1 - own[0] * told[0] - own[1] * told[1] - own[2] * told[2]));
    }
    const ratio = (logs: Triple, direction: 0 | 1): number =>
      Math.max(-ratioBound, Math.min(ratioBound, logs[direction] - logs[2]));
    const alone: Triple = [Math.log(own[0] + 1e-6), Math.log(own[1] + 1e-6), Math.log(own[2] + 1e-6)];
    return {
      values: Float64Array.of(
        ratio(alone, 0),
        ratio(alone, 1),
        Math.max(...own),
        Math.log1p(member.readCells),
        ratio(all, 0),
        ratio(all, 1),
        ratio(close, 0),
        ratio(close, 1),
        ratio(near, 0),
        ratio(near, 1),
        Math.log1p(companions),
        Math.log1p(closeCount),
        ...loudest,
        ...mean,
        spread,
        Math.log1p(members.length),
        dissent,
        barrier.known,
        barrier.out,
        barrier.in,
        barrier.returned,
        barrier.broken,
      ),
      companions: likely,
      dissent,
    };
  });
}

/** A tag that stayed and was there this long tells nothing about who walks: shelf tags must not outvote a carrier. */
const furnitureSpanMs = 6000;
const furnitureBelief = 0.8;

function isFurniture(member: GroupMember | undefined, told: Triple | undefined): boolean {
  if (member === undefined || told === undefined) return true;
  return member.lastAt - member.firstAt > furnitureSpanMs && told[2] > furnitureBelief;
}

/** Place of a time among members sorted by time: the first that is not earlier. */
function placeAt(byTime: readonly number[], members: readonly GroupMember[], at: number): number {
  let low = 0;
  let high = byTime.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((members[byTime[middle] ?? -1]?.nearestAt ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a member tells others: its likelihood with the books' word, normalised. */
function belief(member: GroupMember): Triple {
  const { own, prior } = member;
  return normalise([own[0] + Math.log(prior[0]), own[1] + Math.log(prior[1]), own[2] + Math.log(prior[2])]);
}
