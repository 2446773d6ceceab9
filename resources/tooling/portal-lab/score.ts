/**
 * Scores the decision engine on passages it has never seen. The engine gets the events of the trace and nothing else;
 * the truth is compared afterwards. `node resources/tooling/portal-lab/score.ts [passages a row] [part of a row's name]
 * [first seed]` prints the table. Thresholds are chosen on seeds from 5 000 000 on, never on the default ones.
 */
import { createGate } from '../../../main/evidence/gate/gate.ts';
import type { GateOutput, GateSettings, ItemDecision } from '../../../main/evidence/gate/types.ts';
import type { Mix, Scenario } from './scenario.ts';
import { drawScenario, hardMix } from './scenario.ts';
import type { BooksGiven } from './trace.ts';
import { eventsOf } from './trace.ts';

/** Sums over the passages of one row. */
interface Tally {
  crossing: number;
  right: number;
  wrong: number;
  undecided: number;
  /** Called none or not listed although read. */
  missed: number;
  /** Never read: no software can decide them. */
  unread: number;
  staying: number;
  invented: number;
  doubted: number;
  single: number;
  singleRight: number;
  exits: number;
  noticed: number;
  noticeLatency: number[];
  confirmed: number;
  confirmLatency: number[];
  quietPassages: number;
  falselyNoticed: number;
  falselyConfirmed: number;
  shelfTagHours: number;
  shelfInvented: number;
}

/** Scores one drawn passage into the tally. */
function scorePassage(
  scenario: Scenario,
  mix: Mix,
  books: BooksGiven,
  tally: Tally,
  settings: Partial<GateSettings>,
): void {
  const antennas = scenario.portal.antennas.map(({ id, side }) => ({ id, side }));
  const gate = createGate({ id: 'lab', antennas, settings });
  const readAtAll = new Set(scenario.reads.map((read) => read.epc));
  const outputs: GateOutput[] = [];
  for (const event of eventsOf(scenario, mix, books)) outputs.push(...gate.push(event));
  outputs.push(...gate.push({ kind: 'tick', t: scenario.endMs + 60_000 }));

  const decisions = new Map<string, ItemDecision>();
  const notices = new Map<string, number>();
  const incidents = new Map<string, number>();
  for (const output of outputs) {
    if (output.kind === 'passage_closed') {
      for (const item of output.items) {
        const before = decisions.get(item.epc);
        if (before === undefined || rank(item) > rank(before)) decisions.set(item.epc, item);
      }
    } else if (output.kind === 'notice' && !notices.has(output.epc)) notices.set(output.epc, output.at);
    else if (output.kind === 'incident' && !incidents.has(output.alarm.epc))
      incidents.set(output.alarm.epc, output.at);
  }

  for (const person of scenario.people) {
    for (const epc of person.items) {
      const decided = decisions.get(epc)?.direction;
      const crossed = decided === 'out' || decided === 'in';
      if (person.direction === 'none') {
        tally.staying += 1;
        if (crossed) tally.invented += 1;
        if (decided === 'uncertain') tally.doubted += 1;
        continue;
      }
      tally.crossing += 1;
      if (decided === person.direction) tally.right += 1;
      else if (crossed) tally.wrong += 1;
      else if (decided === 'uncertain') tally.undecided += 1;
      else if (readAtAll.has(epc)) tally.missed += 1;
      else tally.unread += 1;
      if (person.items.length > 1) continue;
      tally.single += 1;
      if (decided === person.direction) tally.singleRight += 1;
    }
    const earliest = (times: ReadonlyMap<string, number>) =>
      person.items.reduce((least, epc) => Math.min(least, times.get(epc) ?? least), Number.POSITIVE_INFINITY);
    const outAt = person.items.reduce((least, epc) => {
      const item = decisions.get(epc);
      return item?.direction === 'out' ? Math.min(least, incidents.get(epc) ?? item.decidedAt) : least;
    }, Number.POSITIVE_INFINITY);
    if (person.direction === 'out' && person.planeMs !== null) {
      tally.exits += 1;
      tally.noticeLatency.push((earliest(notices) - person.planeMs) / 1000);
      tally.confirmLatency.push((outAt - person.planeMs) / 1000);
      if (Number.isFinite(earliest(notices))) tally.noticed += 1;
      if (Number.isFinite(outAt)) tally.confirmed += 1;
    } else if (person.direction === 'none') {
      tally.quietPassages += 1;
      if (Number.isFinite(earliest(notices))) tally.falselyNoticed += 1;
      if (Number.isFinite(Math.min(outAt, earliest(incidents)))) tally.falselyConfirmed += 1;
    }
  }
  tally.shelfTagHours += (scenario.shelf.length * scenario.endMs) / 3_600_000;
  for (const epc of scenario.shelf) {
    const decided = decisions.get(epc)?.direction;
    if (decided === 'out' || decided === 'in') tally.shelfInvented += 1;
  }
}

function rank(item: ItemDecision): number {
  return item.direction === 'none' ? 0 : item.direction === 'uncertain' ? 1 : 2;
}

/** Scores `count` passages of a mix from `firstSeed` on. */
export function scoreMix(
  mix: Mix,
  firstSeed: number,
  count: number,
  books: BooksGiven,
  settings: Partial<GateSettings> = {},
): Tally {
  const tally: Tally = {
    crossing: 0,
    right: 0,
    wrong: 0,
    undecided: 0,
    missed: 0,
    unread: 0,
    staying: 0,
    invented: 0,
    doubted: 0,
    single: 0,
    singleRight: 0,
    exits: 0,
    noticed: 0,
    noticeLatency: [],
    confirmed: 0,
    confirmLatency: [],
    quietPassages: 0,
    falselyNoticed: 0,
    falselyConfirmed: 0,
    shelfTagHours: 0,
    shelfInvented: 0,
  };
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1)
    scorePassage(drawScenario(seed, mix), mix, books, tally, settings);
  return tally;
}

/** Undetected exits count as infinitely late. */
function percentile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((left, right) => left - right);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return Number.isFinite(value) ? value.toFixed(1) : 'never';
}

/** One line of the table; shares in percent. */
export function tableRow(name: string, tally: Tally): Record<string, string | number> {
  const percent = (part: number, whole: number) => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(2));
  return {
    row: name,
    right: percent(tally.right, tally.crossing),
    wrong: percent(tally.wrong, tally.crossing),
    invented: percent(tally.invented, tally.staying),
    undecided: percent(tally.undecided + tally.doubted, tally.crossing + tally.staying),
    unread: percent(tally.unread, tally.crossing),
    single: percent(tally.singleRight, tally.single),
    noticed: percent(tally.noticed, tally.exits),
    noticeP95: percentile(tally.noticeLatency, 0.95),
    falseNotice: percent(tally.falselyNoticed, tally.quietPassages),
    confirmed: percent(tally.confirmed, tally.exits),
    confirmP50: percentile(tally.confirmLatency, 0.5),
    confirmP95: percentile(tally.confirmLatency, 0.95),
    falseExit: percent(tally.falselyConfirmed, tally.quietPassages),
    shelf100h:
      tally.shelfTagHours === 0 ? '-' : ((100 * tally.shelfInvented) / tally.shelfTagHours).toFixed(2),
  };
}

/** Rows of the table: the hard mix, then every parameter shifted away from what training saw most. */
export const rows: readonly { readonly name: string; readonly mix: Mix; readonly books: BooksGiven }[] = [
  { name: '4 ant 600/s one, no books', mix: hardMix, books: 'none' },
  { name: '4 ant 600/s one', mix: hardMix, books: 'custody' },
  { name: '4 ant 600/s two, no books', mix: { ...hardMix, people: 2 }, books: 'none' },
  { name: '4 ant 600/s two', mix: { ...hardMix, people: 2 }, books: 'custody' },
  { name: '4 ant 240/s one', mix: { ...hardMix, radio: { readsPerSecond: 240 } }, books: 'custody' },
  {
    name: '4 ant 240/s two',
    mix: { ...hardMix, people: 2, radio: { readsPerSecond: 240 } },
    books: 'custody',
  },
  { name: '2 ant 600/s one', mix: { ...hardMix, antennaCount: 2 }, books: 'custody' },
  { name: '2 ant 600/s two', mix: { ...hardMix, people: 2, antennaCount: 2 }, books: 'custody' },
  { name: '4 ant 1500/s one', mix: { ...hardMix, radio: { readsPerSecond: 1500 } }, books: 'custody' },
  { name: 'all load on both sides', mix: { ...hardMix, loadOutsideShare: 1 }, books: 'custody' },
  {
    name: 'body 18 dB, fading 5 dB',
    mix: { ...hardMix, radio: { bodyLossMean: 18, fadingDeviation: 5 } },
    books: 'custody',
  },
  { name: 'RSSI scale -8 dB', mix: { ...hardMix, radio: { rssiConstant: 44 } }, books: 'custody' },
  {
    name: 'turned 60 degrees, 1.8 m',
    mix: { ...hardMix, turnDegrees: 60, openingWidth: 1.8 },
    books: 'custody',
  },
  {
    name: 'counted 500 ms, 5 % double',
    mix: { ...hardMix, countedMs: 500, duplicates: 0.05 },
    books: 'custody',
  },
  { name: '30 shelf tags, cold start', mix: { ...hardMix, load: 30, shelfTags: 30 }, books: 'custody' },
  {
    name: '30 shelf tags, 60 s watched',
    mix: { ...hardMix, load: 30, shelfTags: 30, warmUpMs: 60_000 },
    books: 'custody',
  },
  { name: 'barriers + badges one', mix: { ...hardMix, barriers: true, badges: true }, books: 'custody' },
  {
    name: 'barriers + badges two',
    mix: { ...hardMix, people: 2, barriers: true, badges: true },
    books: 'custody',
  },
];

if (import.meta.main) {
  const [first, second, third] = process.argv.slice(2);
  const firstSeed = Number(third ?? 9_000_000);
  const count = Number(first ?? 400);
  const wanted = rows.filter((row) => second === undefined || second === '' || row.name.includes(second));
  const table = wanted.map((row) => {
    const tally = scoreMix(row.mix, firstSeed + rows.indexOf(row) * 10_000, count, row.books);
    return tableRow(row.name, tally);
  });
  console.table(table);
}
