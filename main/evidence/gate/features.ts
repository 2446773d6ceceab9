/**
 * What the reads of one tag say about its path, as numbers (portal.md section 3, point 4). Everything is built from
 * 100 ms cells and peaks, never from raw read counts alone, so that rate, counted reports and duplicates change little.
 */
import type { Cell, Track } from './track.ts';

/** RSSI stand-in for "never read there": below the floor of every reader. */
const silent = -85;

/** Names of the features, in order; `coefficients.json` repeats them so that a mismatch is seen. */
export const featureNames = [
  'insideCells',
  'outsideCells',
  'insideReads',
  'outsideReads',
  'insidePeak',
  'outsidePeak',
  'insideSecondAntennaPeak',
  'outsideSecondAntennaPeak',
  'peakDifference',
  'balance',
  'firstQuarterOutside',
  'lastQuarterOutside',
  'meanTimeDifference',
  'peakTimeDifference',
  'sideSlope',
  'first08Inside',
  'first08Outside',
  'last08Inside',
  'last08Outside',
  'last04Difference',
  'last16Inside',
  'last16Outside',
  'first16Inside',
  'first16Outside',
  'insideTail',
  'outsideTail',
  'insideHead',
  'outsideHead',
  'bothSides',
  'duration',
  'lnDuration',
  'outTemplate',
  'inTemplate',
  'insideTemplate',
  'outsideTemplate',
  'insideReturnTemplate',
  'outsideReturnTemplate',
  'outMargin',
  'inMargin',
  'outsideAfterOutSplit',
  'insideBeforeOutSplit',
  'afterOutSplit',
  'outsideBeforeInSplit',
  'insideAfterInSplit',
  'afterInSplit',
  'insideAfterPeak',
  'outsideAfterPeak',
  'insideBeforePeak',
  'outsideBeforePeak',
  'peakAfterFirst',
  'lastAfterPeak',
  'endFade',
  'startFade',
  'strengthDeviation',
  'lnInsideAfterPeak',
  'lnOutsideAfterPeak',
  'lnInsideBeforePeak',
  'lnOutsideBeforePeak',
  'manyAntennas',
  'sinceLast',
] as const;

export const featureCount = featureNames.length;

/** Features of one tag with the two times that grouping and association need. */
export interface TagFeatures {
  readonly values: Float64Array;
  /** When the tag was nearest to the plane as far as the reads tell: centre of its strongest cells, ms. */
  readonly nearestAt: number;
  /** Best time at which the side changed, ms; equals `nearestAt` when only one side read it. */
  readonly sideChangeAt: number;
  /** Direction by first and last antenna alone, the independent check of portal.md section 2; null if one side only. */
  readonly antennaOrder: 'out' | 'in' | null;
  readonly readCells: number;
}

/** The cells of a track side by side, in typed arrays: this is the innermost loop of the gate. */
interface Samples {
  readonly size: number;
  /** Seconds since the first cell. */
  readonly t: Float64Array;
  /** -1 inside, +1 outside. */
  readonly side: Int8Array;
  readonly peak: Float64Array;
  readonly weight: Float64Array;
  readonly count: Float64Array;
}

/**
 * Computes the features of a track.
 * @param now time of the decision, ms; only the age of the last read depends on it.
 * @param antennaCount antennas of the portal, 1 or more.
 * @returns null when no read of the track carried antenna and RSSI.
 */
export function computeFeatures(track: Track, now: number, antennaCount: number): TagFeatures | null {
  const firstCell = track.cells[0];
  if (firstCell === undefined) return null;
  const origin = firstCell.t;
  const samples = toSamples(track.cells, origin);
  let lastTime = 0;
  for (let index = 0; index < samples.size; index += 1)
    lastTime = Math.max(lastTime, samples.t[index] as number);
  const inside = summarise(samples, -1);
  const outside = summarise(samples, 1);
  const split = splitScores(samples);
  const nearest = nearestTime(samples);
  const [secondInside, secondOutside] = secondAntennaPeaks(track.cells, antennaCount);
  const total = inside.weight + outside.weight;
  const peak = Math.max(inside.peak, outside.peak);
  const early = (seconds: number, side: -1 | 1) => peakBetween(samples, side, -1, seconds);
  const late = (seconds: number, side: -1 | 1) =>
    peakBetween(samples, side, lastTime - seconds, lastTime + 1);
  const quarter = Math.max(0.25, lastTime / 4);
  const after = nearest + 0.3;
  const before = nearest - 0.3;
  const both = inside.cells > 0 && outside.cells > 0;

  const values = Float64Array.of(
    Math.log1p(inside.cells),
    Math.log1p(outside.cells),
    Math.log1p(inside.reads),
    Math.log1p(outside.reads),
    level(inside.peak),
    level(outside.peak),
    level(secondInside),
    level(secondOutside),
    (outside.peak - inside.peak) / 10,
    (outside.weight - inside.weight) / (total + 0.5),
    outsideShare(samples, -1, quarter),
    outsideShare(samples, lastTime - quarter, lastTime + 1),
    both ? clip(outside.meanTime - inside.meanTime, 4) : 0,
    both ? clip(outside.peakTime - inside.peakTime, 4) : 0,
    sideSlope(samples, lastTime),
    level(early(0.8, -1)),
    level(early(0.8, 1)),
    level(late(0.8, -1)),
    level(late(0.8, 1)),
    (late(0.4, 1) - late(0.4, -1)) / 10,
    level(late(1.6, -1)),
    level(late(1.6, 1)),
    level(early(1.6, -1)),
    level(early(1.6, 1)),
    clip(lastTime - inside.lastTime, 4),
    clip(lastTime - outside.lastTime, 4),
    clip(inside.firstTime, 4),
    clip(outside.firstTime, 4),
    both ? 1 : 0,
    lastTime / 5,
    Math.log1p(lastTime),
    split.out / total,
    split.in / total,
    inside.weight / total,
    outside.weight / total,
    split.insideReturn / total,
    split.outsideReturn / total,
    Math.log1p(split.out - Math.max(inside.weight, outside.weight)),
    Math.log1p(split.in - Math.max(inside.weight, outside.weight)),
    level(peakBetween(samples, 1, split.outAt, lastTime + 1)),
    level(peakBetween(samples, -1, -1, split.outAt)),
    clip(lastTime - split.outAt, 4),
    level(peakBetween(samples, 1, -1, split.inAt)),
    level(peakBetween(samples, -1, split.inAt, lastTime + 1)),
    clip(lastTime - split.inAt, 4),
    level(peakBetween(samples, -1, after, lastTime + 1)),
    level(peakBetween(samples, 1, after, lastTime + 1)),
    level(peakBetween(samples, -1, -1, before)),
    level(peakBetween(samples, 1, -1, before)),
    clip(nearest, 4),
    clip(lastTime - nearest, 4),
    (Math.max(late(0.8, 1), late(0.8, -1)) - peak) / 10,
    (Math.max(early(0.8, 1), early(0.8, -1)) - peak) / 10,
    deviation(samples) / 10,
    Math.log1p(weightBetween(samples, -1, after, lastTime + 1)),
    Math.log1p(weightBetween(samples, 1, after, lastTime + 1)),
    Math.log1p(weightBetween(samples, -1, -1, before)),
    Math.log1p(weightBetween(samples, 1, -1, before)),
    antennaCount > 2 ? 1 : 0,
    Math.min(2, Math.max(0, (now - track.lastAt) / 1000)),
  );
  const first = samples.side[0] ?? 0;
  const last = samples.side[samples.size - 1] ?? 0;
  const outward = split.out >= split.in;
  return {
    values,
    nearestAt: origin + nearest * 1000,
    sideChangeAt: origin + (both ? (outward ? split.outAt : split.inAt) : nearest) * 1000,
    antennaOrder: first === last ? null : last > 0 ? 'out' : 'in',
    readCells: track.cells.length,
  };
}

function toSamples(cells: readonly Cell[], origin: number): Samples {
  const size = cells.length;
  const samples: Samples = {
    size,
    t: new Float64Array(size),
    side: new Int8Array(size),
    peak: new Float64Array(size),
    weight: new Float64Array(size),
    count: new Float64Array(size),
  };
  for (let index = 0; index < size; index += 1) {
    const cell = cells[index];
    if (cell === undefined) continue;
    samples.t[index] = Math.max(0, (cell.t - origin) / 1000);
    samples.side[index] = cell.side === 'inside' ? -1 : 1;
    samples.peak[index] = cell.peak;
    samples.weight[index] = Math.max(0.2, Math.min(2.4, (cell.peak - silent) / 20));
    samples.count[index] = cell.count;
  }
  return samples;
}

function level(rssi: number): number {
  return (Math.max(silent, rssi) + 60) / 10;
}

function clip(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}

function summarise(samples: Samples, wanted: -1 | 1) {
  const { size, t, side, peak: peaks, weight: weights, count } = samples;
  let cells = 0;
  let reads = 0;
  let weight = 0;
  let weightedTime = 0;
  let peak = silent;
  let peakTime = 0;
  let firstTime = Number.POSITIVE_INFINITY;
  let lastTime = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < size; index += 1) {
    if (side[index] !== wanted) continue;
    const at = t[index] as number;
    cells += 1;
    reads += count[index] as number;
    weight += weights[index] as number;
    weightedTime += (weights[index] as number) * at;
    if ((peaks[index] as number) > peak) {
      peak = peaks[index] as number;
      peakTime = at;
    }
    firstTime = Math.min(firstTime, at);
    lastTime = Math.max(lastTime, at);
  }
  const meanTime = weight > 0 ? weightedTime / weight : 0;
  return { cells, reads, weight, meanTime, peak, peakTime, firstTime, lastTime };
}

function peakBetween(samples: Samples, wanted: -1 | 1, from: number, to: number): number {
  const { size, t, side, peak: peaks } = samples;
  let peak = silent;
  for (let index = 0; index < size; index += 1) {
    const at = t[index] as number;
    if (side[index] === wanted && at >= from && at < to) peak = Math.max(peak, peaks[index] as number);
  }
  return peak;
}

function weightBetween(samples: Samples, wanted: -1 | 1, from: number, to: number): number {
  const { size, t, side, weight: weights } = samples;
  let weight = 0;
  for (let index = 0; index < size; index += 1) {
    const at = t[index] as number;
    if (side[index] === wanted && at >= from && at < to) weight += weights[index] as number;
  }
  return weight;
}

function outsideShare(samples: Samples, from: number, to: number): number {
  const outside = weightBetween(samples, 1, from, to);
  const inside = weightBetween(samples, -1, from, to);
  return (outside + 0.1) / (outside + inside + 0.2);
}

/** Weighted regression of side on time, scaled to the whole duration. */
function sideSlope(samples: Samples, duration: number): number {
  const { size, t, side: sides, weight: weights } = samples;
  let weight = 0;
  let time = 0;
  let side = 0;
  for (let index = 0; index < size; index += 1) {
    const w = weights[index] as number;
    weight += w;
    time += w * (t[index] as number);
    side += w * (sides[index] as number);
  }
  const meanTime = time / weight;
  const meanSide = side / weight;
  let covariance = 0;
  let variance = 0;
  for (let index = 0; index < size; index += 1) {
    const w = weights[index] as number;
    const apart = (t[index] as number) - meanTime;
    covariance += w * apart * ((sides[index] as number) - meanSide);
    variance += w * apart ** 2;
  }
  return (covariance / (variance + 0.05 * weight)) * Math.min(4, duration);
}

/** Centre of the strongest cells: the power of the weight makes the peak count and noise not. */
function nearestTime(samples: Samples): number {
  let weight = 0;
  let time = 0;
  for (let index = 0; index < samples.size; index += 1) {
    const power = Math.exp(((samples.peak[index] as number) + 60) * (Math.LN10 / 14));
    weight += power;
    time += power * (samples.t[index] as number);
  }
  return time / weight;
}

/** Peak RSSI of each side's weaker antenna; with one antenna a side, of that antenna. */
function secondAntennaPeaks(cells: readonly Cell[], antennaCount: number): readonly [number, number] {
  const peaks = new Map<number, { side: string; peak: number }>();
  for (const cell of cells) {
    const known = peaks.get(cell.antenna);
    if (known === undefined) peaks.set(cell.antenna, { side: cell.side, peak: cell.peak });
    else if (cell.peak > known.peak) known.peak = cell.peak;
  }
  const rank = antennaCount > 2 ? 1 : 0;
  const of = (side: string) => {
    const sorted = [...peaks.values()].filter((entry) => entry.side === side).map((entry) => entry.peak);
    return sorted.sort((left, right) => right - left)[rank] ?? silent;
  };
  return [of('inside'), of('outside')];
}

function deviation(samples: Samples): number {
  let sum = 0;
  for (let index = 0; index < samples.size; index += 1) sum += samples.peak[index] as number;
  const mean = sum / samples.size;
  let squares = 0;
  for (let index = 0; index < samples.size; index += 1)
    squares += ((samples.peak[index] as number) - mean) ** 2;
  return Math.sqrt(squares / samples.size);
}

/**
 * How well the side sequence fits a path of at most three stays, as explained weight: out (inside then outside), in,
 * and both returns. A two-state, three-segment Viterbi search in one pass.
 */
function splitScores(samples: Samples) {
  let inside = 0;
  let outside = 0;
  let out = 0;
  let into = 0;
  let insideReturn = 0;
  let outsideReturn = 0;
  let outAt = 0;
  let inAt = 0;
  let outCandidate = 0;
  let inCandidate = 0;
  let previousTime = 0;
  for (let index = 0; index < samples.size; index += 1) {
    const at = samples.t[index] as number;
    const side = samples.side[index] as number;
    const weight = samples.weight[index] as number;
    const asInside = side < 0 ? weight : 0;
    const asOutside = side > 0 ? weight : 0;
    const boundary = (previousTime + at) / 2;
    insideReturn = Math.max(insideReturn, out) + asInside;
    outsideReturn = Math.max(outsideReturn, into) + asOutside;
    if (inside > out) outCandidate = boundary;
    out = Math.max(out, inside) + asOutside;
    if (outside > into) inCandidate = boundary;
    into = Math.max(into, outside) + asInside;
    outAt = outCandidate;
    inAt = inCandidate;
    inside += asInside;
    outside += asOutside;
    previousTime = at;
  }
  return {
    out: Math.max(out, inside),
    in: Math.max(into, outside),
    insideReturn: Math.max(insideReturn, out, inside),
    outsideReturn: Math.max(outsideReturn, into, outside),
    outAt,
    inAt,
  };
}
