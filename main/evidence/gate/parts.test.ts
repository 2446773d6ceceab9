import { describe, expect, it } from 'vitest';
import { barrierDirection, createBarrierWatch, viewBarriers } from './barriers.ts';
import { advanceNotice, createNoticeState, decideDirection } from './decision.ts';
import { createCrossingLog } from './dedupe.ts';
import { createDegradedWatch } from './degraded.ts';
import { createScorer, normalise } from './likelihood.ts';
import { associate } from './people.ts';
import { priorOf } from './prior.ts';
import { createResidentBaseline } from './resident-baseline.ts';
import { addSample, createTrack, trackSpanMs } from './track.ts';
import { defaultGateSettings } from './types.ts';

describe('the crossing log', () => {
  it('cancels an opposite crossing within five seconds as a hesitation', () => {
    const log = createCrossingLog(5000);
    expect(log.record('A', 'out', 1000)).toBe('new');
    expect(log.record('A', 'in', 4000)).toEqual({ epc: 'A', first: 'out', firstAt: 1000, secondAt: 4000 });
  });

  it('takes an opposite crossing after five seconds as one of its own', () => {
    const log = createCrossingLog(5000);
    log.record('A', 'out', 1000);
    expect(log.record('A', 'in', 6001)).toBe('new');
  });

  it('takes the same direction twice within the span once', () => {
    const log = createCrossingLog(5000);
    log.record('A', 'out', 1000);
    expect(log.record('A', 'out', 3000)).toBe('repeated');
  });
});

describe('the decision', () => {
  it.each([
    [[0.9, 0.05, 0.05], 'out'],
    [[0.05, 0.9, 0.05], 'in'],
    [[0.4, 0.1, 0.5], 'uncertain'],
    [[0.1, 0.1, 0.8], 'none'],
  ] as const)('of %j is %s', (posterior, direction) => {
    const bounds = { confirmAbove: 0.8, uncertainAbove: 0.3 };
    expect(decideDirection(posterior, bounds).direction).toBe(direction);
  });

  it('gives a notice on the second tick above the bound, once', () => {
    const state = createNoticeState();
    const given = [0.99, 0.5, 0.99, 0.99, 0.99].map((probability, index) =>
      advanceNotice(state, probability, index * 100, defaultGateSettings),
    );
    expect(given).toEqual([false, false, false, true, false]);
  });
});

describe('the prior', () => {
  it('makes an entry of an item that is inside nearly impossible, and the other way round', () => {
    expect(priorOf({ custody: 'inside', order: false }, defaultGateSettings)[1]).toBeLessThan(0.02);
    expect(priorOf({ custody: 'outside', order: true }, defaultGateSettings)[0]).toBeLessThan(0.02);
    expect(priorOf(null, defaultGateSettings)).toEqual(defaultGateSettings.basePrior);
  });
});

describe('the baseline map', () => {
  const sample = (t: number, rssi: number, antenna = 1) => ({
    t,
    epc: 'S',
    antenna,
    side: antenna < 3 ? ('inside' as const) : ('outside' as const),
    rssi,
  });
  const learned = () => {
    const baseline = createResidentBaseline();
    for (let t = 0; t < 30_000; t += 500) baseline.learn(sample(t, -66 - (t % 1500) / 500));
    return baseline;
  };

  it('calls a tag resident only after it has been seen long and often enough', () => {
    const baseline = createResidentBaseline();
    baseline.learn(sample(0, -66));
    expect(baseline.isResident('S', 100)).toBe(false);
    expect(learned().isResident('S', 30_000)).toBe(true);
    expect(learned().isResident('S', 30_000 + 3_600_000)).toBe(false);
  });

  it('lets a resident depart when it is 6 dB above its usual level inside', () => {
    expect(learned().departs(sample(31_000, -62))).toBe(false);
    expect(learned().departs(sample(31_000, -55))).toBe(true);
  });

  it('lets a resident depart on the second strong read outside', () => {
    const baseline = learned();
    expect(baseline.departs(sample(31_000, -60, 3))).toBe(false);
    expect(baseline.departs(sample(31_400, -60, 3))).toBe(true);
    expect(baseline.departs(sample(36_000, -60, 3))).toBe(false);
  });
});

describe('light barriers', () => {
  const watchOf = (changes: readonly (readonly [number, number, boolean])[]) => {
    const watch = createBarrierWatch();
    for (const [t, id, broken] of changes) watch.change(t, id, broken);
    return watch;
  };

  it('tell the direction by the first broken and the last cleared', () => {
    const out = watchOf([
      [1000, 1, true],
      [1200, 2, true],
      [1300, 1, false],
      [1500, 2, false],
    ]);
    expect(barrierDirection(viewBarriers(out, 1250))).toBe('out');
    const into = watchOf([
      [1000, 2, true],
      [1200, 1, true],
      [1300, 2, false],
      [1500, 1, false],
    ]);
    expect(barrierDirection(viewBarriers(into, 1250))).toBe('in');
  });

  it('tell a return from a crossing', () => {
    const back = watchOf([
      [1000, 1, true],
      [1200, 2, true],
      [1500, 2, false],
      [1700, 1, false],
    ]);
    expect(back.traversals()).toMatchObject([{ direction: 'return', from: 1000, to: 1700 }]);
  });

  it('apart by more than a body still make one traversal', () => {
    const out = watchOf([
      [1000, 1, true],
      [1200, 1, false],
      [1600, 2, true],
      [1900, 2, false],
    ]);
    expect(out.traversals()).toMatchObject([{ direction: 'out', from: 1000, to: 1900 }]);
  });
});

describe('degraded modes', () => {
  it('report an antenna that falls silent while the others read, and its recovery', () => {
    const watch = createDegradedWatch([1, 2]);
    const slot = (from: number, first: number, second: number) => {
      watch.check(from);
      watch.count(1, first);
      watch.count(2, second);
      return watch.check(from + 10_000);
    };
    expect(slot(0, 100, 100)).toEqual([]);
    expect(slot(10_000, 100, 0)).toEqual([{ at: 20_000, antenna: 2, state: 'silent' }]);
    expect(watch.overlapping(12_000, 13_000)).toEqual([{ from: 10_000, reason: 'antenna_2' }]);
    expect(slot(20_000, 100, 90)).toEqual([{ at: 30_000, antenna: 2, state: 'recovered' }]);
    expect(watch.overlapping(31_000, 32_000)).toEqual([]);
  });

  it('take an empty room for no fault', () => {
    const watch = createDegradedWatch([1, 2]);
    watch.check(0);
    watch.count(1, 100);
    watch.count(2, 100);
    expect(watch.check(10_000)).toEqual([]);
    expect(watch.check(20_000)).toEqual([]);
  });
});

describe('association', () => {
  const settings = defaultGateSettings;

  it('prefers the card, then the badge, then the only open session', () => {
    const badge = { person: 'b', nearestAt: 20_000, direction: 'out' as const };
    expect(associate(20_000, 'out', [{ t: 15_000, person: 'a' }], [], settings).confidence).toBe(0.95);
    expect(associate(20_000, 'out', [], [badge], settings).confidence).toBe(0.9);
    expect(associate(40_000, 'out', [{ t: 15_000, person: 'a' }], [], settings)).toMatchObject({
      person: 'a',
      confidence: 0.8,
      evidence: 'only_session',
    });
    expect(associate(20_000, 'out', [], [], settings).person).toBeNull();
  });

  it('never guesses between two', () => {
    const cards = [
      { t: 19_000, person: 'a' },
      { t: 19_500, person: 'b' },
    ];
    expect(associate(20_000, 'out', cards, [], settings)).toMatchObject({ person: null, evidence: 'joint' });
  });
});

describe('a track', () => {
  it('keeps the last fifteen seconds and merges reads of one antenna within a cell', () => {
    const track = createTrack('A', 0);
    for (let t = 0; t <= 40_000; t += 20)
      addSample(track, { t, antenna: 1, side: 'inside', rssi: -50, count: 1 });
    expect(track.cells.length).toBeLessThanOrEqual(trackSpanMs / 100 + 1);
    expect(track.cells[0]?.count).toBe(5);
  });

  it('takes late samples into their own time', () => {
    const track = createTrack('A', 1000);
    for (const t of [1000, 1300, 1150, 1010])
      addSample(track, { t, antenna: 1, side: 'inside', rssi: -50, count: 1 });
    expect(track.cells.map((cell) => cell.bin)).toEqual([10, 11, 13]);
    expect(track.cells[0]?.count).toBe(2);
  });
});

describe('the likelihood model', () => {
  it('computes the softmax of a linear score with the class shares taken out', () => {
    const score = createScorer({
      mean: [1],
      scale: [2],
      hidden: [],
      hiddenOffset: [],
      output: [[1], [0], [-1]],
      outputOffset: [0, 0, 0],
      classShare: [0.25, 0.25, 0.5],
    });
    const logs = score(Float64Array.of(3));
    expect(logs[0] - logs[1]).toBeCloseTo(1, 9);
    expect(logs[1] - logs[2]).toBeCloseTo(1 + Math.log(2), 9);
    const total = normalise(logs).reduce((sum, value) => sum + value, 0);
    expect(total).toBeCloseTo(1, 12);
  });
});
