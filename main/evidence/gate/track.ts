/**
 * The reads of one tag in one passage, kept as cells of 100 ms an antenna: peak RSSI and number of reads. Cells make
 * the memory independent of the read rate, merge counted and duplicated reports, and take late reads in any order.
 */
import type { Side } from './types.ts';

export const cellMs = 100;

/** The window a track keeps: the hard limit of a passage (portal.md section 3, point 3). */
export const trackSpanMs = 15_000;

/** Reads of one antenna within one 100 ms cell. */
export interface Cell {
  readonly bin: number;
  readonly antenna: number;
  readonly side: Side;
  /** Time of the first read of the cell, ms. */
  readonly t: number;
  readonly peak: number;
  readonly count: number;
}

export interface Track {
  readonly epc: string;
  /** Cells in order of bin, then of arrival. */
  readonly cells: Cell[];
  firstAt: number;
  lastAt: number;
  /** Changes with every added read, so that unchanged tags need no new features. */
  version: number;
}

export function createTrack(epc: string, t: number): Track {
  return { epc, cells: [], firstAt: t, lastAt: t, version: 0 };
}

/** Notes that the tag was there, without saying where (a report without antenna or RSSI). */
export function notePresence(track: Track, t: number): void {
  track.firstAt = Math.min(track.firstAt, t);
  track.lastAt = Math.max(track.lastAt, t);
  track.version += 1;
}

/** Adds one sample, merging it into the cell of its time and antenna. */
export function addSample(
  track: Track,
  sample: {
    readonly t: number;
    readonly antenna: number;
    readonly side: Side;
    readonly rssi: number;
    readonly count: number;
  },
): void {
  notePresence(track, sample.t);
  const bin = Math.floor(sample.t / cellMs);
  const { cells } = track;
  let place = cells.length;
  while (place > 0 && (cells[place - 1]?.bin ?? bin) > bin) place -= 1;
  for (let index = place - 1; index >= 0; index -= 1) {
    const cell = cells[index];
    if (cell === undefined || cell.bin < bin) break;
    if (cell.antenna !== sample.antenna) continue;
    cells[index] = {
      ...cell,
      t: Math.min(cell.t, sample.t),
      peak: Math.max(cell.peak, sample.rssi),
      count: cell.count + sample.count,
    };
    return;
  }
  const { antenna, side, rssi, count } = sample;
  cells.splice(place, 0, { bin, antenna, side, t: sample.t, peak: rssi, count });
  forgetBefore(track, track.lastAt - trackSpanMs);
}

/** Drops cells older than `t`: the sliding window. */
export function forgetBefore(track: Track, t: number): void {
  const bin = Math.floor(t / cellMs);
  let stale = 0;
  while (stale < track.cells.length && (track.cells[stale]?.bin ?? bin) < bin) stale += 1;
  if (stale > 0) {
    track.cells.splice(0, stale);
    track.firstAt = track.cells[0]?.t ?? track.lastAt;
    track.version += 1;
  }
}
