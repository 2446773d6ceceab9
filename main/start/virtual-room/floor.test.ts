import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Floor, type FloorStep, type WalkPlan } from './floor.ts';

const item = '3414257BF4499D4000000001';
const seeds = fc.integer({ min: 0, max: 0x7fff_ffff });

const plan = (changes: Partial<WalkPlan>): WalkPlan => ({
  id: 'walk',
  person: null,
  badgeEpc: null,
  items: [item],
  path: 'out',
  from: 'inside',
  ...changes,
});

/** Everything until the last person has gone. */
function walk(floor: Floor, doorLocked: boolean | ((x: number) => boolean), everyMs = 40): FloorStep[] {
  const steps: FloorStep[] = [];
  let x = 0;
  for (let t = 0; floor.walkers > 0 && t < 20_000; t += everyMs) {
    const step = floor.step(t, typeof doorLocked === 'boolean' ? doorLocked : doorLocked(x));
    x = step.walkers[0]?.pose.x ?? x;
    steps.push(step);
  }
  return steps;
}

const firstBreak = (steps: readonly FloorStep[], beam: 0 | 1): number =>
  steps.findIndex((step) => step.beamsBroken[beam]);
const lastBreak = (steps: readonly FloorStep[], beam: 0 | 1): number =>
  steps.findLastIndex((step) => step.beamsBroken[beam]);

describe('floor', () => {
  it('a crossing breaks the barriers in walking order and passes an open door', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('out' as const, 'in' as const), (seed, path) => {
        const floor = new Floor(seed);
        floor.begin(plan({ path }));
        const steps = walk(floor, false);
        const [first, second] = path === 'out' ? ([0, 1] as const) : ([1, 0] as const);
        expect(firstBreak(steps, first)).toBeGreaterThan(0);
        expect(firstBreak(steps, first)).toBeLessThanOrEqual(firstBreak(steps, second));
        expect(lastBreak(steps, first)).toBeLessThanOrEqual(lastBreak(steps, second));
        for (const step of steps) if (step.beamsBroken.includes(true)) expect(step.doorOpen).toBe(true);
        expect(steps.at(-1)?.doorOpen).toBe(false);
        expect(steps.flatMap((step) => step.finished)).toMatchObject([{ stoppedByDoor: false }]);
      }),
      { numRuns: 60 },
    );
  });

  it('nobody passes or touches a barrier at a locked door, whatever they meant to do', () => {
    const paths = fc.constantFrom('out' as const, 'in' as const, 'turn-back' as const, 'walk-by' as const);
    fc.assert(
      fc.property(
        seeds,
        paths,
        fc.constantFrom('inside' as const, 'outside' as const),
        (seed, path, from) => {
          const floor = new Floor(seed);
          floor.begin(plan({ path, from }));
          const steps = walk(floor, true);
          const sides = new Set(steps.flatMap((step) => step.walkers.map(({ pose }) => Math.sign(pose.x))));
          expect(sides.size).toBe(1);
          expect(steps.some((step) => step.doorOpen)).toBe(false);
          const crossing = path === 'out' || path === 'in';
          if (crossing) expect(steps.at(-1)?.finished[0]?.stoppedByDoor).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a lock that falls while somebody is in the doorway does not hold them', () => {
    const floor = new Floor(3);
    floor.begin(plan({ path: 'out' }));
    const steps = walk(floor, (x) => x > -0.3);
    expect(steps.at(-1)?.finished).toMatchObject([{ stoppedByDoor: false }]);
  });

  it('a walk takes four to six seconds, and up to three more when somebody hesitates', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('out' as const, 'in' as const), (seed, path) => {
        const lengthMs = new Floor(seed).begin(plan({ path })).lengthMs;
        expect(lengthMs).toBeGreaterThan(3500);
        expect(lengthMs).toBeLessThan(9500);
      }),
    );
  });

  it('shelf and carried tags share the air of one reader', () => {
    const floor = new Floor(11);
    const shelf = Array.from(
      { length: 200 },
      (_, at) => `3414257BF4499D40000A${at.toString(16).padStart(4, '0')}`,
    );
    floor.setResidents(shelf);
    const alone = floor.step(4000, false).reads;
    expect(new Set(alone.map((read) => read.epc)).size).toBeLessThanOrEqual(40);
    expect(alone.length / 4).toBeLessThan(620);
    floor.begin(plan({}));
    const during = floor.step(8000, false).reads;
    expect(during.length / 4).toBeLessThan(620);
    expect(during.some((read) => read.epc === item)).toBe(true);
  });

  it('what was carried out does not lie on its shelf any more; what was carried back does', () => {
    const after = (path: 'out' | 'turn-back'): boolean => {
      const floor = new Floor(5);
      const shelf = Array.from({ length: 3 }, (_, at) => `3414257BF4499D40000B000${at}`);
      floor.setResidents(shelf);
      const heard = new Set(floor.step(5000, false).reads.map((read) => read.epc));
      const [loud] = heard;
      floor.begin(plan({ path, items: [loud ?? ''] }));
      floor.step(20_000, false);
      floor.step(20_040, false);
      return floor.step(30_000, false).reads.some((read) => read.epc === loud);
    };
    expect(after('out')).toBe(false);
    expect(after('turn-back')).toBe(true);
  });

  it('the same seed is the same walk, also when the station repeats what lies on the shelves', () => {
    const shelf = ['3414257BF4499D40000D0001', '3414257BF4499D40000D0002'];
    const reads = (repeated: boolean): unknown => {
      const floor = new Floor(42);
      floor.setResidents(shelf);
      floor.begin(plan({}));
      const before = floor.step(1000, false).reads;
      if (repeated) floor.setResidents([...shelf].reverse());
      return [...before, ...floor.step(9000, false).reads];
    };
    expect(reads(false)).toEqual(reads(true));
  });
});
