/**
 * Evidence of companions (portal.md section 3, point 6). Tags carried by one person share its direction, so each adds
 * to the others - guarded: a companion counts only as far as it is probably carried by the same person, and what it
 * says is mixed with "it was somebody else's". Beside that stands the evidence of the tag's whole group: its merged
 * track, judged by a model of its own. How much all of that weighs is learned on passages of one, two and three people
 * (a last small model, fed with the inputs below); the notes' fixed rule (0.8 s, weight 0.3, no fusion on sure
 * contradiction) and every single weight were measured worse: resources/tooling/portal-lab/README.md.
 */
import type { BarrierView, Traversal } from './barriers.ts';
import type { Scorer } from './likelihood.ts';
import { normalise } from './likelihood.ts';
import type { MembershipContext } from './membership.ts';
import { memberships, profileOf } from './membership.ts';
import type { PairMember, PairTable } from './pairs.ts';
import { comparePairs, growGroups, listeningReach } from './pairs.ts';
import type { Track } from './track.ts';
import type { TraversalShare } from './traversals.ts';
import { noTraversal, shareTraversals } from './traversals.ts';
import type { Triple } from './types.ts';

/** What grouping needs of a tag; times in ms. */
export interface GroupMember extends PairMember {
  /** Log-likelihoods of the tag alone. */
  readonly own: Triple;
  readonly readCells: number;
  readonly barrier: BarrierView;
}

/** What the merged track of a group says. */
export interface GroupEvidence {
  /** Log-likelihoods of out, in, none. */
  readonly own: Triple;
  readonly nearestAt: number;
  readonly barrier: BarrierView;
  readonly track: Track;
}

/** What the fusion asks back about a passage. */
export interface PassageEvidence {
  /** Evidence of a group, from the indexes of its members; a group of one is judged by its own track. */
  judge(indexes: readonly number[]): GroupEvidence;
  readonly traversals: readonly Traversal[];
  /** Judges whether a group made a traversal (traversals.ts). */
  readonly scoreTraversal: Scorer;
  trackOf(index: number): Track | undefined;
  /** Judges whether a tag belongs to a group (membership.ts). */
  readonly scoreMembership: Scorer;
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
  'barrierKnown',
  'barrierOut',
  'barrierIn',
  'barrierReturn',
  'barrierBroken',
  'groupOut',
  'groupIn',
  'groupSure',
  'groupSize',
  'groupTrust',
  'groupBarrierOut',
  'groupBarrierIn',
  'groupBarrierReturn',
  'groupBarrierBroken',
  'traversalsOut',
  'traversalsIn',
  'traversalsReturn',
  'traversalTangled',
  'groups',
  'othersOut',
  'othersIn',
  'othersNone',
  'badges',
  'groupBadge',
  'oneBadge',
  'madeOut',
  'madeIn',
  'madeReturn',
  'aloneOut',
  'aloneIn',
  'othersMade',
  'mixedOut',
  'mixedIn',
  'mixedNone',
  'mixedMadeOut',
  'mixedMadeIn',
  'mixedMadeReturn',
  'belongs',
  'belongsMost',
  'barrierOrdered',
  'halfOut',
  'halfIn',
] as const;

export interface FusionInput {
  readonly values: Float64Array;
  /** Companions that are probably of the same person. */
  readonly companions: number;
  /** How strongly the likeliest companion contradicts the tag, 0..1. */
  readonly dissent: number;
  /** Number of the tag's group among the groups of the passage; -1 for a tag that lives here. */
  readonly group: number;
  /** Whether somebody else may be about: several badges, or without any badge several groups. */
  readonly others: boolean;
  /** How probably the tag went through the light barriers with one of the groups. */
  readonly traversed: Pick<TraversalShare, 'out' | 'in' | 'returned'>;
}

/** Log ratios beyond this carry no more weight: one tag never outvotes everything. */
const ratioBound = 8;
/** Groups judged by their merged track at most; the largest first. */
const judgedGroups = 6;

export interface Grouped {
  readonly table: PairTable;
  /** Place in the table of each member; -1 for furniture. */
  readonly places: Int32Array;
  /** Group of each place. */
  readonly groups: Int32Array;
  readonly lists: readonly (readonly number[])[];
}

export function groupMembers(members: readonly GroupMember[], weights: ArrayLike<number>): Grouped {
  const movers = members.map((_, index) => index).filter((index) => !isFurniture(members[index]));
  const table = comparePairs(members, movers, weights);
  const groups = growGroups(table);
  const places = new Int32Array(members.length).fill(-1);
  const lists: number[][] = [];
  table.order.forEach((index, place) => {
    places[index] = place;
    const group = groups[place] ?? 0;
    (lists[group] ??= []).push(index);
  });
  return { table, places, groups, lists };
}

/**
 * Builds the fusion inputs of the wanted members of a passage, in the order of `members`; null for the others.
 */
export function fusionInputs(
  members: readonly GroupMember[],
  weights: ArrayLike<number>,
  asked: PassageEvidence,
  wanted: (index: number) => boolean = () => true,
): (FusionInput | null)[] {
  const grouped = groupMembers(members, weights);
  const { table, places, groups, lists } = grouped;
  const evidence = judgeGroups(lists, asked);
  const made = shareTraversals(evidence, asked.traversals, asked.scoreTraversal);
  const passage = passageView(members, table.order);
  const context = membershipContext(members, grouped, evidence, asked);
  const badges = members.filter((member) => member.badge).length;

  return members.map((member, index) => {
    if (!wanted(index)) return null;
    const place = places[index] ?? -1;
    const group = place < 0 ? -1 : (groups[place] ?? -1);
    const told = listen(members, grouped, index);
    const list = lists[group] ?? [index];
    const of = evidence[group] ?? { own: member.own, barrier: member.barrier };
    const mine: TraversalShare = made[group] ?? noTraversal;
    let othersMade = 0;
    made.forEach((share, number) => {
      if (number !== group) othersMade = Math.max(othersMade, share.out, share.in);
    });
    const others: [number, number, number] = [0, 0, 0];
    evidence.forEach((other, number) => {
      if (number === group || other === null) return;
      const belief = normalise(other.own);
      for (const direction of [0, 1, 2] as const)
        others[direction] = Math.max(others[direction], belief[direction]);
    });
    const mixed = mix(memberships(context, index, asked.scoreMembership), evidence, made, group);
    const { barrier, belief } = member;
    const alone: Triple = [
      Math.log(belief[0] + 1e-6),
      Math.log(belief[1] + 1e-6),
      Math.log(belief[2] + 1e-6),
    ];
    return {
      values: Float64Array.of(
        ratio(alone, 0),
        ratio(alone, 1),
        Math.max(...belief),
        Math.log1p(member.readCells),
        ratio(told.all, 0),
        ratio(told.all, 1),
        ratio(told.close, 0),
        ratio(told.close, 1),
        ratio(told.near, 0),
        ratio(told.near, 1),
        Math.log1p(told.companions),
        Math.log1p(told.closeCount),
        ...told.loudest,
        ...passage.mean,
        passage.spread,
        Math.log1p(members.length),
        told.dissent,
        barrier.known,
        barrier.out,
        barrier.in,
        barrier.returned,
        barrier.broken,
        ratio(of.own, 0),
        ratio(of.own, 1),
        Math.max(...normalise(of.own)),
        Math.log1p(list.length),
        told.trust,
        of.barrier.out,
        of.barrier.in,
        of.barrier.returned,
        of.barrier.broken,
        of.barrier.outCount,
        of.barrier.inCount,
        of.barrier.returnCount,
        of.barrier.tangled,
        Math.min(4, lists.length),
        ...others,
        Math.min(3, badges),
        list.some((one) => members[one]?.badge) ? 1 : 0,
        badges === 1 ? 1 : 0,
        mine.out,
        mine.in,
        mine.returned,
        mine.aloneOut,
        mine.aloneIn,
        othersMade,
        ...mixed.belief,
        mixed.out,
        mixed.in,
        mixed.returned,
        mixed.own,
        mixed.most,
        barrier.ordered,
        of.barrier.halfOut,
        of.barrier.halfIn,
      ),
      companions: told.likely,
      dissent: told.dissent,
      group,
      others: badges > 1 || (badges === 0 && lists.length > 1),
      traversed: { out: mixed.out, in: mixed.in, returned: mixed.returned },
    };
  });
}

/** Everything a membership is judged by. */
export function membershipContext(
  members: readonly GroupMember[],
  grouped: Grouped,
  evidence: readonly (GroupEvidence | null)[],
  asked: Pick<PassageEvidence, 'trackOf'>,
): MembershipContext {
  const profiles = grouped.lists.map((list, number) =>
    evidence[number] === null || evidence[number] === undefined
      ? null
      : profileOf(list.flatMap((index) => asked.trackOf(index) ?? [])),
  );
  return { ...grouped, members, evidence, profiles, trackOf: (index) => asked.trackOf(index) };
}

/** What all groups say, each as far as the tag belongs to it; the rest says nothing. */
function mix(
  shares: Float64Array,
  evidence: readonly (GroupEvidence | null)[],
  made: readonly TraversalShare[],
  group: number,
) {
  const belief: [number, number, number] = [0, 0, 0];
  const mixed = { belief, out: 0, in: 0, returned: 0, own: shares[group] ?? 0, most: 0 };
  let rest = 1;
  shares.forEach((share, number) => {
    const of = evidence[number];
    const traversed = made[number];
    if (share === 0 || !of || traversed === undefined) return;
    rest -= share;
    const told = normalise(of.own);
    for (const direction of [0, 1, 2] as const) belief[direction] += share * told[direction];
    mixed.out += share * traversed.out;
    mixed.in += share * traversed.in;
    mixed.returned += share * traversed.returned;
    mixed.most = Math.max(mixed.most, share);
  });
  for (const direction of [0, 1, 2] as const) belief[direction] += rest / 3;
  return mixed;
}

function ratio(logs: Triple, direction: 0 | 1): number {
  return Math.max(-ratioBound, Math.min(ratioBound, logs[direction] - logs[2]));
}

/** Evidence of the largest groups; the rest, lone tags in a crowd, stand for themselves. */
function judgeGroups(
  lists: readonly (readonly number[])[],
  asked: PassageEvidence,
): (GroupEvidence | null)[] {
  const bySize = lists.map((_, number) => number);
  bySize.sort((left, right) => (lists[right]?.length ?? 0) - (lists[left]?.length ?? 0) || left - right);
  const judged = new Set(bySize.slice(0, judgedGroups));
  return lists.map((list, number) => (judged.has(number) ? asked.judge(list) : null));
}

/** What the neighbours in time tell one member. */
function listen(members: readonly GroupMember[], grouped: Grouped, index: number) {
  const { table, places, groups } = grouped;
  const member = members[index];
  const all: [number, number, number] = [0, 0, 0];
  const close: [number, number, number] = [0, 0, 0];
  const near: [number, number, number] = [0, 0, 0];
  const loudest: [number, number, number] = [0, 0, 0];
  const told = { all, close, near, loudest, companions: 0, closeCount: 0, likely: 0, dissent: 0, trust: 1 };
  const place = places[index] ?? -1;
  if (member === undefined || place < 0) return told;
  const own = member.belief;
  let trust = 0;
  let trusted = 0;
  const from = Math.max(0, place - listeningReach);
  const until = Math.min(table.order.length - 1, place + listeningReach);
  for (let otherPlace = from; otherPlace <= until; otherPlace += 1) {
    const other = members[table.order[otherPlace] ?? -1];
    if (otherPlace === place || other === undefined) continue;
    const step = Math.abs(otherPlace - place);
    const shared = 1 / (1 + Math.exp(-table.logOdds(Math.min(place, otherPlace), step)));
    const apart = Math.abs(member.nearestAt - other.nearestAt);
    told.companions += shared;
    if (shared > 0.5) told.likely += 1;
    if (apart < 300) told.closeCount += 1;
    if (groups[otherPlace] === groups[place]) {
      trust += shared;
      trusted += 1;
    }
    const { belief } = other;
    for (const direction of [0, 1, 2] as const) {
      const message = Math.log(shared * belief[direction] + (1 - shared) / 3);
      all[direction] += message;
      if (apart < 800) close[direction] += message;
      if (apart < 300) near[direction] += message;
      loudest[direction] = Math.max(loudest[direction], shared * belief[direction]);
    }
    told.dissent = Math.max(
      told.dissent,
      shared * (1 - own[0] * belief[0] - own[1] * belief[1] - own[2] * belief[2]),
    );
  }
  if (trusted > 0) told.trust = trust / trusted;
  return told;
}

/** Mean belief of the movers and how far apart in time they are, seconds. */
function passageView(members: readonly GroupMember[], movers: readonly number[]) {
  const mean: [number, number, number] = [0, 0, 0];
  let centre = 0;
  for (const index of movers) {
    const member = members[index];
    for (const direction of [0, 1, 2] as const)
      mean[direction] += (member?.belief[direction] ?? 0) / movers.length;
    centre += (member?.nearestAt ?? 0) / movers.length;
  }
  let variance = 0;
  for (const index of movers) variance += ((members[index]?.nearestAt ?? centre) - centre) ** 2;
  return { mean, spread: Math.min(4, Math.sqrt(variance / Math.max(1, movers.length)) / 1000) };
}

/** A tag that stayed and was there this long tells nothing about who walks: shelf tags must not outvote a carrier. */
const furnitureSpanMs = 6000;
const furnitureBelief = 0.8;

function isFurniture(member: GroupMember | undefined): boolean {
  if (member === undefined) return true;
  return member.lastAt - member.firstAt > furnitureSpanMs && member.belief[2] > furnitureBelief;
}

/** What a member tells others: its likelihood with the books' word, normalised. */
export function beliefOf(own: Triple, prior: Triple): Triple {
  return normalise([own[0] + Math.log(prior[0]), own[1] + Math.log(prior[1]), own[2] + Math.log(prior[2])]);
}
