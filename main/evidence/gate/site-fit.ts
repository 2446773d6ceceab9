/**
 * Commissioning (调试走门): labelled walks at one door, the door's own confusion table, and a correction of the shipped
 * coefficients fitted to it. Twenty walks cannot teach a model of some thousand numbers anything; they can say that it
 * is too sure, not sure enough, or leans to one answer at this door. So a site's correction is one scale and one offset
 * for each direction, pulled towards "no change", and it is kept only if walks left out of its fit are judged better.
 */
import { decideDirection } from './decision.ts';
import { createGate } from './gate.ts';
import type { GateCoefficients } from './likelihood.ts';
import { normalise } from './likelihood.ts';
import type { Direction, GateConfig, GateEvent, GateSettings, PassageClosed, Triple } from './types.ts';
import { defaultGateSettings, directionOrder } from './types.ts';

/** One walk: what the fitter did, and what the engine made of each item. */
export interface LabelledWalk {
  readonly label: Direction;
  readonly items: readonly { readonly epc: string; readonly posterior: Triple }[];
  /** Items that were carried and never read. */
  readonly unread: readonly string[];
}

/** Correction of the fused log-likelihoods at one site. */
export interface SiteCorrection {
  /** 1: as sure as shipped; below: less sure. */
  readonly scale: number;
  /** Added to out, in and none after scaling. */
  readonly offset: Triple;
}

export const noCorrection: SiteCorrection = { scale: 1, offset: [0, 0, 0] };

/** Applies a correction to log-likelihoods. */
export function corrected(logs: Triple, { scale, offset }: SiteCorrection): Triple {
  return [scale * logs[0] + offset[0], scale * logs[1] + offset[1], scale * logs[2] + offset[2]];
}

/**
 * Judges the recorded events of one labelled walk. The books are kept from the engine, so that it cannot profit from
 * knowing where the items were.
 * @param items EPCs the fitter carried
 */
export function judgeWalk(
  label: Direction,
  items: readonly string[],
  events: readonly GateEvent[],
  config: GateConfig,
  coefficients?: GateCoefficients,
): LabelledWalk {
  const gate = createGate(config, coefficients);
  const closed: PassageClosed[] = [];
  const take = (event: GateEvent): void => {
    for (const output of gate.push(event)) if (output.kind === 'passage_closed') closed.push(output);
  };
  for (const event of events) if (event.kind !== 'item') take(event);
  const last = events.reduce((latest, event) => Math.max(latest, event.t), 0);
  take({ kind: 'tick', t: last + 60_000 });
  const posteriors = new Map<string, Triple>();
  for (const { items: decided } of closed) {
    for (const { epc, posterior } of decided) {
      const before = posteriors.get(epc);
      // An item may lie about in a second passage; the one in which it moved most counts.
      if (before === undefined || posterior[2] < before[2]) posteriors.set(epc, posterior);
    }
  }
  return {
    label,
    items: items.flatMap((epc) => {
      const posterior = posteriors.get(epc);
      return posterior === undefined ? [] : [{ epc, posterior }];
    }),
    unread: items.filter((epc) => !posteriors.has(epc)),
  };
}

/** Columns of the confusion table. */
export type Decided = Direction | 'uncertain' | 'unread';
export const decidedOrder = [
  'out',
  'in',
  'none',
  'uncertain',
  'unread',
] as const satisfies readonly Decided[];

/** Items by what was done (row) and what was decided (column). */
export type ConfusionTable = Readonly<Record<Direction, Readonly<Record<Decided, number>>>>;

/** Counts the items of labelled walks. */
export function confusionTable(
  walks: readonly LabelledWalk[],
  correction: SiteCorrection = noCorrection,
  settings: GateSettings = defaultGateSettings,
): ConfusionTable {
  const row = (): Record<Decided, number> => ({ out: 0, in: 0, none: 0, uncertain: 0, unread: 0 });
  const table = { out: row(), in: row(), none: row() };
  for (const { label, items, unread } of walks) {
    table[label].unread += unread.length;
    for (const { posterior } of items) {
      const logs = corrected(likelihoodOf(posterior, settings), correction);
      table[label][decideDirection(posteriorOf(logs, settings), settings).direction] += 1;
    }
  }
  return table;
}

/** The fused log-likelihoods behind a posterior without books, up to a constant. */
function likelihoodOf(posterior: Triple, settings: GateSettings): Triple {
  const log = (direction: 0 | 1 | 2) =>
    Math.log(Math.max(1e-9, posterior[direction])) - Math.log(settings.basePrior[direction]);
  return [log(0), log(1), log(2)];
}

function posteriorOf(logs: Triple, settings: GateSettings): Triple {
  const log = (direction: 0 | 1 | 2) => logs[direction] + Math.log(settings.basePrior[direction]);
  return normalise([log(0), log(1), log(2)]);
}

/** A re-fit with what it is worth. */
export interface SiteFit {
  readonly correction: SiteCorrection;
  /** Mean negative log probability of the truth an item, on walks left out of the fit; lower is better. */
  readonly lossBefore: number;
  readonly lossAfter: number;
  /** True when the correction judges left-out walks better and should be kept. */
  readonly better: boolean;
  readonly before: ConfusionTable;
  readonly after: ConfusionTable;
}

/** Fewer walks than this, or a label nobody walked, make no fit. */
export const leastWalks = 12;

/** Fits the correction of a site from labelled walks; null when there are too few or one of the three labels is missing. */
export function fitSite(
  walks: readonly LabelledWalk[],
  settings: GateSettings = defaultGateSettings,
): SiteFit | null {
  const labels = new Set(walks.map((walk) => walk.label));
  if (walks.length < leastWalks || labels.size < directionOrder.length) return null;
  const left = { before: 0, after: 0, count: 0 };
  walks.forEach((walk, index) => {
    const correction = fitCorrection(walks.toSpliced(index, 1), settings);
    left.before += lossOf(walk, noCorrection, settings);
    left.after += lossOf(walk, correction, settings);
    left.count += walk.items.length;
  });
  const correction = fitCorrection(walks, settings);
  const better = left.after < left.before;
  return {
    correction,
    lossBefore: left.before / Math.max(1, left.count),
    lossAfter: left.after / Math.max(1, left.count),
    better,
    before: confusionTable(walks, noCorrection, settings),
    after: confusionTable(walks, correction, settings),
  };
}

/** Shipped coefficients with a site's correction; `undefined` as correction gives the shipped ones back. */
export function withCorrection(
  shipped: GateCoefficients,
  correction: SiteCorrection | undefined,
): GateCoefficients {
  const { site: _, ...rest } = shipped;
  return correction === undefined ? rest : { ...rest, site: correction };
}

/** Pull towards no change, in items: that many items' worth of doubt about the correction. */
const pull = 8;
const rounds = 400;

function fitCorrection(walks: readonly LabelledWalk[], settings: GateSettings): SiteCorrection {
  const rows = walks.flatMap(({ label, items }) =>
    items.map(({ posterior }) => ({
      logs: likelihoodOf(posterior, settings),
      label: directionOrder.indexOf(label),
      // Items of one walk share their fate: a walk with many counts as a few.
      weight: 1 / Math.sqrt(items.length),
    })),
  );
  let scale = 1;
  const offset: [number, number, number] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    let scaleSlope = pull * Math.log(scale);
    const slopes = offset.map((value) => pull * value);
    for (const { logs, label, weight } of rows) {
      const told = posteriorOf(corrected(logs, { scale, offset }), settings);
      for (const direction of [0, 1, 2] as const) {
        const error = weight * (told[direction] - (label === direction ? 1 : 0));
        slopes[direction] = (slopes[direction] ?? 0) + error;
        scaleSlope += error * logs[direction] * scale;
      }
    }
    const step = 0.5 / (rows.length + pull);
    scale = Math.max(0.3, Math.min(2, scale * Math.exp(-step * Math.max(-2, Math.min(2, scaleSlope)))));
    for (const direction of [0, 1, 2] as const) offset[direction] -= step * (slopes[direction] ?? 0);
  }
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  return { scale: rounded(scale), offset: [rounded(offset[0]), rounded(offset[1]), rounded(offset[2])] };
}

function lossOf(walk: LabelledWalk, correction: SiteCorrection, settings: GateSettings): number {
  const label = directionOrder.indexOf(walk.label) as 0 | 1 | 2;
  return walk.items.reduce((sum, { posterior }) => {
    const told = posteriorOf(corrected(likelihoodOf(posterior, settings), correction), settings);
    return sum - Math.log(Math.max(1e-9, told[label]));
  }, 0);
}
