/** The passage window (portal.md section 3, point 3): which tags belong to it, when it opens, closes and slides. */
import type { NoticeState } from './decision.ts';
import { createNoticeState } from './decision.ts';
import type { EvaluatedTag } from './evaluate.ts';
import type { Track } from './track.ts';
import type { GateAlarm, GateSettings, ItemDecision, OpeningCause } from './types.ts';

/** A tag of the open passage. */
export interface PassageTag extends EvaluatedTag {
  readonly notice: NoticeState;
  readonly enteredAt: number;
  decision: ItemDecision | null;
  alarm: GateAlarm | null;
  /** Passages this tag has slid through without a decision. */
  slides: number;
}

export interface Passage {
  readonly id: number;
  readonly from: number;
  readonly cause: OpeningCause;
  readonly tags: Map<string, PassageTag>;
  /** Last read of a tag of the passage, or the event that opened it. */
  lastActivityAt: number;
}

/** Tags of one passage at most: a crate of thousands is cut, the count of dropped tags stays visible as `full`. */
export const passageCapacity = 1000;

export function createPassage(id: number, from: number, cause: OpeningCause): Passage {
  return { id, from, cause, tags: new Map(), lastActivityAt: from };
}

/** Adds a tag with the reads it has so far; returns null when the passage is full. */
export function enterPassage(
  passage: Passage,
  track: Track,
  now: number,
  wasResident: boolean,
): PassageTag | null {
  const known = passage.tags.get(track.epc);
  if (known !== undefined) return known;
  if (passage.tags.size >= passageCapacity) return null;
  const tag: PassageTag = {
    track,
    cached: null,
    latest: null,
    notice: createNoticeState(),
    enteredAt: now,
    wasResident,
    decision: null,
    alarm: null,
    slides: 0,
  };
  passage.tags.set(track.epc, tag);
  passage.lastActivityAt = Math.max(passage.lastActivityAt, track.lastAt);
  return tag;
}

/** Whether the passage has to close at `now`, and why. */
export function closingReason(
  passage: Passage,
  now: number,
  settings: GateSettings,
): 'silence' | 'limit' | null {
  if (now - passage.lastActivityAt >= settings.silenceMs) return 'silence';
  if (now - passage.from >= settings.limitMs) return 'limit';
  return null;
}

/** At the hard limit: a tag that came late and is still being read slides into the next passage, at most twice. */
export function slides(tag: PassageTag, now: number, settings: GateSettings): boolean {
  if (tag.decision !== null || tag.slides >= 2) return false;
  const stillRead = now - tag.track.lastAt < settings.silenceMs;
  const cameLate = now - tag.enteredAt < settings.limitMs - 3000;
  return stillRead && cameLate;
}

/**
 * Whether a tag that did not cross feeds the baseline when its passage closes: one that was there for most of a full
 * window and is still there, or one so weak that it can only hang about in the distance. Without the second kind,
 * far tags that flicker would keep opening passages and never be learned.
 */
export function livesHere(tag: PassageTag, now: number, settings: GateSettings): boolean {
  if (tag.decision?.direction !== 'none' || tag.notice.noticedAt !== null) return false;
  const span = tag.track.lastAt - tag.track.firstAt;
  const stays = span > settings.limitMs / 2 && now - tag.track.lastAt < settings.silenceMs;
  return stays || tag.track.cells.every((cell) => cell.peak < settings.openRssi);
}
