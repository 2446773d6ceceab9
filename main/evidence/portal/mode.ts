/** What changes how a portal decides and sounds: drills, commissioning walks, versions of its numbers. */
import { shippedCoefficients } from '../gate/evaluate.ts';
import type { SiteCorrection } from '../gate/site-fit.ts';
import type { TraceStart } from '../gate/recorder.ts';

/** 演练: alarms are marked and nobody is frightened for long. */
export interface Drill {
  /** UTC milliseconds. */
  readonly until: number;
  readonly siren: 'silent' | 'short';
  readonly by: string;
}

/** A labelled commissioning walk that is being recorded. */
export interface RecordedWalk {
  readonly walk: 'out' | 'in' | 'turn-back' | 'walk-by' | 'stand';
  readonly tags: readonly string[];
  /** UTC milliseconds. */
  readonly from: number;
  /** Where its trace begins. */
  readonly start: TraceStart;
  /** Somebody has passed, and nobody is at the door any more. */
  readonly onPassage: () => void;
}

/** After a passage that ended with its people's silence nobody comes any more; after one cut by the hard limit they are read on. */
const walkOverMs = 1000;

/** When a commissioning walk is over: a passage has closed, and no other has followed at once. */
export class WalkEnd {
  #closedAt: number | undefined;

  begin(): void {
    this.#closedAt = undefined;
  }

  closed(now: number): void {
    this.#closedAt = now;
  }

  /** Every tick. @returns whether it is over now; says so once */
  over(now: number, open: boolean): boolean {
    if (open) this.#closedAt = undefined;
    if (this.#closedAt === undefined || now - this.#closedAt < walkOverMs) return false;
    this.#closedAt = undefined;
    return true;
  }
}

/** A correction of the shipped coefficients that this door's walks have taught. */
export interface GateVersion {
  readonly number: number;
  readonly correction: SiteCorrection;
}

/** Numbers of a version as people say them: what was shipped, and what this door taught. */
export function coefficientsLabel(version: { readonly number: number } | null): string {
  const { date } = shippedCoefficients.provenance;
  const shipped = typeof date === 'string' ? date : '';
  return version === null ? shipped : `${shipped} + ${version.number}`;
}
