/** What a real reader link does to reads: counting, doubling, lateness, gaps, a dead antenna and a clock of its own. */
import type { GateEvent } from '../../../main/evidence/gate/types.ts';
import type { Random, SimulatedRead } from '../../../main/evidence/gate/walk-model/index.ts';
import type { Mix } from './mix.ts';
import type { Scenario } from './scenario.ts';
import { keyTime } from './walkers.ts';

/** Drift of a reader's clock (portal.md section 3), milliseconds a second, both ways. */
const driftPerSecond = 0.05;

/** A report with the time at which it arrives; the event keeps the time of the read. */
export interface Arrival {
  readonly arrivesAt: number;
  readonly event: GateEvent;
}

/** Reports of a passage as they arrive, with the blind interval a lost link leaves. */
export function arrivals(scenario: Scenario, mix: Mix, random: Random): Arrival[] {
  const offset = random.normal(0, mix.clockOffsetMs ?? 0);
  const drift = (mix.clockOffsetMs ?? 0) > 0 ? random.between(-driftPerSecond, driftPerSecond) / 1000 : 0;
  const ids = scenario.portal.antennas.map((antenna) => antenna.id);
  const dead = random.chance(mix.deadAntenna ?? 0) && ids.length > 2 ? random.pick(ids) : null;
  const gap = random.chance(mix.linkGap ?? 0) ? drawGap(scenario, random) : null;
  const countedMs = mix.countedMs ?? 0;
  const alive = scenario.reads.filter((read) => read.antenna !== dead);
  const reads = countedMs > 0 ? mergeReports(alive, countedMs) : alive;
  const list: Arrival[] = [];
  for (const read of reads) {
    const t = read.t + offset + read.t * drift;
    const { epc, antenna, rssi, count } = read;
    const event: GateEvent = { kind: 'read', t, epc, antenna, rssi, count };
    const lost = gap !== null && read.t >= gap.from && read.t < gap.to;
    if (lost && !gap.delivers) continue;
    const late = random.chance(mix.late ?? 0) ? random.between(0, 1500) : 0;
    list.push({ arrivesAt: lost ? gap.to + random.between(0, 50) : t + late, event });
    if (!random.chance(mix.duplicates ?? 0)) continue;
    const again = random.between(0, 30);
    list.push({ arrivesAt: t + late + again, event: { ...event, t: t + again } });
  }
  if (gap !== null && !gap.delivers) {
    const { from, to } = gap;
    list.push({ arrivesAt: to, event: { kind: 'blind', t: to, from, to, reason: 'reader_away' } });
  }
  return list.sort((left, right) => left.arrivesAt - right.arrivesAt);
}

function drawGap(scenario: Scenario, random: Random) {
  const [person] = scenario.people;
  const around = person === undefined ? scenario.endMs / 2 : keyTime(person.path);
  const from = around + random.normal(0, 1500);
  return { from, to: from + random.between(300, 2500), delivers: random.chance(0.5) };
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
