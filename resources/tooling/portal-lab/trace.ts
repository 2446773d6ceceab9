/** A drawn passage as the events of a gate trace, with the distortions of a real reader link. */
import type { GateEvent } from '../../../main/evidence/gate/types.ts';
import type { SimulatedRead } from '../../../main/evidence/gate/walk-model/index.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';
import type { Mix, Scenario } from './scenario.ts';

const barrierPlaces = [-0.15, 0.15];
const torsoReach = 0.2;

/** How much the books know: `none` gives no item facts at all, `custody` where each item is, without an order. */
export type BooksGiven = 'none' | 'custody';

/** Events of a passage in order of time. */
export function eventsOf(scenario: Scenario, mix: Mix, books: BooksGiven): GateEvent[] {
  const facts: GateEvent[] = [];
  for (const person of scenario.people) {
    if (person.badge !== null) facts.push({ kind: 'person', t: 0, epc: person.badge, person: person.person });
    if (books === 'none') continue;
    for (const epc of person.items)
      facts.push({ kind: 'item', t: 0, epc, custody: person.from, order: false });
  }
  const reads = distort(scenario, mix);
  const barriers =
    mix.barriers === true
      ? barrierChanges(scenario).map((change): GateEvent => ({ kind: 'beam', ...change }))
      : [];
  return [...facts, ...[...reads, ...barriers].sort((left, right) => left.t - right.t)];
}

/** The same as lines of a gate trace (service-tool.md). */
export function traceLines(scenario: Scenario, mix: Mix, books: BooksGiven): string[] {
  const header = {
    header: {
      id: `lab-${mix.name}-${scenario.seed}`,
      antennas: scenario.portal.antennas.map(({ id, side, x, y }) => ({ id, side, x, y })),
      readsPerSecond: mix.radio.readsPerSecond ?? 600,
    },
  };
  return [header, ...eventsOf(scenario, mix, books).map(lineOf)].map((line) => JSON.stringify(line));
}

function lineOf(event: GateEvent): object {
  const { kind, t, ...fields } = event;
  return { t: Math.round(t * 10) / 10, [kind]: fields };
}

function distort(scenario: Scenario, mix: Mix): GateEvent[] {
  const random = createRandom(scenario.seed ^ 0x0d15);
  const countedMs = mix.countedMs ?? 0;
  const reads = countedMs > 0 ? mergeReports(scenario.reads, countedMs) : scenario.reads;
  const events: GateEvent[] = [];
  for (const read of reads) {
    const { t, epc, antenna, rssi, count } = read;
    events.push({ kind: 'read', t, epc, antenna, rssi, count });
    if (random.chance(mix.duplicates ?? 0))
      events.push({ kind: 'read', t: t + random.between(0, 30), epc, antenna, rssi, count });
  }
  return events;
}

/** Squeezes reads as a reader with a report trigger does: peak RSSI, first time, number of reads. */
export function mergeReports(reads: readonly SimulatedRead[], spanMs: number): SimulatedRead[] {
  const open = new Map<string, SimulatedRead>();
  const merged: SimulatedRead[] = [];
  for (const read of reads) {
    const key = `${read.epc}/${read.antenna}`;
    const known = open.get(key);
    if (known === undefined || read.t - known.t >= spanMs) {
      if (known !== undefined) merged.push(known);
      open.set(key, read);
    } else
      open.set(key, { ...known, rssi: Math.max(known.rssi, read.rssi), count: known.count + read.count });
  }
  return [...merged, ...open.values()].sort((left, right) => left.t - right.t);
}

/** One change of a light barrier. */
export interface BarrierChange {
  readonly t: number;
  readonly id: number;
  readonly broken: boolean;
}

/** What the two light barriers see of a passage. */
export function barrierChanges(scenario: Scenario): BarrierChange[] {
  const changes: BarrierChange[] = [];
  barrierPlaces.forEach((place, index) => {
    let broken = false;
    for (let t = 0; t <= scenario.endMs; t += 10) {
      const blocked = scenario.people.some((person) => {
        const pose = person.path.poseAt(t);
        return (
          pose !== null &&
          Math.abs(pose.x - place) < torsoReach &&
          Math.abs(pose.y) < scenario.portal.openingHalfWidth
        );
      });
      if (blocked === broken) continue;
      broken = blocked;
      changes.push({ t, id: index + 1, broken });
    }
  });
  return changes.sort((left, right) => left.t - right.t);
}
