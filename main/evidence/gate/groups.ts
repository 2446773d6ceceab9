/**
 * Evidence of companions (portal.md section 3, point 6). Tags carried by one person share its direction, so each adds
 * to the others - guarded: a companion counts only as far as it is probably carried by the same person, and what it
 * says is mixed with "it was somebody else's". How much that weighs is learned on passages of one and of two people
 * (a second small model, fed with the inputs below); the notes' fixed rule (0.8 s, weight 0.3, no fusion on sure
 * contradiction) and every single weight were measured worse: resources/tooling/portal-lab/README.md.
 */
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
  let logOdds = 0;
  pairFeatures(left, right).forEach((feature, index) => {
    logOdds += feature * (weights[index] ?? 0);
  });
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

/** Builds the fusion inputs of every member of a passage; O(n squared) in the members. */
export function fusionInputs(members: readonly GroupMember[], weights: readonly number[]): FusionInput[] {
  const beliefs = members.map((member) => belief(member));
  const mean: [number, number, number] = [0, 0, 0];
  for (const told of beliefs)
    for (const direction of [0, 1, 2] as const) mean[direction] += told[direction] / members.length;
  const centre = members.reduce((sum, member) => sum + member.nearestAt, 0) / Math.max(1, members.length);
  const variance =
    members.reduce((sum, member) => sum + (member.nearestAt - centre) ** 2, 0) / Math.max(1, members.length);
  const spread = Math.min(4, Math.sqrt(variance) / 1000);

  return members.map((member, index) => {
    const own = beliefs[index] ?? [1 / 3, 1 / 3, 1 / 3];
    const all: [number, number, number] = [0, 0, 0];
    const close: [number, number, number] = [0, 0, 0];
    const near: [number, number, number] = [0, 0, 0];
    const loudest: [number, number, number] = [0, 0, 0];
    let companions = 0;
    let closeCount = 0;
    let likely = 0;
    let dissent = 0;
    members.forEach((other, otherIndex) => {
      const told = beliefs[otherIndex];
      if (otherIndex === index || told === undefined) return;
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
    });
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
      ),
      companions: likely,
      dissent,
    };
  });
}

/** What a member tells others: its likelihood with the books' word, normalised. */
function belief(member: GroupMember): Triple {
  const { own, prior } = member;
  return normalise([own[0] + Math.log(prior[0]), own[1] + Math.log(prior[1]), own[2] + Math.log(prior[2])]);
}
