/**
 * The reads of a whole group as if they were one tag's: what no single tag shows - a strong one seen going, a weak one
 * seen coming back - the merged track shows, and its features go through a model of their own.
 */
import type { Cell, Track } from './track.ts';
import { cellMs, trackSpanMs } from './track.ts';

/** Tags merged at most; the most read ones speak for a larger group. */
const mergedTags = 12;

/** Merges tracks into one with a cell for each 100 ms and antenna: the strongest peak, the sum of the reads. */
export function mergeTracks(tracks: readonly Track[]): Track {
  const [first] = tracks;
  if (tracks.length === 1 && first !== undefined) return first;
  const chosen =
    tracks.length > mergedTags
      ? [...tracks].sort((left, right) => right.cells.length - left.cells.length).slice(0, mergedTags)
      : tracks;
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  let version = 0;
  let lastBin = 0;
  const antennas: number[] = [];
  for (const track of chosen) {
    firstAt = Math.min(firstAt, track.firstAt);
    lastAt = Math.max(lastAt, track.lastAt);
    version += track.version;
    lastBin = Math.max(lastBin, track.cells.at(-1)?.bin ?? 0);
    for (const { antenna } of track.cells) if (!antennas.includes(antenna)) antennas.push(antenna);
  }
  antennas.sort((left, right) => left - right);
  const firstBin = Math.floor(Math.max(firstAt, lastAt - trackSpanMs) / cellMs);
  const merged = new Array<Cell | undefined>(Math.max(0, lastBin - firstBin + 1) * antennas.length);
  for (const track of chosen) {
    for (const cell of track.cells) {
      if (cell.bin < firstBin) continue;
      const place = (cell.bin - firstBin) * antennas.length + antennas.indexOf(cell.antenna);
      const known = merged[place];
      merged[place] = known === undefined ? cell : joined(known, cell);
    }
  }
  const cells = merged.filter((cell) => cell !== undefined);
  return { epc: first?.epc ?? '', cells, firstAt, lastAt, version };
}

function joined(left: Cell, right: Cell): Cell {
  const { bin, antenna, side } = left;
  const t = Math.min(left.t, right.t);
  return { bin, antenna, side, t, peak: Math.max(left.peak, right.peak), count: left.count + right.count };
}
