/**
 * Scores the decision engine on passages it has never seen. The engine gets the events of the trace and nothing else;
 * the truth is compared afterwards.
 */
import { createGate } from '../../../main/evidence/gate/gate.ts';
import type { GateCoefficients } from '../../../main/evidence/gate/likelihood.ts';
import type { GateOutput, GateSettings, ItemDecision } from '../../../main/evidence/gate/types.ts';
import type { Mix } from './mix.ts';
import type { Scenario } from './scenario.ts';
import { drawScenario } from './scenario.ts';
import type { SessionShape } from './session.ts';
import { drawSession } from './session.ts';
import type { BooksGiven } from './trace.ts';
import { eventsOf } from './trace.ts';

/** Counts of one drawn passage (or session). */
export interface PassageScore {
  crossing: number;
  right: number;
  wrong: number;
  /** Crossing items called uncertain: a task for the operator. */
  undecided: number;
  /** Called none or not listed although read. */
  missed: number;
  /** Never read: no software can decide them. */
  unread: number;
  staying: number;
  invented: number;
  /** Staying items called uncertain. */
  doubted: number;
  single: number;
  singleRight: number;
  /** People that carry items out; notice and confirmation in seconds after the plane, infinite when never. */
  exits: number;
  noticed: number;
  confirmed: number;
  readonly noticeLatency: number[];
  readonly confirmLatency: number[];
  /** People with items who do not cross. */
  quiet: number;
  quietNoticed: number;
  quietConfirmed: number;
  /** Passages whose crossings are of one known person, and what the engine said of them. */
  personAsked: number;
  personRight: number;
  personWrong: number;
  shelfTagHours: number;
  shelfInvented: number;
}

export function emptyScore(): PassageScore {
  return {
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
    confirmed: 0,
    noticeLatency: [],
    confirmLatency: [],
    quiet: 0,
    quietNoticed: 0,
    quietConfirmed: 0,
    personAsked: 0,
    personRight: 0,
    personWrong: 0,
    shelfTagHours: 0,
    shelfInvented: 0,
  };
}

/** What is shifted in the engine for an experiment. */
export interface EngineUnderTest {
  /** The door is switched on with the first event and learns its shelf for so long. */
  readonly learnsMs?: number;
  readonly settings?: Partial<GateSettings>;
  readonly coefficients?: GateCoefficients;
  /** True: the engine is told which tags have one carrier, for the bound with perfect association. */
  readonly trueGroups?: boolean;
}

/** Everything the engine said about a scenario. */
export function runEngine(
  scenario: Scenario,
  mix: Mix,
  books: BooksGiven,
  engine: EngineUnderTest = {},
): GateOutput[] {
  const antennas = scenario.portal.antennas.map(({ id, side }) => ({ id, side }));
  const gate = createGate(
    { id: 'lab', antennas, settings: engine.settings ?? {} },
    engine.coefficients,
    engine.trueGroups === true ? carriersOf(scenario) : undefined,
  );
  const outputs: GateOutput[] = [];
  const { learnsMs } = engine;
  if (learnsMs !== undefined) gate.push({ kind: 'learn', t: 0, from: 0, until: learnsMs });
  for (const event of eventsOf(scenario, mix, books)) outputs.push(...gate.push(event));
  outputs.push(...gate.push({ kind: 'tick', t: scenario.endMs + 60_000 }));
  return outputs;
}

function carriersOf(scenario: Scenario): (epc: string) => string | undefined {
  const carriers = new Map<string, string>();
  for (const { person, items, badge } of scenario.people) {
    for (const { epc } of items) carriers.set(epc, person);
    if (badge !== null) carriers.set(badge, person);
  }
  return (epc) => carriers.get(epc);
}

interface Heard {
  readonly decisions: ReadonlyMap<string, ItemDecision>;
  readonly notices: ReadonlyMap<string, number>;
  readonly incidents: ReadonlyMap<string, number>;
  /** Person the item's crossing was given to. */
  readonly persons: ReadonlyMap<string, string | null>;
}

function hear(outputs: readonly GateOutput[]): Heard {
  const decisions = new Map<string, ItemDecision>();
  const notices = new Map<string, number>();
  const incidents = new Map<string, number>();
  const persons = new Map<string, string | null>();
  for (const output of outputs) {
    if (output.kind === 'passage_closed') {
      for (const item of output.items) {
        const before = decisions.get(item.epc);
        if (before !== undefined && rank(item) <= rank(before)) continue;
        decisions.set(item.epc, item);
        persons.set(item.epc, item.person ?? null);
      }
    } else if (output.kind === 'notice' && !notices.has(output.epc)) notices.set(output.epc, output.at);
    else if (output.kind === 'incident' && !incidents.has(output.alarm.epc))
      incidents.set(output.alarm.epc, output.at);
  }
  return { decisions, notices, incidents, persons };
}

function rank(item: ItemDecision): number {
  return item.direction === 'none' ? 0 : item.direction === 'uncertain' ? 1 : 2;
}

/** Compares what the engine said with the truth. */
export function scoreOutputs(scenario: Scenario, outputs: readonly GateOutput[]): PassageScore {
  const score = emptyScore();
  const heard = hear(outputs);
  const readAtAll = new Set(scenario.reads.map((read) => read.epc));
  for (const person of scenario.people) {
    scoreItems(person.items, heard, readAtAll, score);
    scorePerson(person.items, heard, score);
    if (person.direction === 'none' || (person.badge === null && person.cardAt === null)) continue;
    for (const { epc } of person.items) {
      const direction = heard.decisions.get(epc)?.direction;
      if (direction !== person.direction) continue;
      const said = heard.persons.get(epc) ?? null;
      score.personAsked += 1;
      if (said === person.person) score.personRight += 1;
      else if (said !== null) score.personWrong += 1;
    }
  }
  score.shelfTagHours += (scenario.shelf.length * scenario.endMs) / 3_600_000;
  const shelf = new Set(scenario.shelf.map(({ epc }) => epc));
  for (const output of outputs) {
    if (output.kind !== 'passage_closed') continue;
    for (const { epc, direction } of output.items)
      if ((direction === 'out' || direction === 'in') && shelf.has(epc)) score.shelfInvented += 1;
  }
  return score;
}

type Items = Scenario['people'][number]['items'];

function scoreItems(items: Items, heard: Heard, readAtAll: ReadonlySet<string>, score: PassageScore): void {
  for (const { epc, direction } of items) {
    const decided = heard.decisions.get(epc)?.direction;
    const crossed = decided === 'out' || decided === 'in';
    if (direction === 'none') {
      score.staying += 1;
      if (crossed) score.invented += 1;
      if (decided === 'uncertain') score.doubted += 1;
      continue;
    }
    score.crossing += 1;
    if (decided === direction) score.right += 1;
    else if (crossed) score.wrong += 1;
    else if (decided === 'uncertain') score.undecided += 1;
    else if (readAtAll.has(epc)) score.missed += 1;
    else score.unread += 1;
    if (items.length > 1) continue;
    score.single += 1;
    if (decided === direction) score.singleRight += 1;
  }
}

function scorePerson(items: Items, heard: Heard, score: PassageScore): void {
  const earliest = (timeOf: (epc: string) => number | undefined) =>
    Math.min(...items.map(({ epc }) => timeOf(epc) ?? Number.POSITIVE_INFINITY));
  const noticedAt = earliest((epc) => heard.notices.get(epc));
  const outAt = earliest((epc) => {
    const decision = heard.decisions.get(epc);
    const decidedAt = decision?.direction === 'out' ? decision.decidedAt : undefined;
    return heard.incidents.get(epc) ?? decidedAt;
  });
  const leaving = items.filter(({ direction }) => direction === 'out');
  const planeMs = Math.min(...leaving.map((item) => item.planeMs ?? Number.POSITIVE_INFINITY));
  if (leaving.length > 0) {
    score.exits += 1;
    score.noticeLatency.push((noticedAt - planeMs) / 1000);
    score.confirmLatency.push((outAt - planeMs) / 1000);
    if (Number.isFinite(noticedAt)) score.noticed += 1;
    if (Number.isFinite(outAt)) score.confirmed += 1;
  } else if (items.length > 0 && items.every(({ direction }) => direction === 'none')) {
    score.quiet += 1;
    if (Number.isFinite(noticedAt)) score.quietNoticed += 1;
    if (Number.isFinite(outAt)) score.quietConfirmed += 1;
  }
}

/** Scores `count` passages of a mix from `firstSeed` on, one entry a passage. */
export function scoreMix(
  mix: Mix,
  firstSeed: number,
  count: number,
  books: BooksGiven,
  engine: EngineUnderTest = {},
): PassageScore[] {
  const scores: PassageScore[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const scenario = drawScenario(seed, mix);
    scores.push(scoreOutputs(scenario, runEngine(scenario, mix, books, engine)));
  }
  return scores;
}

/** As a running door does when it is switched on (main/evidence/portal/engine.ts); nobody comes in the first 20 s. */
const LEARNS_MS = 15_000;

/** Scores stretches of a day, one entry a session; the books know every item, those on the shelves too. */
export function scoreSessions(
  mix: Mix,
  firstSeed: number,
  count: number,
  shape: SessionShape,
  engine: EngineUnderTest = {},
): PassageScore[] {
  return Array.from({ length: count }, (_, index) => {
    const scenario = drawSession(firstSeed + index, mix, shape);
    return scoreOutputs(scenario, runEngine(scenario, mix, 'custody', { learnsMs: LEARNS_MS, ...engine }));
  });
}
