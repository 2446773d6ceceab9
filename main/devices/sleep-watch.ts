import type { Clock } from '../../drivers/transport/transport.ts';

const lookEveryMs = 5000;
/** A busy computer is late by a second or two, never by this. */
const sleptMs = 10_000;

/**
 * 休眠: tells that the computer slept, by the wall clock being far ahead of the time between two looks (the monotonic
 * clock stands still meanwhile on Linux and goes on elsewhere, so it proves nothing). A clock set forward by hand looks
 * the same and costs one reconnection.
 */
export function watchForSleep(clock: Clock, onWoken: (sleptForMs: number) => void): () => void {
  let last = clock.now();
  let cancel = (): void => {};
  const look = (): void => {
    const now = clock.now();
    const away = now - last - lookEveryMs;
    last = now;
    cancel = clock.after(lookEveryMs, look);
    if (away > sleptMs) onWoken(away);
  };
  cancel = clock.after(lookEveryMs, look);
  return () => cancel();
}
