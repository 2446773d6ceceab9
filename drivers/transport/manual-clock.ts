import type { Clock } from './transport.ts';

export interface ManualClock extends Clock {
  /** Moves time forward and runs what falls due in order; pending promises settle between two timers. */
  advance(milliseconds: number): Promise<void>;
  /** Moves only the wall clock, as when somebody sets the computer's time. */
  stepWallClock(milliseconds: number): void;
  /** How many timers wait; 0 after a clean stop. */
  readonly pending: number;
}

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
}

/** Lets every promise that can settle now do so, including those behind native I/O callbacks of this turn. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands still until told: sessions and simulators are tested with it without waiting. */
export function createManualClock(startUtcMs = Date.UTC(2026, 0, 15, 8)): ManualClock {
  let elapsed = 0;
  let wall = startUtcMs;
  let order = 0;
  const timers = new Set<Timer>();

  const nextDue = (limit: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.due > limit) continue;
      if (
        first === undefined ||
        timer.due < first.due ||
        (timer.due === first.due && timer.order < first.order)
      ) {
        first = timer;
      }
    }
    return first;
  };
  const moveTo = (time: number): void => {
    wall += time - elapsed;
    elapsed = time;
  };

  return {
    now: () => wall,
    monotonic: () => elapsed,
    after(milliseconds, action) {
      order += 1;
      const timer: Timer = { due: elapsed + Math.max(0, milliseconds), order, action };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(milliseconds) {
      const target = elapsed + milliseconds;
      await settle();
      for (let timer = nextDue(target); timer !== undefined; timer = nextDue(target)) {
        timers.delete(timer);
        moveTo(Math.max(elapsed, timer.due));
        timer.action();
        await settle();
      }
      moveTo(target);
    },
    stepWallClock(milliseconds) {
      wall += milliseconds;
    },
    get pending() {
      return timers.size;
    },
  };
}
