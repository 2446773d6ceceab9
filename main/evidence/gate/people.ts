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
