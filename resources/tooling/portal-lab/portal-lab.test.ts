import { describe, expect, it } from 'vitest';
import { replayTrace } from '../../../main/evidence/gate/replay.ts';
import { barrierChanges, barrierStates, faultyBarriers } from './barrier-events.ts';
import { bootstrap, quantileOf, shareOf } from './bootstrap.ts';
import { truthOf } from './generate.ts';
import { arrivals } from './link.ts';
import { metrics } from './metrics.ts';
import type { Mix } from './mix.ts';
import { equipped, hardMix, shiftedMix } from './mix.ts';
import { simulatorScript } from './play.ts';
import { drawScenario } from './scenario.ts';
import { scoreMix } from './score.ts';
import { drawSession } from './session.ts';
import { eventsOf, traceLines } from './trace.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';

const everything: Mix = {
  ...hardMix,
  ...equipped,
  barrierFaults: 0.05,
  people: 2,
  cards: 1,
  stacked: 0.2,
  countedMs: 400,
  duplicates: 0.05,
  late: 0.05,
  clockOffsetMs: 40,
  linkGap: 0.3,
  deadAntenna: 0.2,
  neighbour: 0.3,
  pickedUp: 0.5,
  contactWedged: 0.1,
  shelfTags: 6,
};

describe('a drawn passage', () => {
  it('is the same for the same seed and another for another', () => {
    const lines = (seed: number) => traceLines(drawScenario(seed, everything), everything, 'custody');
    expect(lines(7)).toEqual(lines(7));
    expect(lines(7)).not.toEqual(lines(8));
  });

  it('hands its truth to nobody who reads the trace', () => {
    const scenario = drawScenario(11, { ...hardMix, people: 2 });
    const trace = traceLines(scenario, hardMix, 'none').join('\n');
    expect(trace).not.toMatch(/direction|planeMs|kind|person-/);
    expect(truthOf(scenario).people).toHaveLength(2);
  });

  it('with every distortion at once is a trace that replays without refusal', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const lines = [...replayTrace(traceLines(drawScenario(seed, everything), everything, 'custody'))];
      expect(lines.filter((line) => 'error' in line)).toEqual([]);
      expect(lines.length).toBeGreaterThan(0);
    }
  });

  it('with a hand-over lists the items with who ends up holding them', () => {
    const mix: Mix = { ...hardMix, people: 2, meeting: 'hand-over' };
    const scenarios = Array.from({ length: 20 }, (_, seed) => drawScenario(seed + 1, mix));
    for (const { people } of scenarios) {
      expect(people[0]?.items).toEqual([]);
      expect(people[1]?.items.length).toBeGreaterThan(1);
    }
    const handed = scenarios.flatMap(({ people }) => people[1]?.items ?? []);
    const crossed = handed.filter(({ direction }) => direction !== 'none');
    expect(crossed.length).toBeGreaterThan(0);
    expect(crossed.every(({ planeMs }) => planeMs !== null)).toBe(true);
  });

  it('beside a neighbouring gate counts nobody there as crossing', () => {
    const { people } = drawScenario(3, { ...hardMix, neighbour: 1 });
    expect(people.map((person) => person.kind)).toContain('neighbour');
    expect(
      people.find((person) => person.kind === 'neighbour')?.items.every((item) => item.direction === 'none'),
    ).toBe(true);
  });
});

describe('light barriers', () => {
  const exit = [...Array(40).keys()]
    .map((seed) => drawScenario(seed + 1, { ...hardMix, ...equipped }))
    .filter(({ people }) => people[0]?.kind === 'out');

  it('are broken inner first by somebody who leaves', () => {
    for (const scenario of exit) {
      const [first] = barrierChanges(scenario);
      expect(first).toMatchObject({ id: 1, broken: true });
    }
    expect(exit.length).toBeGreaterThan(3);
  });

  it('have faults of their own', () => {
    const mix = { ...hardMix, ...equipped, barrierFaults: 0.3 };
    const changed = exit.filter(
      (scenario) =>
        JSON.stringify(faultyBarriers(scenario, mix, createRandom(scenario.seed))) !==
        JSON.stringify(barrierChanges(scenario)),
    );
    expect(changed.length).toBeGreaterThan(exit.length / 3);
  });
});

describe('the reader link', () => {
  const scenario = drawScenario(21, hardMix);

  it('doubles, delays and counts reports but invents none', () => {
    const mix = { ...hardMix, duplicates: 0.2, late: 0.2 };
    const list = arrivals(scenario, mix, createRandom(1));
    const doubled = list.length - scenario.reads.length;
    expect(doubled / scenario.reads.length).toBeCloseTo(0.2, 1);
    expect(list.some(({ arrivesAt, event }) => arrivesAt - event.t > 500)).toBe(true);
    const epcs = new Set(scenario.reads.map((read) => read.epc));
    expect(list.every(({ event }) => event.kind === 'read' && epcs.has(event.epc))).toBe(true);
  });

  it('leaves a blind interval or late reports behind a gap', () => {
    const gaps = [1, 2, 3, 4, 5, 6].map((seed) =>
      arrivals(scenario, { ...hardMix, linkGap: 1 }, createRandom(seed)),
    );
    expect(gaps.some((list) => list.some(({ event }) => event.kind === 'blind'))).toBe(true);
    expect(gaps.some((list) => list.some(({ arrivesAt, event }) => arrivesAt - event.t > 200))).toBe(true);
  });
});

describe('a stretch of a day', () => {
  it('has people one after another among shelf tags', () => {
    const session = drawSession(5, { ...hardMix, shelfTags: 10, load: 10 }, { minutes: 4, everySeconds: 30 });
    expect(session.people.length).toBeGreaterThan(2);
    expect(session.shelf).toHaveLength(10);
    expect(
      eventsOf(session, hardMix, 'custody').filter((event) => event.kind === 'item').length,
    ).toBeGreaterThan(10);
  });
});

describe('playing a trace', () => {
  it('keeps every read and every barrier at its time', () => {
    const mix = { ...hardMix, ...equipped, barrierFaults: 0 };
    const scenario = drawScenario(31, mix);
    const steps = simulatorScript(traceLines(scenario, mix, 'custody'));
    let t = 0;
    const played: number[] = [];
    let inputs = 0;
    for (const step of steps) {
      t += Number(step['after'] ?? 0);
      const reads = Array.isArray(step['reads']) ? (step['reads'] as readonly { at: number }[]) : [];
      played.push(...reads.map((read) => t + read.at));
      if (step['do'] === 'input') inputs += 1;
    }
    const due = scenario.reads.map((read) => read.t).sort((left, right) => left - right);
    played.sort((left, right) => left - right);
    expect(played).toHaveLength(due.length);
    expect(Math.max(...played.map((at, index) => Math.abs(at - (due[index] ?? 0))))).toBeLessThan(110);
    expect(inputs).toBe(barrierStates().length + barrierChanges(scenario).length);
  });
});

describe('intervals', () => {
  it('hold the value and narrow with more passages', () => {
    const random = createRandom(2);
    const draw = (count: number) => Array.from({ length: count }, () => (random.chance(0.9) ? 1 : 0));
    const share = shareOf<number>(
      (one) => one,
      () => 1,
    );
    const few = bootstrap(draw(50), share);
    const many = bootstrap(draw(2000), share);
    expect(many.low).toBeLessThan(many.value);
    expect(many.high).toBeGreaterThan(many.value);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
  });

  it('count what never came as late for ever', () => {
    const late = quantileOf<number[]>((one) => one, 0.95);
    expect(late([[1], [2], [Number.POSITIVE_INFINITY]])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the shipped coefficients', () => {
  it('keep their floor on passages outside training and validation', () => {
    const scores = scoreMix(shiftedMix, 7_000_000, 120, 'custody');
    expect(metrics.right(scores)).toBeGreaterThan(95);
    expect(metrics.wrong(scores)).toBeLessThan(0.5);
    expect(metrics.invented(scores)).toBeLessThan(2);
  });

  it('keep their floor with two people, barriers and badges', () => {
    const scores = scoreMix({ ...shiftedMix, ...equipped, people: 2 }, 7_100_000, 80, 'custody');
    expect(metrics.right(scores)).toBeGreaterThan(94);
    expect(metrics.wrong(scores)).toBeLessThan(0.7);
    expect(metrics.invented(scores)).toBeLessThan(3);
    expect(metrics.personWrong(scores)).toBeLessThan(6);
  });
});
