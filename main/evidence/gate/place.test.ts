import { describe, expect, it } from 'vitest';
import { placeReach, placesOf, slotsOf } from './place.ts';
import { epcs, walkReads } from './testing/walks.ts';
import { addSample, createTrack } from './track.ts';
import type { PathKind } from './walk-model/index.ts';

/** Estimated places of somebody with four items, slot by slot. */
function placesDuring(kind: PathKind, seed: number): number[] {
  const { reads, endMs } = walkReads(kind, { seed, tags: epcs(1, 4) });
  const track = createTrack('group', 0);
  for (const read of reads) {
    if (read.kind !== 'read' || read.antenna === undefined || read.rssi === undefined) continue;
    const side = read.antenna <= 2 ? 'inside' : 'outside';
    addSample(track, { t: read.t, antenna: read.antenna, side, rssi: read.rssi, count: 1 });
  }
  return placesOf(slotsOf(track.cells, endMs));
}

describe('the estimated place of a carrier', () => {
  it.each([1, 2, 3, 4, 5])('goes from one side to the other when they go out (seed %d)', (seed) => {
    const places = placesDuring('out', seed);
    expect(places[2]).toBeLessThan(-0.2);
    expect(places.at(-1)).toBeGreaterThan(0.4);
  });

  it.each([1, 2, 3, 4, 5])('goes the other way when they come in (seed %d)', (seed) => {
    const places = placesDuring('in', seed);
    expect(places[2]).toBeGreaterThan(0.2);
    expect(places.at(-1)).toBeLessThan(-0.4);
  });

  it('is nowhere without reads, and never outside of the drawing', () => {
    expect(placesOf([])).toEqual([]);
    const places = placesDuring('walk-by', 3);
    expect(places.every((place) => Math.abs(place) <= placeReach)).toBe(true);
  });
});
