import { describe, expect, it } from 'vitest';
import { createPath } from './path.ts';
import { createPortal } from './portal.ts';
import { createRandom } from './random.ts';
import type { Carrier } from './room.ts';
import { createRoom } from './room.ts';
import { drawCarriedTag } from './tags.ts';
import { createWalk } from './walk.ts';

const tags = ['A', 'B', 'C'];
const options = { seed: 4, kind: 'out' as const, tags, strays: ['S1', 'S2'], load: 10 };

describe('a walk', () => {
  it('is the same whatever portions it is stepped in', () => {
    const whole = createWalk(options);
    const all = whole.step(0, whole.endMs);
    const portions = createWalk(options);
    const pieces = [];
    for (let t = 0; t < portions.endMs; t += 33)
      pieces.push(...portions.step(t, Math.min(t + 33, portions.endMs)));
    expect(all.length).toBeGreaterThan(20);
    expect(pieces).toEqual(all);
  });

  it('differs by seed', () => {
    const reads = (seed: number) => createWalk({ ...options, seed }).step(0, 4000);
    expect(reads(1)).not.toEqual(reads(2));
  });

  it('gives reads in order of time within the asked span, and is done at its end', () => {
    const walk = createWalk(options);
    const reads = walk.step(0, 2000);
    expect(reads.every((read, index) => read.t < 2000 && read.t >= (reads[index - 1]?.t ?? 0))).toBe(true);
    expect(walk.done).toBe(false);
    walk.step(2000, walk.endMs);
    expect(walk.done).toBe(true);
  });

  it('crosses the plane only when it goes out or in', () => {
    const plane = (kind: 'out' | 'in' | 'turn-back' | 'walk-by' | 'stand') =>
      createWalk({ seed: 3, kind, tags }).planeMs;
    expect([plane('out'), plane('in')].every((time) => time !== null && time > 0)).toBe(true);
    expect([plane('turn-back'), plane('walk-by'), plane('stand')]).toEqual([null, null, null]);
  });

  it('is read inside first and outside last on the way out', () => {
    const sides = new Map(createPortal().antennas.map((antenna) => [antenna.id, antenna.side]));
    const walk = createWalk({
      seed: 8,
      kind: 'out',
      tags: Array.from({ length: 12 }, (_, index) => `T${index}`),
    });
    const reads = walk.step(0, walk.endMs);
    const share = (part: typeof reads) =>
      part.filter((read) => sides.get(read.antenna) === 'outside').length / part.length;
    const quarter = Math.floor(reads.length / 4);
    expect(share(reads.slice(0, quarter))).toBeLessThan(0.3);
    expect(share(reads.slice(-quarter))).toBeGreaterThan(0.7);
  });
});

describe('a hand-over at the door', () => {
  it('lets the items go on with the second person while the first turns back', () => {
    const random = createRandom(5);
    const giver = createPath({ kind: 'turn-back', startMs: 0, speed: 1.2, from: 'inside' }, random);
    const taker = createPath({ kind: 'out', startMs: 0, speed: 1.2, reach: 4 }, random);
    const items = Array.from({ length: 10 }, (_, index) => drawCarriedTag(`H${index}`, random));
    const handOver = { atMs: taker.planeMs ?? 0, to: taker };
    const room = (carrier: Carrier) => createRoom({ seed: 6, portal: createPortal(), carriers: [carrier] });
    const outsideShare = (carrier: Carrier) => {
      const late = room(carrier)
        .step(taker.endMs)
        .filter((read) => read.t > handOver.atMs + 1200);
      return late.filter((read) => read.antenna > 2).length / late.length;
    };
    expect(outsideShare({ path: giver, tags: items })).toBeLessThan(0.5);
    expect(outsideShare({ path: giver, tags: items, handOver })).toBeGreaterThan(0.6);
  });
});

describe('the random numbers', () => {
  it('have the mean and spread they promise', () => {
    const random = createRandom(1);
    const normal = Array.from({ length: 20_000 }, () => random.normal(5, 2));
    const counts = Array.from({ length: 20_000 }, () => random.poisson(3));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(normal)).toBeCloseTo(5, 1);
    expect(mean(normal.map((value) => (value - 5) ** 2))).toBeCloseTo(4, 0);
    expect(mean(counts)).toBeCloseTo(3, 1);
  });
});
