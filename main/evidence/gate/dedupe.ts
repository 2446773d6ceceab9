/** One crossing a tag and direction; opposite crossings close together cancel (portal.md section 3, point 10). */
import type { Hesitation } from './types.ts';

export interface CrossingLog {
  /**
   * Records a crossing and says what it is: `new`, `repeated` (same direction again within the span) or a hesitation
   * that cancels the crossing before it.
   */
  record(epc: string, direction: 'out' | 'in', at: number): 'new' | 'repeated' | Hesitation;
  /** Forgets a crossing that was taken back. */
  forget(epc: string): void;
}

const capacity = 2000;

/** Creates the log of recent crossings. `spanMs`: how close two crossings must be to concern each other. */
export function createCrossingLog(spanMs: number): CrossingLog {
  const last = new Map<string, { direction: 'out' | 'in'; at: number }>();
  return {
    record(epc, direction, at) {
      const before = last.get(epc);
      last.delete(epc);
      if (before !== undefined && Math.abs(at - before.at) < spanMs) {
        if (before.direction === direction) {
          last.set(epc, before);
          return 'repeated';
        }
        return { epc, first: before.direction, firstAt: before.at, secondAt: at };
      }
      last.set(epc, { direction, at });
      if (last.size > capacity) {
        for (const oldest of last.keys()) {
          last.delete(oldest);
          break;
        }
      }
      return 'new';
    },
    forget(epc) {
      last.delete(epc);
    },
  };
}
