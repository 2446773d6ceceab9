/** Waits before each new attempt in milliseconds: at once, then 1, 2, 4 … 30 s (shared/protocols/llrp.md section 6). */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Share by which a wait is made longer or shorter, so that many stations do not knock together. */
const JITTER = 0.2;
/** A reader that somebody else holds is asked again at this step; it is never taken away. */
export const OCCUPIED_WAIT_MS = 5_000;

/**
 * The wait before the next attempt.
 * @param failures attempts that failed in a row, 0 right after a link was lost
 * @param random in [0, 1)
 */
export function reconnectWait(failures: number, random: number): number {
  if (failures === 0) return 0;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
  return Math.round(wait * (1 + JITTER * (2 * random - 1)));
}
