/** When the gate could not see (portal.md section 3, point 11): blind intervals and antennas that have gone silent. */
import type { BlindInterval } from './types.ts';

/** Rates are compared slot by slot on a fixed grid, so that nothing depends on when somebody looks. */
const slotMs = 10_000;
/** Memory of the usual rate, in slots: 10 minutes. */
const memorySlots = 60;
/** Below this share of the usual rate an antenna counts as silent (point 11). */
const silentShare = 0.2;
/** Reads a second an antenna must usually have before its silence means anything. */
const meaningfulRate = 1;
const rememberedIntervals = 256;

export interface AntennaChange {
  readonly at: number;
  readonly antenna: number;
  readonly state: 'silent' | 'recovered';
}

export interface DegradedWatch {
  /** Counts reads of an antenna into the slot of the last `check`. */
  count(antenna: number, reads: number): void;
  /** Takes an interval from the reader's session; a second call with the same `from` and reason ends it. */
  blind(interval: BlindInterval): void;
  /** Blind intervals that overlap [from, to]. */
  overlapping(from: number, to: number): readonly BlindInterval[];
  /** Moves the grid on to `now`; gives the changes of every slot that has ended. */
  check(now: number): readonly AntennaChange[];
}

interface Counter {
  recent: number;
  usual: number;
  silent: boolean;
}

/** Creates the watch over the antennas with the given ids. */
export function createDegradedWatch(antennas: readonly number[]): DegradedWatch {
  const counters = new Map<number, Counter>(
    antennas.map((antenna) => [antenna, { recent: 0, usual: 0, silent: false }]),
  );
  let intervals: BlindInterval[] = [];
  let slot: number | null = null;

  const remember = (interval: BlindInterval): void => {
    intervals = [...intervals, interval].slice(-rememberedIntervals);
  };

  const endSlot = (endedSlot: number): AntennaChange[] => {
    const at = (endedSlot + 1) * slotMs;
    const total = [...counters.values()].reduce((sum, counter) => sum + counter.recent, 0);
    const changes: AntennaChange[] = [];
    for (const [antenna, counter] of counters) {
      const rate = counter.recent / (slotMs / 1000);
      const low = counter.usual > meaningfulRate && rate < silentShare * counter.usual;
      const othersRead = total > counter.recent;
      counter.recent = 0;
      if (!low)
        counter.usual = counter.usual === 0 ? rate : counter.usual + (rate - counter.usual) / memorySlots;
      const reason = `antenna_${antenna}`;
      // An empty room silences every antenna; only one that is silent while others read is broken.
      if (low && othersRead && !counter.silent) {
        counter.silent = true;
        remember({ from: endedSlot * slotMs, reason });
        changes.push({ at, antenna, state: 'silent' });
      } else if (!low && counter.silent) {
        counter.silent = false;
        intervals = intervals.map((known) =>
          known.reason === reason && known.to === undefined ? { ...known, to: at } : known,
        );
        changes.push({ at, antenna, state: 'recovered' });
      }
    }
    return changes;
  };

  return {
    count(antenna, reads) {
      const counter = counters.get(antenna);
      if (counter !== undefined) counter.recent += reads;
    },
    blind(interval) {
      intervals = intervals.filter(
        (known) => known.from !== interval.from || known.reason !== interval.reason,
      );
      remember(interval);
    },
    overlapping: (from, to) =>
      intervals.filter(
        (interval) => interval.from <= to && (interval.to === undefined || interval.to >= from),
      ),
    check(now) {
      const current = Math.floor(now / slotMs);
      if (slot === null) slot = current;
      const changes: AntennaChange[] = [];
      if (current > slot) changes.push(...endSlot(slot));
      // Slots without any event are an empty room or a reader away; neither says anything about one antenna.
      slot = Math.max(slot, current);
      return changes;
    },
  };
}
