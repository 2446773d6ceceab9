/** Times of commands and queries by name: what is slower than a limit is reported, and the costliest can be listed. */
export interface QueryTimes {
  record(name: string, milliseconds: number): void;
  /** The costliest names, by time spent in all, at most ten. */
  top(): readonly QueryTime[];
}

export interface QueryTime {
  readonly name: string;
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

/** From Signal-Desktop's practice (engineering notes 1.4): anything slower is logged by name. */
export const SLOW_MS = 40;
const TOP = 10;

export function createQueryTimes(onSlow: (name: string, milliseconds: number) => void): QueryTimes {
  const times = new Map<string, { count: number; totalMs: number; longestMs: number }>();
  return {
    record(name, milliseconds) {
      const time = times.get(name) ?? { count: 0, totalMs: 0, longestMs: 0 };
      time.count += 1;
      time.totalMs += milliseconds;
      time.longestMs = Math.max(time.longestMs, milliseconds);
      times.set(name, time);
      if (milliseconds > SLOW_MS) onSlow(name, milliseconds);
    },
    top: () =>
      [...times]
        .map(([name, time]) => ({ name, ...time }))
        .sort((left, right) => right.totalMs - left.totalMs)
        .slice(0, TOP),
  };
}
