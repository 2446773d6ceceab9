/**
 * The baseline map (portal.md section 3, point 2): what tags that live near the door usually look like. Rejecting shelf
 * tags is a stage of its own, before any passage: without it a hundred visible shelf tags make two false crossings a
 * minute (portal.md section 2, "Shelf tags").
 */
import type { ResidentState, Side } from './types.ts';

/** A located sample of a tag. */
export interface BaselineSample {
  readonly t: number;
  readonly epc: string;
  readonly antenna: number;
  readonly side: Side;
  readonly rssi: number;
}

/** Memory of the estimate: 10 minutes (point 2). */
const memoryMs = 600_000;
/** A tag is resident once seen in this many different seconds ... */
const residentSeconds = 5;
/** ... spread over at least this long. */
const residentSpanMs = 12_000;
/** A resident not seen for this long has to earn it again. */
export const forgottenAfterMs = 1_800_000;
/** Longest wait at a door before a passage (portal.md section 3: standing 4-15 s), and some. */
const lingersAfterMs = 25_000;
/** Tags heard this soon after a door was switched on were there before anybody came. */
const presentAtStartMs = 3000;
/** RSSI above the 95 % quantile that says the tag has moved (point 2). */
const riseDb = 6;
/** Outside reads above this, twice within `outsideSpanMs`, say the same (point 2). */
const outsideRssi = -62;
const outsideSpanMs = 3000;
/** Tags remembered at most; the longest unseen go first. */
const capacity = 4000;

const lowestBin = -84;
const binDb = 2;
const binCount = 32;

interface Place {
  readonly histogram: Float64Array;
  total: number;
  decayedAt: number;
  /** 95 % quantile, kept while the histogram is unchanged. */
  quantile: number | null;
}

interface Resident {
  readonly places: Map<number, Place>;
  seconds: number;
  lastSecond: number;
  firstAt: number;
  lastAt: number;
  outsideHits: number[];
}

export interface ResidentBaseline {
  /** The door was switched on: what is heard in the first seconds from here on was there before anybody came. */
  beginAt(t: number): void;
  /** Takes one sample seen while no passage was open. */
  learn(sample: BaselineSample): void;
  /** True when the tag has been seen often enough, long enough, lately enough. */
  isResident(epc: string, now: number): boolean;
  /**
   * True when the tag was about before anybody who is here now can have brought it: not yet resident, but no newcomer.
   */
  lingers(epc: string, now: number): boolean;
  /** True when a sample of a resident does not fit its baseline: it has to enter the passage. */
  departs(sample: BaselineSample): boolean;
  /** Tags remembered. */
  readonly size: number;
  /** Everything remembered, as data. */
  states(): ResidentState[];
  /** Takes what a trace says about a tag; replaces what was known of it. */
  restore(state: ResidentState): void;
}

/** Creates an empty baseline map. */
export function createResidentBaseline(): ResidentBaseline {
  const residents = new Map<string, Resident>();
  /** Never, unless told: samples may begin in the middle of a passage. */
  let startedAt = Number.NaN;

  const entry = (epc: string, t: number): Resident => {
    const known = residents.get(epc);
    if (known !== undefined && t - known.lastAt < forgottenAfterMs) {
      // Re-inserting keeps the map in order of last sight, so that the oldest is first.
      residents.delete(epc);
      residents.set(epc, known);
      return known;
    }
    const fresh: Resident = {
      places: new Map(),
      seconds: 0,
      lastSecond: Number.NEGATIVE_INFINITY,
      firstAt: t,
      lastAt: t,
      outsideHits: [],
    };
    residents.delete(epc);
    residents.set(epc, fresh);
    if (residents.size > capacity) {
      for (const oldest of residents.keys()) {
        residents.delete(oldest);
        break;
      }
    }
    return fresh;
  };

  return {
    beginAt(t) {
      startedAt = t;
    },
    learn(sample) {
      const resident = entry(sample.epc, sample.t);
      const second = Math.floor(sample.t / 1000);
      if (second !== resident.lastSecond) {
        resident.seconds += 1;
        resident.lastSecond = second;
      }
      resident.lastAt = Math.max(resident.lastAt, sample.t);
      resident.firstAt = Math.min(resident.firstAt, sample.t);
      const place = resident.places.get(sample.antenna) ?? createPlace(sample.t);
      resident.places.set(sample.antenna, place);
      addToHistogram(place, sample);
    },
    isResident(epc, now) {
      const resident = residents.get(epc);
      return (
        resident !== undefined &&
        resident.seconds >= residentSeconds &&
        resident.lastAt - resident.firstAt >= residentSpanMs &&
        now - resident.lastAt < forgottenAfterMs
      );
    },
    lingers(epc, now) {
      const resident = residents.get(epc);
      return (
        resident !== undefined &&
        (now - resident.firstAt > lingersAfterMs || resident.firstAt - startedAt < presentAtStartMs) &&
        now - resident.lastAt < forgottenAfterMs
      );
    },
    departs(sample) {
      const resident = residents.get(sample.epc);
      if (resident === undefined) return true;
      const place = resident.places.get(sample.antenna);
      const usual = place === undefined ? Number.NEGATIVE_INFINITY : quantile95(place);
      if (sample.side === 'inside') return place !== undefined && sample.rssi > usual + riseDb;
      if (sample.rssi <= Math.max(outsideRssi, usual + riseDb)) return false;
      resident.outsideHits = resident.outsideHits.filter((t) => sample.t - t < outsideSpanMs);
      resident.outsideHits.push(sample.t);
      return resident.outsideHits.length >= 2;
    },
    get size() {
      return residents.size;
    },
    states() {
      return [...residents].map(([epc, { seconds, firstAt, lastAt, places }]) => ({
        epc,
        seconds,
        firstAt,
        lastAt,
        places: [...places].map(([antenna, { histogram, decayedAt }]) => ({
          antenna,
          decayedAt,
          bins: [...histogram].flatMap((weight, bin) =>
            weight > 0 ? [[bin, Math.round(weight * 1000) / 1000] as const] : [],
          ),
        })),
      }));
    },
    restore({ epc, seconds, firstAt, lastAt, places }) {
      const resident = entry(epc, lastAt);
      resident.seconds = seconds;
      resident.firstAt = firstAt;
      resident.lastAt = lastAt;
      resident.lastSecond = Math.floor(lastAt / 1000);
      for (const { antenna, decayedAt, bins } of places) {
        const place = createPlace(decayedAt);
        for (const [bin, weight] of bins) {
          if (bin < 0 || bin >= binCount || !(weight > 0)) continue;
          place.histogram[bin] = weight;
          place.total += weight;
        }
        resident.places.set(antenna, place);
      }
    },
  };
}

function createPlace(t: number): Place {
  return { histogram: new Float64Array(binCount), total: 0, decayedAt: t, quantile: null };
}

function addToHistogram(place: Place, sample: BaselineSample): void {
  const age = sample.t - place.decayedAt;
  if (age > memoryMs / 60) {
    const kept = Math.exp(-age / memoryMs);
    for (let bin = 0; bin < binCount; bin += 1) place.histogram[bin] = (place.histogram[bin] ?? 0) * kept;
    place.total *= kept;
    place.decayedAt = sample.t;
  }
  const bin = Math.max(0, Math.min(binCount - 1, Math.floor((sample.rssi - lowestBin) / binDb)));
  place.histogram[bin] = (place.histogram[bin] ?? 0) + 1;
  place.total += 1;
  place.quantile = null;
}

function quantile95(place: Place): number {
  if (place.quantile !== null) return place.quantile;
  let above = place.total * 0.05;
  let bin = binCount - 1;
  while (bin > 0) {
    above -= place.histogram[bin] ?? 0;
    if (above < 0) break;
    bin -= 1;
  }
  place.quantile = lowestBin + (bin + 1) * binDb;
  return place.quantile;
}
