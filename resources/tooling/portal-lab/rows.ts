/**
 * `node resources/tooling/portal-lab/rows.ts [passages a row] [part of a row's name] [first seed]` prints the table of the
 * README. Bounds are chosen on seeds from 5 000 000 on, never on the default ones.
 */
import { tableRow } from './metrics.ts';
import type { Mix } from './mix.ts';
import { equipped, hardMix, shiftedMix } from './mix.ts';
import { scoreMix } from './score.ts';
import type { BooksGiven } from './trace.ts';

export interface ScoredRow {
  readonly name: string;
  readonly mix: Mix;
  readonly books: BooksGiven;
}

const two: Partial<Mix> = { people: 2 };
const row = (name: string, mix: Mix, books: BooksGiven = 'custody'): ScoredRow => ({ name, mix, books });
const hard = (name: string, change: Partial<Mix> = {}, books: BooksGiven = 'custody') =>
  row(name, { ...hardMix, ...change }, books);

/** Seeds of the table. */
export const testSeed = 9_000_000;

/** Rows of the table: the shifted door first, then the nominal one and every single thing that can go wrong. */
export const rows: readonly ScoredRow[] = [
  row('shifted one', shiftedMix),
  row('shifted two', { ...shiftedMix, ...two }),
  row('shifted equipped one', { ...shiftedMix, ...equipped }),
  row('shifted equipped two', { ...shiftedMix, ...equipped, ...two }),
  hard('nominal one'),
  hard('nominal two', two),
  hard('nominal equipped one', equipped),
  hard('nominal equipped two', { ...equipped, ...two }),
  hard('barriers silent until broken', { ...equipped, barriersSilent: true }),
  hard('no books one', {}, 'none'),
  hard('no books two', two, 'none'),
  hard('three people', { people: 3 }),
  hard('same way', { ...two, meeting: 'same-way' }),
  hard('opposite ways', { ...two, meeting: 'opposite' }),
  hard('close behind', { ...two, meeting: 'close-behind' }),
  hard('hand-over', { ...two, meeting: 'hand-over' }),
  hard('tags touching', { stacked: 1 }),
  hard('neighbour gate', { neighbour: 1 }),
  hard('dead antenna', { deadAntenna: 1 }),
  hard('link gap', { linkGap: 1 }),
  hard('counted 500 ms, 5 % double, 5 % late', { countedMs: 500, duplicates: 0.05, late: 0.05 }),
  hard('reader clock 40 ms off', { clockOffsetMs: 40 }),
  hard('door contact', { contactWedged: 0.1 }),
  hard('cards one', { cards: 0.9 }),
  hard('cards two', { ...two, cards: 0.9 }),
  hard('picked from a shelf', { pickedUp: 1, warmUpMs: 30_000 }),
  hard('30 shelf tags, cold start', { load: 30, shelfTags: 30 }),
  hard('30 shelf tags, 60 s watched', { load: 30, shelfTags: 30, warmUpMs: 60_000 }),
  hard('240/s one', { radio: { readsPerSecond: 240 } }),
  hard('240/s two', { ...two, radio: { readsPerSecond: 240 } }),
  hard('1500/s one', { radio: { readsPerSecond: 1500 } }),
  hard('2 antennas one', { antennaCount: 2 }),
  hard('2 antennas two', { ...two, antennaCount: 2 }),
  hard('all load on both sides', { loadOutsideShare: 1 }),
  hard('body 18 dB, fading 5 dB', { radio: { bodyLossMean: 18, fadingDeviation: 5 } }),
  hard('RSSI scale -8 dB', { radio: { rssiConstant: 44 } }),
  hard('turned 60 degrees, 1.8 m', { turnDegrees: 60, openingWidth: 1.8 }),
];

if (import.meta.main) {
  const [count, part, seed] = process.argv.slice(2);
  const firstSeed = Number(seed ?? testSeed);
  for (const [index, { name, mix, books }] of rows.entries()) {
    if (part !== undefined && part !== '' && !name.includes(part)) continue;
    const scores = scoreMix(mix, firstSeed + index * 10_000, Number(count ?? 1000), books);
    process.stdout.write(`${JSON.stringify(tableRow(name, scores))}\n`);
  }
}
