import type { Clock } from '../../drivers/transport/transport.ts';
import type { PositionedByDevice } from './messages.ts';

/** Shorter than a frame of the screen; a lone event does not wait at all. */
const gatherMs = 16;

/**
 * Events of all devices gathered into one message: an oximeter that speaks sixty times a second and a gate full of tags
 * cost one message each sixteen milliseconds, and a single result goes out at once.
 */
export function createEventBatch(clock: Clock, send: (events: readonly PositionedByDevice[]) => void) {
  let gathered: PositionedByDevice[] = [];
  let cancel: (() => void) | undefined;
  const flush = (): void => {
    if (gathered.length === 0) return;
    const events = gathered;
    gathered = [];
    send(events);
  };
  const waitOn = (): void => {
    cancel = clock.after(gatherMs, () => {
      cancel = undefined;
      if (gathered.length === 0) return;
      flush();
      waitOn();
    });
  };
  return {
    add(event: PositionedByDevice): void {
      gathered.push(event);
      if (cancel !== undefined) return;
      flush();
      waitOn();
    },
    /** Before an answer, so that what led to it is known first. */
    flush,
    stop(): void {
      cancel?.();
      cancel = undefined;
      flush();
    },
  };
}
