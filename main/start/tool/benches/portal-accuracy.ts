/**
 * How far the portal's decisions can be trusted: the table of issue 4, a line a figure, on simulated passages whose
 * seeds and parameters the coefficients have never seen (resources/tooling/portal-lab/README.md). Shares in percent.
 */
import type { MetricName } from '../../../../resources/tooling/portal-lab/metrics.ts';
import { estimate, metrics } from '../../../../resources/tooling/portal-lab/metrics.ts';
import type { Mix } from '../../../../resources/tooling/portal-lab/mix.ts';
import { equipped, shiftedMix } from '../../../../resources/tooling/portal-lab/mix.ts';
import { testSeed } from '../../../../resources/tooling/portal-lab/rows.ts';
import type { PassageScore } from '../../../../resources/tooling/portal-lab/score.ts';
import { scoreMix, scoreSessions } from '../../../../resources/tooling/portal-lab/score.ts';
import type { Benchmark, BenchmarkResult } from '../benchmarks.ts';

/** Passages a row; their bootstrap half-width is about 0.7 on shares of items. */
const PASSAGES = 800;
/** Ten minutes each, 40 shelf tags in view, somebody at the door every 40 s: 6.7 tag-hours a session. */
const SESSIONS = 72;

type RowName = 'one' | 'two' | 'shelf';

interface Figure {
  readonly name: string;
  readonly row: RowName;
  readonly metric: MetricName;
  readonly unit: string;
  readonly goal: 'at least' | 'at most';
  /** Bars of issue 4: four antennas without barrier, then with two light barriers and badges. */
  readonly bars: readonly [number, number];
}

const figures: readonly Figure[] = [
  { name: 'one.right', row: 'one', metric: 'right', unit: '%', goal: 'at least', bars: [97, 99] },
  { name: 'one.wrong-way', row: 'one', metric: 'wrong', unit: '%', goal: 'at most', bars: [0.3, 0.1] },
  { name: 'one.invented', row: 'one', metric: 'invented', unit: '%', goal: 'at most', bars: [0.5, 0.2] },
  { name: 'two.right', row: 'two', metric: 'right', unit: '%', goal: 'at least', bars: [95, 98] },
  { name: 'two.wrong-way', row: 'two', metric: 'wrong', unit: '%', goal: 'at most', bars: [0.7, 0.3] },
  { name: 'two.invented', row: 'two', metric: 'invented', unit: '%', goal: 'at most', bars: [1.5, 0.5] },
  { name: 'single-item.right', row: 'one', metric: 'single', unit: '%', goal: 'at least', bars: [95, 98] },
  { name: 'exit.incident', row: 'one', metric: 'incident', unit: '%', goal: 'at least', bars: [96, 99] },
  { name: 'exit.false', row: 'one', metric: 'falseIncident', unit: '%', goal: 'at most', bars: [2, 0.5] },
  { name: 'exit.p95', row: 'one', metric: 'incidentP95', unit: 's', goal: 'at most', bars: [5, 1.5] },
  { name: 'shelf', row: 'shelf', metric: 'shelf', unit: 'per 100 tag-h', goal: 'at most', bars: [0.5, 0.5] },
];

const setups: readonly { readonly name: string; readonly mix: Mix; readonly firstSeed: number }[] = [
  { name: 'plain', mix: shiftedMix, firstSeed: testSeed },
  { name: 'barriers', mix: { ...shiftedMix, ...equipped }, firstSeed: testSeed + 20_000 },
];

type Scores = Readonly<Record<'asMet' | 'trueGroups', readonly PassageScore[]>>;

/** Each row is scored once, whichever of its figures is asked first. */
const scored = new Map<string, Scores>();

function scoresOf(setup: (typeof setups)[number], row: RowName): Scores {
  const key = `${setup.name}/${row}`;
  const known = scored.get(key);
  if (known !== undefined) return known;
  const scores = row === 'shelf' ? shelfScores(setup) : passageScores(setup, row);
  scored.set(key, scores);
  return scores;
}

function passageScores({ mix, firstSeed }: (typeof setups)[number], row: 'one' | 'two'): Scores {
  const people = row === 'one' ? 1 : 2;
  const seed = firstSeed + people * 10_000;
  const score = (trueGroups: boolean) =>
    scoreMix({ ...mix, people }, seed, PASSAGES, 'custody', { trueGroups });
  return { asMet: score(false), trueGroups: score(true) };
}

function shelfScores({ mix, firstSeed }: (typeof setups)[number]): Scores {
  const shape = { minutes: 10, everySeconds: 40 };
  const door: Mix = { ...mix, load: 20, shelfTags: 40 };
  const asMet = scoreSessions(door, firstSeed + 30_000, SESSIONS, shape);
  return { asMet, trueGroups: asMet };
}

function measure(setup: (typeof setups)[number], figure: Figure, bar: number): BenchmarkResult {
  const scores = scoresOf(setup, figure.row);
  const { value, low, high } = estimate(scores.asMet, figure.metric);
  const round = (number: number): number => Math.round(number * 1000) / 1000;
  return {
    name: `portal.${setup.name}.${figure.name}`,
    value: round(value),
    unit: figure.unit,
    reference: bar,
    ratio: round(value / bar),
    low: round(low),
    high: round(high),
    goal: figure.goal,
    ...(figure.row === 'shelf' ? {} : { bound: round(metrics[figure.metric](scores.trueGroups)) }),
  };
}

export const benchmarks: readonly Benchmark[] = setups.flatMap((setup, index) =>
  figures.map((figure) => ({
    name: `portal.${setup.name}.${figure.name}`,
    run: async () => measure(setup, figure, figure.bars[index] ?? Number.NaN),
  })),
);
