/**
 * To which group a tag belongs, weighed against all groups at once (portal.md section 3, points 6 and 9). Pairs of tags
 * give a first grouping; here every tag is compared with the whole of each group - when and on which side the group was
 * read, how near their moments are, what both say about the direction - and gets a probability for each.
 */
import type { GroupEvidence, GroupMember } from './groups.ts';
import type { Scorer } from './likelihood.ts';
import { normalise } from './likelihood.ts';
import type { PairTable } from './pairs.ts';
import { listeningReach } from './pairs.ts';
import type { Track } from './track.ts';

/** Names of the descriptors of a tag beside a group, in order. */
export const membershipFeatureNames = [
  'grown',
  'pairs',
  'profile',
  'profileGain',
  'apart',
  'apartClose',
  'startsEarlier',
  'endsLater',
  'size',
  'agree',
  'opposite',
  'lnCells',
  'alone',
] as const;

/** Profiles are kept in slots of this many 100 ms cells. */
const slotCells = 2;
const floorShare = 0.004;
const pairBound = 6;

/** When and on which side a group was read: share of its tags' reads by slot and side. */
export interface GroupProfile {
  readonly firstSlot: number;
  readonly slots: number;
  /** Side by side: inside in even, outside in odd places. */
  readonly shares: Float64Array;
  readonly tags: number;
}

function slotOf(bin: number): number {
  return Math.floor(bin / slotCells);
}

/** Adds a track's shares, each tag counting once, to a profile's array. */
function addShares(track: Track, firstSlot: number, shares: Float64Array, sign: 1 | -1): void {
  let total = 0;
  for (const cell of track.cells) total += weightOf(cell.peak);
  for (const cell of track.cells) {
    const place = (slotOf(cell.bin) - firstSlot) * 2 + (cell.side === 'inside' ? 0 : 1);
    if (place >= 0 && place < shares.length)
      shares[place] = (shares[place] ?? 0) + (sign * weightOf(cell.peak)) / total;
  }
}

function weightOf(peak: number): number {
  return Math.max(0.2, (peak + 85) / 20);
}

/** Profile of a group from its tags' own tracks. */
export function profileOf(tracks: readonly Track[]): GroupProfile {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { cells } of tracks) {
    first = Math.min(first, slotOf(cells[0]?.bin ?? Number.POSITIVE_INFINITY));
    last = Math.max(last, slotOf(cells.at(-1)?.bin ?? Number.NEGATIVE_INFINITY));
  }
  const slots = Number.isFinite(first) && Number.isFinite(last) ? last - first + 1 : 0;
  const shares = new Float64Array(slots * 2);
  for (const track of tracks) addShares(track, first, shares, 1);
  return { firstSlot: Number.isFinite(first) ? first : 0, slots, shares, tags: tracks.length };
}

/** Mean log share of a tag's reads under a profile, the slots beside counted in; the tag's own reads taken out. */
export function profileScore(track: Track, profile: GroupProfile, member: boolean): number {
  const { firstSlot, shares } = profile;
  const others = profile.tags - (member ? 1 : 0);
  if (others <= 0) return Math.log(floorShare);
  const without = member ? Float64Array.from(shares) : shares;
  if (member) addShares(track, firstSlot, without, -1);
  let weight = 0;
  let sum = 0;
  for (const cell of track.cells) {
    const place = (slotOf(cell.bin) - firstSlot) * 2 + (cell.side === 'inside' ? 0 : 1);
    const at = (where: number) => Math.max(0, without[where] ?? 0);
    const near = (at(place) + 0.5 * at(place - 2) + 0.5 * at(place + 2)) / (2 * others);
    const w = weightOf(cell.peak);
    weight += w;
    sum += w * Math.log(Math.max(0, near) + floorShare);
  }
  return weight > 0 ? sum / weight : Math.log(floorShare);
}

/** What comparing needs of a passage. */
export interface MembershipContext {
  readonly members: readonly GroupMember[];
  readonly trackOf: (index: number) => Track | undefined;
  readonly table: PairTable;
  readonly places: Int32Array;
  readonly groups: Int32Array;
  readonly lists: readonly (readonly number[])[];
  readonly evidence: readonly (GroupEvidence | null)[];
  readonly profiles: readonly (GroupProfile | null)[];
}

/** Describes a tag beside a group; null when the group has no evidence. */
export function membershipFeatures(
  context: MembershipContext,
  index: number,
  group: number,
  into: Float64Array,
): boolean {
  const { members, evidence, profiles, lists, places, groups } = context;
  const member = members[index];
  const of = evidence[group];
  const profile = profiles[group];
  const track = context.trackOf(index);
  if (member === undefined || track === undefined || !of || !profile) return false;
  const own = groups[places[index] ?? -1] === group;
  const score = profileScore(track, profile, own);
  const apart = Math.min(4, Math.abs(member.nearestAt - of.nearestAt) / 1000);
  const belief = normalise(of.own);
  const b = member.belief;
  const size = (lists[group]?.length ?? 0) - (own ? 1 : 0);
  into[0] = own ? 1 : 0;
  into[1] = pairVotes(context, index, group);
  into[2] = score;
  into[3] = score * Math.log1p(Math.min(10, member.readCells));
  into[4] = apart;
  into[5] = Math.min(apart, 0.6);
  into[6] = clip((of.track.firstAt - member.firstAt) / 1000);
  into[7] = clip((member.lastAt - of.track.lastAt) / 1000);
  into[8] = Math.log1p(size);
  into[9] = b[0] * belief[0] + b[1] * belief[1] + b[2] * belief[2];
  into[10] = b[0] * belief[1] + b[1] * belief[0];
  into[11] = Math.log1p(member.readCells);
  into[12] = size === 0 ? 1 : 0;
  return true;
}

function clip(seconds: number): number {
  return Math.max(0, Math.min(3, seconds));
}

function pairVotes(context: MembershipContext, index: number, group: number): number {
  const { table, places, groups } = context;
  const place = places[index] ?? -1;
  if (place < 0) return 0;
  let sum = 0;
  let votes = 0;
  const last = Math.min(table.order.length - 1, place + listeningReach);
  for (let other = Math.max(0, place - listeningReach); other <= last; other += 1) {
    if (other === place || groups[other] !== group) continue;
    sum += table.logOdds(Math.min(place, other), Math.abs(place - other));
    votes += 1;
  }
  return votes === 0 ? 0 : Math.max(-pairBound, Math.min(pairBound, sum / votes));
}

/** Weight of "carried by nobody seen as a group" against one group, as log odds. */
const strangerLogOdds = -1;

/**
 * Probability of each group for a tag; what is missing to 1 belongs to none of them.
 * @param score its first and third value are the log-likelihoods of "belongs" and "does not"
 */
export function memberships(context: MembershipContext, index: number, score: Scorer): Float64Array {
  const { evidence, members, lists } = context;
  const shares = new Float64Array(evidence.length);
  const values = new Float64Array(membershipFeatureNames.length);
  const member = members[index];
  let sum = Math.exp(strangerLogOdds);
  for (let group = 0; group < evidence.length; group += 1) {
    const list = lists[group] ?? [];
    const known = member?.carrier === undefined ? undefined : members[list[0] ?? -1]?.carrier;
    const otherBadge =
      member?.badge === true && list.some((one) => one !== index && members[one]?.badge === true);
    if (otherBadge) continue;
    if (known !== undefined) {
      shares[group] = known === member?.carrier ? 1e6 : 0;
    } else if (membershipFeatures(context, index, group, values)) {
      const logs = score(values);
      shares[group] = Math.exp(Math.max(-12, Math.min(12, logs[0] - logs[2])));
    }
    sum += shares[group] ?? 0;
  }
  return shares.map((share) => share / sum);
}
