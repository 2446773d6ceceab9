/**
 * Hybrid logical clock (混合逻辑时钟; Kulkarni and others, 2014): follows the wall clock, never goes back, and sorts as
 * text. Form: `2026-11-23T08:30:00.123Z-0000-<node>`: milliseconds, a counter of four hex digits, the node.
 *
 * A clock that is far ahead elsewhere is reported and not followed; nothing is ever refused because of a clock
 * (replication notes 1.12: a laptop one hour off could not synchronise and nobody knew why).
 */
export interface HybridClock {
  /** Stamp of a local act. @param now UTC milliseconds */
  tick(now: number): string;
  /** Takes note of a stamp from another node. @returns `ahead` when it lies beyond the allowed drift and was not followed */
  observe(stamp: string, now: number): 'followed' | 'ahead' | 'malformed';
}

export interface HlcParts {
  readonly time: number;
  readonly counter: number;
  readonly node: string;
}

/** How far another node's clock may run ahead of ours and still be followed: 5 minutes [our choice]. */
export const DEFAULT_MAX_DRIFT_MS = 5 * 60_000;

const COUNTER_LIMIT = 0x10000;
const FORM = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)-([0-9a-f]{4})-(.+)$/;

export function createHybridClock(options: {
  readonly node: string;
  /** The last stamp given before, so that a restart with an earlier wall clock does not go back. */
  readonly after?: string;
  readonly maxDriftMs?: number;
}): HybridClock {
  const maxDrift = options.maxDriftMs ?? DEFAULT_MAX_DRIFT_MS;
  const start = options.after === undefined ? undefined : parseHlc(options.after);
  let time = start?.time ?? 0;
  let counter = start?.counter ?? -1;
  // Formatting a date costs more than the rest of a stamp; acts come many to the millisecond.
  let textOf = -1;
  let text = '';

  const advance = (): void => {
    counter += 1;
    if (counter >= COUNTER_LIMIT) {
      time += 1;
      counter = 0;
    }
  };
  return {
    tick(now) {
      if (now > time) {
        time = now;
        counter = 0;
      } else {
        advance();
      }
      if (time !== textOf) {
        textOf = time;
        text = new Date(time).toISOString();
      }
      return `${text}-${counter.toString(16).padStart(4, '0')}-${options.node}`;
    },
    observe(stamp, now) {
      const other = parseHlc(stamp);
      if (other === undefined) return 'malformed';
      if (other.time > now + maxDrift) return 'ahead';
      if (other.time > time || (other.time === time && other.counter > counter)) {
        time = other.time;
        counter = other.counter;
      }
      return 'followed';
    },
  };
}

export function parseHlc(stamp: string): HlcParts | undefined {
  const match = FORM.exec(stamp);
  const [, iso = '', counter = '', node = ''] = match ?? [];
  const time = Date.parse(iso);
  if (match === null || Number.isNaN(time)) return undefined;
  return { time, counter: Number.parseInt(counter, 16), node };
}
