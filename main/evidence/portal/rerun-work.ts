/** What is asked of the thread that runs recorded passages again, and the answers. Pure. */
import type * as z from 'zod/mini';
import type { whatIf } from '../../contract/evidence-gate.ts';
import type { SiteCorrection } from '../gate/site-fit.ts';
import type { TraceHeader } from '../gate/trace.ts';
import { eventsOfTrace } from './packed-trace.ts';
import { type Rerun, rerun, rerunWithSteps, type ReplayStep, whatIfs } from './rerun.ts';

export interface ReplayWork {
  readonly kind: 'replay';
  /** A gate trace, unpacked. */
  readonly text: string;
  /** When the passage began, UTC milliseconds. */
  readonly from: number;
  /** What corrects the shipped coefficients today. */
  readonly today: SiteCorrection | undefined;
}

export interface WhatIfWork {
  readonly kind: 'what-if';
  readonly text: string;
  readonly from: number;
  readonly epc: string;
}

export interface Replayed {
  readonly antennas: TraceHeader['antennas'];
  /** Reads in the trace, counted ones by their count. */
  readonly reads: number;
  /** With the coefficients of then; people in the pictures have no names yet. */
  readonly before: Rerun & { readonly steps: readonly ReplayStep[] };
  readonly today: Rerun;
}

export interface RerunAnswers {
  readonly replay: Replayed;
  readonly 'what-if': z.infer<typeof whatIf>[];
}
export type RerunWork = ReplayWork | WhatIfWork;

export function replayed({ text, from, today }: ReplayWork): Replayed {
  const { header, events } = eventsOfTrace(text);
  const before = rerunWithSteps(header, events, header.site, from, () => '');
  // Coefficients that are the same need no second run.
  const changed = JSON.stringify(today) !== JSON.stringify(header.site);
  return {
    antennas: header.antennas,
    reads: events.reduce((sum, event) => sum + (event.kind === 'read' ? (event.count ?? 1) : 0), 0),
    before,
    today: changed ? rerun(header, events, today, from) : { closed: before.closed, alarms: before.alarms },
  };
}

export function answerOf(work: RerunWork): RerunAnswers[RerunWork['kind']] {
  if (work.kind === 'replay') return replayed(work);
  const { header, events } = eventsOfTrace(work.text);
  return whatIfs(header, events, work.from, work.epc);
}
