/** Wait before the next try to connect, ms: quick at first, never longer than five seconds: it is this computer. Pure. */
export function reconnectDelay(failedTries: number): number {
  return Math.min(5000, 250 * 2 ** Math.max(0, failedTries));
}
