/** Which walks a commissioning asks for, and what a recorded walk says. Pure. */
import type { walkKinds } from '../../contract/evidence-account.ts';
import { configOf } from '../gate/replay.ts';
import { judgeWalk, type LabelledWalk } from '../gate/site-fit.ts';
import type { TraceHeader } from '../gate/trace.ts';
import type { Direction, GateEvent } from '../gate/types.ts';

export type WalkKind = (typeof walkKinds)[number];

/**
 * Twenty walks: six each way, four that turn back, two that go by, two that stand about; never the same twice. Each
 * begins on the side where the one before has ended, so that nobody carries the tags through unlabelled in between.
 */
const plan: readonly WalkKind[] = [
  'out',
  'in',
  'turn-back',
  'out',
  'walk-by',
  'in',
  'stand',
  'out',
  'in',
  'turn-back',
  'out',
  'in',
  'turn-back',
  'out',
  'walk-by',
  'in',
  'stand',
  'out',
  'in',
  'turn-back',
];

/** The walk after so many; null when the plan is done. */
export function askedWalk(done: number): WalkKind | null {
  return plan[done] ?? null;
}

export function labelOf(walk: WalkKind): Direction {
  return walk === 'out' || walk === 'in' ? walk : 'none';
}

/** What the shipped coefficients make of a recorded walk: a site's correction starts from them. */
export function judgeRecorded(
  label: { readonly walk: WalkKind; readonly tags: readonly string[] },
  header: TraceHeader,
  events: readonly GateEvent[],
): LabelledWalk {
  return judgeWalk(labelOf(label.walk), label.tags, events, configOf(header));
}
