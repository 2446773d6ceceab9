/** From a posterior to a word (portal.md section 3, point 8). */
import type { Direction, GateSettings, Triple } from './types.ts';

/** The decision on one tag: a crossing above `confirmAbove`, uncertain between the two bounds, otherwise none. */
export function decideDirection(
  posterior: Triple,
  settings: Pick<GateSettings, 'confirmAbove' | 'uncertainAbove'>,
): { readonly direction: Direction | 'uncertain'; readonly probability: number } {
  const crossing = posterior[0] >= posterior[1] ? 'out' : 'in';
  const probability = Math.max(posterior[0], posterior[1]);
  if (probability > settings.confirmAbove) return { direction: crossing, probability };
  if (probability >= settings.uncertainAbove) return { direction: 'uncertain', probability };
  return { direction: 'none', probability: posterior[2] };
}

/** State of the two-tick rule of a notice for one tag. */
export interface NoticeState {
  /** Consecutive ticks above the bound. */
  ticksAbove: number;
  /** When the notice was given; null before. */
  noticedAt: number | null;
  /** Since when the exit has been so probable that it need not wait for silence. */
  sureSince: number | null;
}

export function createNoticeState(): NoticeState {
  return { ticksAbove: 0, noticedAt: null, sureSince: null };
}

/** Advances the notice of one tag by one tick; true when a notice is due now. */
export function advanceNotice(
  state: NoticeState,
  exitProbability: number,
  now: number,
  settings: GateSettings,
): boolean {
  state.ticksAbove = exitProbability > settings.noticeAbove ? state.ticksAbove + 1 : 0;
  state.sureSince = exitProbability > settings.earlyAbove ? (state.sureSince ?? now) : null;
  if (state.noticedAt !== null || state.ticksAbove < 2) return false;
  state.noticedAt = now;
  return true;
}
