/**
 * The second method tried: a hidden-Markov filter over a carrier's position along the corridor. States are 25 cm of
 * corridor and the way the carrier faces; what the antennas report in 200 ms is the symbol. Transitions, first states
 * and emissions are counted on simulated passages for out, in and none apart, so that a tag's likelihood under each is
 * one run of the forward algorithm. `node resources/tooling/portal-lab/corridor-filter.ts [passages]` prints how it
 * compares, tag by tag and alone, with the shipped single-tag model, and what both together reach.
 */
import { shippedCoefficients } from '../../../main/evidence/gate/evaluate.ts';
import { createScorer, normalise } from '../../../main/evidence/gate/likelihood.ts';
import type { Track } from '../../../main/evidence/gate/track.ts';
import type { Triple } from '../../../main/evidence/gate/types.ts';
import type { LabelledTag, PassageView } from './dataset.ts';
import { drawDataset } from './dataset.ts';
import { Rows, trainModel } from './training.ts';

const slotMs = 200;
const binMetres = 0.25;
const bins = 26;
const headings = 3;
const states = bins * headings;
const levels = 5;
/** Tags differ in loss by 20 dB: emissions are counted apart for four classes of strongest read. */
const classes = 4;
const symbols = levels * levels;

function levelOf(peak: number): number {
  return peak < -84 ? 0 : peak < -70 ? 1 : peak < -60 ? 2 : peak < -50 ? 3 : 4;
}

function classOf(track: Track): number {
  const peak = track.cells.reduce((most, cell) => Math.max(most, cell.peak), -85);
  return peak < -68 ? 0 : peak < -58 ? 1 : peak < -48 ? 2 : 3;
}

/** Symbols of a track, slot by slot from its first read to its last. */
function symbolsOf(track: Track): { readonly from: number; readonly symbols: readonly number[] } {
  const first = Math.floor((track.cells[0]?.t ?? 0) / slotMs);
  const last = Math.floor((track.cells.at(-1)?.t ?? 0) / slotMs);
  const peaks = Array.from({ length: last - first + 1 }, () => [-85, -85]);
  for (const cell of track.cells) {
    const slot = peaks[Math.floor(cell.t / slotMs) - first];
    const side = cell.side === 'inside' ? 0 : 1;
    if (slot !== undefined) slot[side] = Math.max(slot[side] ?? -85, cell.peak);
  }
  return {
    from: first * slotMs,
    symbols: peaks.map(([inside = -85, outside = -85]) => levelOf(inside) * levels + levelOf(outside)),
  };
}

function stateOf(x: number, before: number): number {
  const bin = Math.max(0, Math.min(bins - 1, Math.floor(x / binMetres) + bins / 2));
  const moved = x - before;
  return bin * headings + (moved > 0.05 ? 0 : moved < -0.05 ? 1 : 2);
}

/** Counts of one label. */
interface Filter {
  readonly first: Float64Array;
  readonly next: Float64Array;
  /** Chance that the reads end in a state. */
  readonly last: Float64Array;
}

interface Filters {
  readonly of: readonly Filter[];
  /** Emissions by class, state and symbol, common to all labels. */
  readonly emission: Float64Array;
}

function emptyFilters(): Filters {
  return {
    of: [0, 1, 2].map(() => ({
      first: new Float64Array(states).fill(0.05),
      next: new Float64Array(states * states).fill(1e-4),
      last: new Float64Array(states).fill(0.05),
    })),
    emission: new Float64Array(classes * states * symbols).fill(0.02),
  };
}

function count(filters: Filters, view: PassageView, tag: LabelledTag): void {
  const { from, symbols: seen } = symbolsOf(tag.track);
  const filter = filters.of[tag.label];
  const kind = classOf(tag.track);
  if (filter === undefined) return;
  let previous: number | null = null;
  seen.forEach((symbol, slot) => {
    const t = from + (slot + 0.5) * slotMs;
    const x = view.placeOf(tag.carrier, t);
    if (x === null) return;
    const state = stateOf(x, view.placeOf(tag.carrier, t - slotMs) ?? x);
    const at = (kind * states + state) * symbols + symbol;
    filters.emission[at] = (filters.emission[at] ?? 0) + 1;
    if (previous === null) filter.first[state] = (filter.first[state] ?? 0) + 1;
    else filter.next[previous * states + state] = (filter.next[previous * states + state] ?? 0) + 1;
    previous = state;
  });
  if (previous !== null) filter.last[previous] = (filter.last[previous] ?? 0) + 1;
}

function normaliseRows(table: Float64Array, width: number): void {
  for (let from = 0; from < table.length; from += width) {
    let sum = 0;
    for (let index = 0; index < width; index += 1) sum += table[from + index] as number;
    for (let index = 0; index < width; index += 1)
      table[from + index] = (table[from + index] as number) / sum;
  }
}

/** Counts the filters on passages from a first seed on. */
function learn(firstSeed: number, passages: number): Filters {
  const filters = emptyFilters();
  for (const { whole } of drawDataset(firstSeed, passages))
    for (const tag of whole.tags) if (tag.carrier >= 0) count(filters, whole, tag);
  for (const filter of filters.of) {
    normaliseRows(filter.first, states);
    normaliseRows(filter.next, states);
    normaliseRows(filter.last, states);
  }
  normaliseRows(filters.emission, symbols);
  return filters;
}

/** Log-likelihoods of a track under out, in and none. */
function filterTrack(filters: Filters, track: Track): Triple {
  const { symbols: seen } = symbolsOf(track);
  const kind = classOf(track);
  const under = (label: 0 | 1 | 2): number => {
    const filter = filters.of[label];
    if (filter === undefined) return 0;
    let alpha: Float64Array = Float64Array.from(filter.first);
    let log = 0;
    seen.forEach((symbol, slot) => {
      if (slot > 0) {
        const moved = new Float64Array(states);
        for (let from = 0; from < states; from += 1) {
          const weight = alpha[from] as number;
          if (weight < 1e-9) continue;
          for (let to = 0; to < states; to += 1)
            moved[to] = (moved[to] as number) + weight * (filter.next[from * states + to] as number);
        }
        alpha = moved;
      }
      let sum = 0;
      for (let state = 0; state < states; state += 1) {
        const value =
          (alpha[state] as number) * (filters.emission[(kind * states + state) * symbols + symbol] as number);
        alpha[state] = value;
        sum += value;
      }
      log += Math.log(sum);
      for (let state = 0; state < states; state += 1) alpha[state] = (alpha[state] as number) / sum;
    });
    let end = 0;
    for (let state = 0; state < states; state += 1)
      end += (alpha[state] as number) * (filter.last[state] as number);
    return log + Math.log(end);
  };
  return [under(0), under(1), under(2)];
}

interface Judged {
  readonly label: 0 | 1 | 2;
  readonly model: Triple;
  readonly filter: Triple;
}

function judge(filters: Filters, firstSeed: number, passages: number): Judged[] {
  const score = createScorer(shippedCoefficients.final);
  const judged: Judged[] = [];
  for (const { whole } of drawDataset(firstSeed, passages)) {
    for (const tag of whole.tags) {
      if (tag.carrier < 0) continue;
      judged.push({
        label: tag.label,
        model: score(tag.features.values),
        filter: filterTrack(filters, tag.track),
      });
    }
  }
  return judged;
}

/** Loss, and the shares at a bound of 0.8: right and wrong way of crossings, invented of the rest; percent. */
function tally(list: readonly { readonly label: 0 | 1 | 2; readonly told: Triple }[]) {
  let loss = 0;
  const counts = { crossing: 0, right: 0, wrong: 0, staying: 0, invented: 0 };
  for (const { label, told } of list) {
    loss -= Math.log(Math.max(1e-6, told[label]));
    const decided = told[0] > 0.8 ? 0 : told[1] > 0.8 ? 1 : 2;
    if (label === 2) {
      counts.staying += 1;
      if (decided !== 2) counts.invented += 1;
      continue;
    }
    counts.crossing += 1;
    if (decided === label) counts.right += 1;
    else if (decided !== 2) counts.wrong += 1;
  }
  const percent = (part: number, whole: number) => Math.round((1e4 * part) / whole) / 100;
  return {
    loss: Math.round((1e4 * loss) / list.length) / 1e4,
    right: percent(counts.right, counts.crossing),
    wrong: percent(counts.wrong, counts.crossing),
    invented: percent(counts.invented, counts.staying),
  };
}

if (import.meta.main) {
  const passages = Number(process.argv[2] ?? 3000);
  const prior = (logs: Triple): Triple => normalise([logs[0], logs[1], logs[2] + Math.log(2)]);
  const filters = learn(4_000_000, passages);
  const rowOf = ({ model, filter }: Judged) => {
    const bound = (value: number) => Math.max(-12, Math.min(12, value));
    return [model, filter].flatMap((logs) => [bound(logs[0] - logs[2]), bound(logs[1] - logs[2])]);
  };
  const rows = new Rows(4);
  for (const one of judge(filters, 4_200_000, Math.ceil(passages / 2))) rows.add(rowOf(one), one.label);
  const options = { hiddenUnits: 6, epochs: 15, seed: 1, learningRate: 0.004, decay: 1e-4 };
  const both = createScorer(trainModel(rows, options));
  const test = judge(filters, 4_400_000, Math.ceil(passages / 2));
  const results = {
    'shipped single-tag model': tally(test.map(({ label, model }) => ({ label, told: prior(model) }))),
    'hidden-Markov filter': tally(test.map(({ label, filter }) => ({ label, told: prior(filter) }))),
    both: tally(test.map((one) => ({ label: one.label, told: prior(both(Float64Array.from(rowOf(one)))) }))),
  };
  for (const [name, result] of Object.entries(results))
    process.stdout.write(`${JSON.stringify({ name, tags: test.length, ...result })}\n`);
}
