/**
 * What goes into and comes out of the portal's (通道门) decision engine. All times are milliseconds on one clock
 * (host time corrected for the reader's offset); the engine itself has no clock.
 */

import type { StrayCount } from './strays.ts';
import type { Cell } from './track.ts';

/** Side of the door an antenna looks to. */
export type Side = 'inside' | 'outside';

/**
 * Where the books say an item is. `unknown`: taken in at the counter and not yet seen at the door, so neither way is
 * excluded; leaving without an order is an alarm all the same.
 */
export type BookSide = Side | 'unknown';

/** The three things a tag can have done, in the order used by every probability triple of this folder. */
export const directionOrder = ['out', 'in', 'none'] as const;
export type Direction = (typeof directionOrder)[number];

/** Probabilities, likelihoods or log-likelihoods of out, in and none, in this order. */
export type Triple = readonly [number, number, number];

export interface GateAntenna {
  readonly id: number;
  readonly side: Side;
}

export interface GateConfig {
  readonly id: string;
  readonly antennas: readonly GateAntenna[];
  /** Overrides of `defaultGateSettings`. */
  readonly settings?: Partial<GateSettings>;
}

/** Numbers of portal.md section 3 with what they decide. Times in ms, RSSI in dBm or dB, probabilities 0..1. */
export interface GateSettings {
  /** First non-resident read above this opens a passage (point 3). */
  readonly openRssi: number;
  /** A passage ends after this long without reads of its tags (point 3). */
  readonly silenceMs: number;
  /** Longest passage before the window slides (point 3). */
  readonly limitMs: number;
  /** Probability of an exit that makes a notice on two consecutive ticks (point 8). */
  readonly noticeAbove: number;
  /** Probability of an exit from which a light barrier or the door contact makes it an incident at once (point 8). */
  readonly incidentAbove: number;
  /** The same where two light barriers say that the tag's own carrier has gone through. */
  readonly supportedAbove: number;
  /** A body half through the barriers for this long counts as through, for an exit above `halfwayAbove`. */
  readonly halfwayMs: number;
  readonly halfwayAbove: number;
  /** Probability that a traversal was the tag's carrier's, from which it counts as such. */
  readonly supportedShare: number;
  /** Posterior above which a crossing is confirmed (point 8). */
  readonly confirmAbove: number;
  /** The same where somebody else is about: whose it was is then the greater doubt. */
  readonly confirmAmongOthersAbove: number;
  /** Posterior above which a doubtful crossing becomes a task instead of being called none (point 8). */
  readonly uncertainAbove: number;
  /** An item is confirmed before silence when its exit has been at least this probable ... */
  readonly earlyAbove: number;
  /** ... for this long. */
  readonly earlyHoldMs: number;
  /** The same where somebody else is about, who may have crossed. */
  readonly earlyHoldAmongOthersMs: number;
  /** A tag of the only group, silent for this long, is decided when it is surer than `endedAbove`. */
  readonly endedMs: number;
  readonly endedAbove: number;
  /** Prior of out, in and none where the books exclude nothing: half of the passages at a door are no crossings. */
  readonly basePrior: Triple;
  /** Factor on the prior of a crossing for a tag that lives at the door. */
  readonly residentPrior: number;
  /** Prior of a move the books exclude (point 7). */
  readonly impossiblePrior: number;
  /** Opposite crossings this close cancel to a hesitation (point 10). */
  readonly hesitationMs: number;
  /** A card tap this long before a crossing belongs to it (point 9). */
  readonly cardBeforeMs: number;
  /** Two people this close share a group (point 9). */
  readonly jointMs: number;
  /** Reads older than this raise no notice and no early incident (portal.md section 4, late reports). */
  readonly lateMs: number;
}

/**
 * Times and levels are those of portal.md section 3. The five probability bounds were chosen on validation seeds
 * (5 000 000 on) of the portal lab, where 0.8 for the notice alarmed on 21 % of people who did not cross and 0.8 for the
 * confirmation left half a point of crossings undecided: resources/tooling/portal-lab/README.md.
 */
export const defaultGateSettings: GateSettings = {
  openRssi: -60,
  silenceMs: 2000,
  limitMs: 15_000,
  noticeAbove: 0.89,
  incidentAbove: 0.985,
  supportedAbove: 0.95,
  halfwayMs: 1150,
  halfwayAbove: 0.96,
  supportedShare: 0.6,
  confirmAbove: 0.72,
  confirmAmongOthersAbove: 0.92,
  uncertainAbove: 0.3,
  earlyAbove: 0.98,
  earlyHoldMs: 700,
  earlyHoldAmongOthersMs: 1800,
  endedMs: 1200,
  endedAbove: 0.95,
  basePrior: [0.25, 0.25, 0.5],
  residentPrior: 0.2,
  impossiblePrior: 0.01,
  hesitationMs: 5000,
  cardBeforeMs: 10_000,
  jointMs: 1500,
  lateMs: 10_000,
};

/** One report of a reader. Without antenna or RSSI it proves presence and nothing else (llrp.md section 7). */
export interface ReadEvent {
  readonly kind: 'read';
  readonly t: number;
  readonly epc: string;
  readonly antenna?: number;
  /** Peak RSSI of the report. */
  readonly rssi?: number;
  /** Reads squeezed into this report; 1 when absent. */
  readonly count?: number;
  /** Time of the last of the counted reads, when the reader says so; such a report is two samples. */
  readonly lastT?: number;
}

export type GateEvent =
  | ReadEvent
  | { readonly kind: 'card'; readonly t: number; readonly person: string }
  | { readonly kind: 'beam'; readonly t: number; readonly id: number; readonly broken: boolean }
  | { readonly kind: 'contact'; readonly t: number; readonly open: boolean }
  | {
      readonly kind: 'item';
      readonly t: number;
      readonly epc: string;
      /** Where the books say the item is. */
      readonly custody: BookSide;
      /** True when an order covers its leaving. */
      readonly order: boolean;
    }
  | { readonly kind: 'person'; readonly t: number; readonly epc: string; readonly person: string }
  | {
      readonly kind: 'blind';
      readonly t: number;
      readonly from: number;
      /** Absent: still blind; a later event with the same `from` and a `to` ends it. */
      readonly to?: number;
      readonly reason: string;
    }
  | LearnEvent
  | ({ readonly kind: 'strays'; readonly t: number } & StrayCount)
  | { readonly kind: 'resident'; readonly t: number; readonly resident: ResidentState }
  | { readonly kind: 'tick'; readonly t: number };

/**
 * A door was switched on at `from` and learns its shelf (熟悉货架) until `until`: nothing but a card, a barrier or the
 * contact opens a passage meanwhile, because the whole shelf would look like newcomers; and what it hears in its first
 * seconds was there before anybody came. A trace that begins where it pleases has none.
 */
export interface LearnEvent {
  readonly kind: 'learn';
  readonly t: number;
  readonly from: number;
  readonly until: number;
}

/**
 * What the baseline map holds about one tag that lives near the door: a recorded passage carries it, so that its replay
 * knows the shelf as the running gate knew it.
 */
export interface ResidentState {
  readonly epc: string;
  /** Different seconds in which it was read. */
  readonly seconds: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly places: readonly {
    readonly antenna: number;
    readonly decayedAt: number;
    /** Bin of RSSI and its weight; empty bins are left out. */
    readonly bins: readonly (readonly [number, number])[];
  }[];
}

/** Why a decision came out as it did; the words stand with the screen, keyed by these codes. */
export type ReasonCode =
  | 'antenna_order'
  | 'group_agrees'
  | 'group_split'
  | 'barrier_agrees'
  | 'barrier_disagrees'
  | 'custody_excludes'
  | 'few_reads'
  | 'no_direction'
  | 'was_resident'
  | 'blind_interval'
  | 'hesitation'
  | 'methods_disagree'
  | 'confirmed_early'
  | 'late_report'
  | 'repeated';

export interface ItemDecision {
  readonly epc: string;
  readonly direction: Direction | 'uncertain';
  /** Probability of `direction`; for `uncertain` that of the more probable crossing. */
  readonly probability: number;
  /** Posterior of out, in, none. */
  readonly posterior: Triple;
  /** When the torso or item passed the plane as far as the reads tell; ms. */
  readonly crossedAt: number;
  readonly decidedAt: number;
  readonly reasons: readonly ReasonCode[];
  /** Who carried it, set when the passage closes and somebody is known; see `PassageClosed.personEvidence`. */
  readonly person?: string;
}

export type AlarmReason = 'unauthorised_exit';

export interface GateAlarm {
  readonly epc: string;
  readonly at: number;
  readonly reason: AlarmReason;
}

/** Two opposite crossings that cancel each other; kept in the journal (point 10). */
export interface Hesitation {
  readonly epc: string;
  readonly first: 'out' | 'in';
  readonly firstAt: number;
  readonly secondAt: number;
}

/** A move the books exclude although the reads show it (point 7). */
export interface Contradiction {
  readonly epc: string;
  readonly custody: Side;
  readonly observed: 'out' | 'in';
  readonly at: number;
}

export interface BlindInterval {
  readonly from: number;
  /** Absent while it lasts. */
  readonly to?: number;
  readonly reason: string;
}

/** How the person was found (point 9), best first. */
export type PersonEvidence = 'card' | 'badge' | 'only_session' | 'joint' | 'unknown';

export interface PassageClosed {
  readonly kind: 'passage_closed';
  readonly passage: number;
  readonly from: number;
  readonly to: number;
  readonly person: string | null;
  /** 0.95 card, 0.9 badge, 0.8 only session open, 0 unknown or joint. */
  readonly personConfidence: number;
  readonly personEvidence: PersonEvidence;
  /** People who may be meant when `personEvidence` is `joint`: ask, never guess. */
  readonly candidates: readonly string[];
  /** Estimated number of people in the passage, at least 1. */
  readonly people: number;
  readonly items: readonly ItemDecision[];
  readonly alarms: readonly GateAlarm[];
  readonly hesitations: readonly Hesitation[];
  readonly contradictions: readonly Contradiction[];
  /** Blind intervals that overlap the passage: its crossings count as not observed (point 11). */
  readonly blind: readonly BlindInterval[];
}

export type GateOutput =
  | {
      readonly kind: 'passage_opened';
      readonly passage: number;
      readonly at: number;
      readonly cause: OpeningCause;
    }
  | {
      readonly kind: 'notice';
      readonly passage: number;
      readonly epc: string;
      readonly at: number;
      readonly probability: number;
    }
  | { readonly kind: 'notice_withdrawn'; readonly passage: number; readonly epc: string; readonly at: number }
  | {
      readonly kind: 'item_decided';
      readonly passage: number;
      readonly at: number;
      readonly decision: ItemDecision;
    }
  | {
      readonly kind: 'incident';
      readonly passage: number;
      readonly at: number;
      readonly alarm: GateAlarm;
      readonly early: boolean;
    }
  | {
      readonly kind: 'degraded';
      readonly at: number;
      readonly antenna: number;
      readonly state: 'silent' | 'recovered';
    }
  | PassageClosed;

export type OpeningCause = 'card' | 'beam' | 'contact' | 'read';

/** What the engine believes about an item; null for an EPC no `item` event has named. */
export interface ItemBooks {
  readonly custody: BookSide;
  readonly order: boolean;
}

/** Feeds events in order of time; see `createGate`. */
export interface Gate {
  push(event: GateEvent): GateOutput[];
  /** True while a passage is open. */
  readonly open: boolean;
  /** The live picture for the screen: every tag of the open passage with its present probabilities. */
  live(): readonly LiveTag[];
  /** The baseline map as it is now. */
  residents(): readonly ResidentState[];
  /**
   * Between passages: events that make a new gate know what this one knows (shelf, books, badges, barriers, cards not yet
   * used, blind intervals). They are how a trace begins and how another version of the numbers takes over.
   */
  memory(): readonly GateEvent[];
}

export interface LiveTag {
  readonly epc: string;
  readonly posterior: Triple;
  readonly lastReadAt: number;
  readonly peakBySide: { readonly inside: number | null; readonly outside: number | null };
  /** Number of the tag's group in the passage; -1 for a tag that lives here. */
  readonly group: number;
  /** What was read of it, in cells of 100 ms. */
  readonly cells: readonly Cell[];
}
