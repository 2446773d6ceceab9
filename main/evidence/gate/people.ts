/** Who carried it (portal.md section 3, point 9). Never a silent guess: two candidates make a question. */
import { agreementMs, type Traversal } from './barriers.ts';
import type { GateSettings, PersonEvidence } from './types.ts';

export interface CardTap {
  readonly t: number;
  readonly person: string;
}

/** A badge (胸卡) that was read in the passage, with what its reads say. */
export interface BadgeTrack {
  readonly person: string;
  readonly nearestAt: number;
  readonly direction: 'out' | 'in' | 'none' | 'uncertain';
}

/** A tag that crossed. */
export interface CrossingTag {
  readonly direction: 'out' | 'in';
  readonly at: number;
}

export interface Association {
  readonly person: string | null;
  readonly confidence: number;
  readonly evidence: PersonEvidence;
  readonly candidates: readonly string[];
}

const cardConfidence = 0.95;
const badgeConfidence = 0.9;
const sessionConfidence = 0.8;
/** A card tapped this long ago still counts as an open session until its person has crossed. */
export const sessionMs = 60_000;

/**
 * Associates a passage with a person.
 * @param at middle of the crossings, or of the passage when nothing crossed; ms.
 */
export function associate(
  at: number,
  direction: 'out' | 'in' | null,
  cards: readonly CardTap[],
  badges: readonly BadgeTrack[],
  settings: GateSettings,
): Association {
  const tapped = unique(
    cards
      .filter((tap) => tap.t > at - settings.cardBeforeMs && tap.t < at + settings.jointMs)
      .map((tap) => tap.person),
  );
  const worn = unique(
    badges
      .filter((badge) => Math.abs(badge.nearestAt - at) < settings.jointMs)
      .filter(
        (badge) => direction === null || badge.direction === direction || badge.direction === 'uncertain',
      )
      .map((badge) => badge.person),
  );
  const both = unique([...tapped, ...worn]);
  const [only] = both;
  if (both.length > 1) {
    // A badge that crossed with the group settles which of several card holders it was.
    const [wearer] = worn;
    if (worn.length === 1 && wearer !== undefined && tapped.includes(wearer)) {
      return { person: wearer, confidence: badgeConfidence, evidence: 'badge', candidates: both };
    }
    return { person: null, confidence: 0, evidence: 'joint', candidates: both };
  }
  if (only !== undefined) {
    return tapped.length > 0
      ? { person: only, confidence: cardConfidence, evidence: 'card', candidates: both }
      : { person: only, confidence: badgeConfidence, evidence: 'badge', candidates: both };
  }
  const sessions = unique(
    cards.filter((tap) => tap.t > at - sessionMs && tap.t <= at).map((tap) => tap.person),
  );
  const [session] = sessions;
  if (sessions.length === 1 && session !== undefined) {
    return { person: session, confidence: sessionConfidence, evidence: 'only_session', candidates: sessions };
  }
  return { person: null, confidence: 0, evidence: 'unknown', candidates: sessions };
}

/** Tags that crossed together, with the badges in their group. */
export interface CrossingGroup {
  readonly direction: 'out' | 'in';
  /** Middle of the crossing times, ms. */
  readonly at: number;
  readonly epcs: readonly string[];
  readonly badges: readonly string[];
}

/** A crossing item or badge with the number of its group. */
export interface GroupedCrossing extends CrossingTag {
  readonly epc: string;
  readonly group: number;
  /** Wearer, when the tag is a badge. */
  readonly person: string | undefined;
}

/**
 * Crossings by person as far as the tags tell. Groups of one direction within `jointMs` are one person's, unless their
 * badges say otherwise: reads split one person's tags more often than two people walk that close.
 */
export function crossingGroups(tags: readonly GroupedCrossing[], settings: GateSettings): CrossingGroup[] {
  const byGroup = Map.groupBy(tags, (tag) => `${tag.direction}/${tag.group}`);
  const groups = [...byGroup.values()].map(groupOf).sort((left, right) => left.at - right.at);
  const merged: CrossingGroup[] = [];
  for (const group of groups) {
    const place = merged.findIndex(
      (known) =>
        known.direction === group.direction &&
        Math.abs(known.at - group.at) < settings.jointMs &&
        unique([...known.badges, ...group.badges]).length < 2,
    );
    const known = merged[place];
    if (known === undefined) merged.push(group);
    else merged[place] = joined(known, group);
  }
  return merged.sort((left, right) => left.at - right.at);
}

function groupOf(tags: readonly GroupedCrossing[]): CrossingGroup {
  const times = tags.map((tag) => tag.at).sort((left, right) => left - right);
  const badges = unique(tags.flatMap((tag) => tag.person ?? []));
  const epcs = tags.filter((tag) => tag.person === undefined).map((tag) => tag.epc);
  const direction = tags[0]?.direction ?? 'out';
  return { direction, at: times[Math.floor(times.length / 2)] ?? 0, epcs, badges };
}

function joined(left: CrossingGroup, right: CrossingGroup): CrossingGroup {
  const weight = left.epcs.length / Math.max(1, left.epcs.length + right.epcs.length);
  return {
    direction: left.direction,
    at: weight * left.at + (1 - weight) * right.at,
    epcs: [...left.epcs, ...right.epcs],
    badges: unique([...left.badges, ...right.badges]),
  };
}

/**
 * Gives every crossing its person, first come first: a tap belongs to the first crossing after it that has no better
 * evidence, and is spent with it.
 * @param badges every badge read in the passage
 */
export function associateCrossings(
  groups: readonly CrossingGroup[],
  cards: readonly CardTap[],
  badges: readonly BadgeTrack[],
  settings: GateSettings,
): { readonly of: readonly Association[]; readonly spent: ReadonlySet<CardTap> } {
  const spent = new Set<CardTap>();
  const claimed = new Set(groups.flatMap((group) => group.badges));
  const of = groups.map((group): Association => {
    const open = cards.filter((tap) => !spent.has(tap));
    const [worn, ...others] = group.badges;
    let found: Association;
    if (worn !== undefined && others.length === 0) {
      const tapped = open.some(
        (tap) =>
          tap.person === worn &&
          tap.t > group.at - settings.cardBeforeMs &&
          tap.t < group.at + settings.jointMs,
      );
      const confidence = tapped ? cardConfidence : badgeConfidence;
      found = { person: worn, confidence, evidence: tapped ? 'card' : 'badge', candidates: [worn] };
    } else {
      const free = badges.filter(
        (badge) => !claimed.has(badge.person) || group.badges.includes(badge.person),
      );
      const strangers = open.filter((tap) => !claimed.has(tap.person) || group.badges.includes(tap.person));
      found = associate(group.at, group.direction, strangers, free, settings);
    }
    if (found.person !== null)
      for (const tap of open)
        if (tap.person === found.person && tap.t < group.at + settings.jointMs) spent.add(tap);
    return found;
  });
  return { of, spent };
}

/** One answer for the whole passage: the person all its crossings agree on, or everybody it may have been. */
export function associatePassage(found: readonly Association[], alone: () => Association): Association {
  const [first, ...rest] = found;
  if (first === undefined) return alone();
  if (rest.every((other) => other.person === first.person)) {
    return rest.reduce((best, other) => (other.confidence > best.confidence ? other : best), first);
  }
  const candidates = unique(found.flatMap((one) => (one.person === null ? one.candidates : [one.person])));
  return { person: null, confidence: 0, evidence: 'joint', candidates };
}

/** Estimates how many people were in the passage: the largest number any source insists on, at least 1. */
export function countPeople(
  crossings: readonly CrossingTag[],
  traversals: readonly Traversal[],
  persons: readonly string[],
  settings: GateSettings,
): number {
  let groups = 0;
  for (const direction of ['out', 'in'] as const) {
    const times = crossings.filter((tag) => tag.direction === direction).map((tag) => tag.at);
    times.sort((left, right) => left - right);
    let previous = Number.NEGATIVE_INFINITY;
    for (const at of times) {
      if (at - previous > settings.jointMs) groups += 1;
      previous = at;
    }
  }
  const through = traversals.filter(
    (entry) => entry.direction !== 'return' || entry.to - entry.from > agreementMs,
  );
  return Math.max(1, groups, through.length, unique(persons).length);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
