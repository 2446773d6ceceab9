/** What light barriers and a door contact see of a passage, with their own faults. */
import type { GateEvent } from '../../../main/evidence/gate/types.ts';
import type { Random } from '../../../main/evidence/gate/walk-model/index.ts';
import type { Mix } from './mix.ts';
import type { PersonTruth, Scenario } from './scenario.ts';

/** Places of the two barriers along the walking direction, metres from the plane; ids are counted from inside. */
const barrierPlaces = [-0.15, 0.15];
/** Half of a torso along the walking direction (portal.md section 3: radius 0.2 m). */
const torsoReach = 0.2;
/** The leaf is opened this far before the plane and falls shut this far behind it, metres. */
const leafReach = 0.7;
const stepMs = 10;

/** One change of a light barrier. */
export interface BarrierChange {
  readonly t: number;
  readonly id: number;
  readonly broken: boolean;
}

/** What faultless barriers see. */
export function barrierChanges(scenario: Pick<Scenario, 'people' | 'portal' | 'endMs'>): BarrierChange[] {
  const half = scenario.portal.openingHalfWidth;
  return barrierPlaces
    .flatMap((place, index) =>
      spans(scenario, (x, y) => Math.abs(x - place) < torsoReach && Math.abs(y) < half).flatMap(
        ({ from, to }): BarrierChange[] => [
          { t: from, id: index + 1, broken: true },
          { t: to, id: index + 1, broken: false },
        ],
      ),
    )
    .sort((left, right) => left.t - right.t);
}

/** States of the barriers when the station connects, before anybody comes. */
export function barrierStates(): BarrierChange[] {
  return barrierPlaces.map((_, index) => ({ t: 0, id: index + 1, broken: false }));
}

/**
 * The same with faults, each with its own share of `mix.barrierFaults` (p): a break is missed (p), flickers (5 p), a
 * lone break comes from nobody (p a passage), one barrier is stuck broken for the whole passage (p / 2).
 */
export function faultyBarriers(scenario: Scenario, mix: Mix, random: Random): BarrierChange[] {
  const p = mix.barrierFaults ?? 0;
  const changes = barrierChanges(scenario);
  if (p === 0) return changes;
  const stuck = random.chance(p / 2) ? random.integer(1, 2) : 0;
  const faulty: BarrierChange[] = stuck === 0 ? [] : [{ t: 0, id: stuck, broken: true }];
  const open = new Map<number, boolean>();
  for (const change of changes) {
    if (change.id === stuck) continue;
    if (change.broken) open.set(change.id, !random.chance(p));
    if (open.get(change.id) !== true) continue;
    faulty.push(change);
    if (change.broken && random.chance(5 * p)) {
      const again = change.t + random.between(15, 60);
      faulty.push({ ...change, t: again, broken: false }, { ...change, t: again + random.between(5, 30) });
    }
  }
  if (random.chance(p)) {
    const t = random.between(0, scenario.endMs);
    const id = random.integer(1, 2);
    if (id !== stuck)
      faulty.push({ t, id, broken: true }, { t: t + random.between(40, 300), id, broken: false });
  }
  return faulty.sort((left, right) => left.t - right.t);
}

/** Openings and closings of the door leaf; none while it is wedged open. */
export function contactEvents(scenario: Scenario, mix: Mix, random: Random): GateEvent[] {
  if (mix.contactWedged === undefined || random.chance(mix.contactWedged)) return [];
  const half = scenario.portal.openingHalfWidth;
  const events: GateEvent[] = [];
  let shutAt = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans(scenario, (x, y) => Math.abs(x) < leafReach && Math.abs(y) < half)) {
    // The closer needs a moment; who comes meanwhile finds the leaf still open.
    if (from > shutAt) events.push({ kind: 'contact', t: from, open: true });
    else events.pop();
    shutAt = to + 800;
    events.push({ kind: 'contact', t: shutAt, open: false });
  }
  return events;
}

/** Spans in which any torso is where `covers` says, merged over all people. */
function spans(
  scenario: Pick<Scenario, 'people' | 'endMs'>,
  covers: (x: number, y: number) => boolean,
): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const [from, to] of presence(scenario.people)) {
    for (let t = from; t <= Math.min(to, scenario.endMs); t += stepMs) {
      const blocked = scenario.people.some(({ path }) => {
        const pose = t < path.startMs || t > path.endMs ? null : path.poseAt(t);
        return pose !== null && covers(pose.x, pose.y);
      });
      const last = found.at(-1);
      if (!blocked) continue;
      if (last !== undefined && t - last.to <= stepMs) last.to = t;
      else found.push({ from: t, to: t });
    }
  }
  return found.map(({ from, to }) => ({ from, to: to + stepMs }));
}

/** Times with anybody about, on the grid of the steps; overlapping presences joined. */
function presence(people: readonly PersonTruth[]): [number, number][] {
  const sorted = people
    .map(({ path }): [number, number] => [Math.floor(path.startMs / stepMs) * stepMs, path.endMs])
    .sort((left, right) => left[0] - right[0]);
  const joined: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
