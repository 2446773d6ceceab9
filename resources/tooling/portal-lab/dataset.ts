/** Turns drawn passages into labelled tags as the engine would see them: whole tracks, and prefixes of tracks. */
import type { BarrierWatch } from '../../../main/evidence/gate/barriers.ts';
import { createBarrierWatch, viewBarriers } from '../../../main/evidence/gate/barriers.ts';
import type { TagFeatures } from '../../../main/evidence/gate/features.ts';
import { computeFeatures } from '../../../main/evidence/gate/features.ts';
import type { GroupMember } from '../../../main/evidence/gate/groups.ts';
import { beliefOf } from '../../../main/evidence/gate/groups.ts';
import type { Scorer } from '../../../main/evidence/gate/likelihood.ts';
import { evenPriorOf } from '../../../main/evidence/gate/prior.ts';
import type { Track } from '../../../main/evidence/gate/track.ts';
import { addSample, createTrack } from '../../../main/evidence/gate/track.ts';
import type { GateEvent } from '../../../main/evidence/gate/types.ts';
import { defaultGateSettings } from '../../../main/evidence/gate/types.ts';
import type { Random } from '../../../main/evidence/gate/walk-model/index.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';
import { drawTrainingMix } from './mix.ts';
import type { Scenario } from './scenario.ts';
import { drawScenario } from './scenario.ts';
import { eventsOf } from './trace.ts';
import { keyTime } from './walkers.ts';

/** Index in `directionOrder`. */
export type Label = 0 | 1 | 2;

export interface TagTruth {
  readonly label: Label;
  /** Index of the carrier; -1 for a tag on a shelf. */
  readonly carrier: number;
  /** Side before the passage, by the books. */
  readonly from: 'inside' | 'outside';
  readonly badge: boolean;
}

export interface LabelledTag extends TagTruth {
  readonly epc: string;
  readonly track: Track;
  readonly features: TagFeatures;
}

/** A passage as it looked at one moment, or after its end. */
export interface PassageView {
  readonly people: number;
  readonly antennaCount: number;
  readonly booksKnown: boolean;
  /** Moment of the look; null after the end. */
  readonly until: number | null;
  readonly tags: readonly LabelledTag[];
  readonly barriers: BarrierWatch;
  /** Whether a carrier's torso stood between the barriers at a time: who made a traversal. */
  atPlane(carrier: number, t: number): boolean;
  /** Place of a carrier's torso along the corridor, metres; null when it is not there. */
  placeOf(carrier: number, t: number): number | null;
}

export interface LabelledPassage {
  readonly whole: PassageView;
  /** The passage as seen at moments before its end. */
  readonly snapshots: readonly PassageView[];
}

/** Share of training passages in which the books know the items. */
const booksKnownShare = 0.6;

/** Draws `count` passages from seed `firstSeed` on with widely varied parameters, one after another. */
export function* drawDataset(firstSeed: number, count: number): Generator<LabelledPassage> {
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const random = createRandom(seed ^ 0x5eed);
    const mix = drawTrainingMix(random);
    const scenario = drawScenario(seed, mix);
    const events = thin(eventsOf(scenario, mix, 'none'), random);
    const truth = truthOf(scenario);
    const booksKnown = random.chance(booksKnownShare);
    const view = (until: number | null) => viewOf(scenario, events, truth, booksKnown, until);
    yield { whole: view(null), snapshots: [view(moment(scenario, random)), view(moment(scenario, random))] };
  }
}

function thin(events: readonly GateEvent[], random: Random): GateEvent[] {
  if (!random.chance(0.25)) return [...events];
  const kept = random.between(0.3, 1);
  return events.filter((event) => event.kind !== 'read' || random.chance(kept));
}

function truthOf(scenario: Scenario): Map<string, TagTruth> {
  const truth = new Map<string, TagTruth>();
  const labelOf = (direction: 'out' | 'in' | 'none'): Label =>
    direction === 'out' ? 0 : direction === 'in' ? 1 : 2;
  scenario.people.forEach((person, carrier) => {
    for (const { epc, direction, from } of person.items)
      truth.set(epc, { label: labelOf(direction), carrier, from, badge: false });
    if (person.badge !== null)
      truth.set(person.badge, { label: labelOf(person.direction), carrier, from: person.from, badge: true });
  });
  for (const { epc, from } of scenario.shelf) truth.set(epc, { label: 2, carrier: -1, from, badge: false });
  return truth;
}

function moment(scenario: Scenario, random: Random): number {
  const person = random.pick(scenario.people);
  const around = keyTime(person.path) + random.normal(500, 1200);
  return random.chance(0.75) ? around : random.between(0, scenario.endMs);
}

function viewOf(
  scenario: Scenario,
  events: readonly GateEvent[],
  truth: ReadonlyMap<string, TagTruth>,
  booksKnown: boolean,
  until: number | null,
): PassageView {
  const sides = new Map(scenario.portal.antennas.map((antenna) => [antenna.id, antenna.side]));
  const antennaCount = scenario.portal.antennas.length;
  const tracks = new Map<string, Track>();
  const barriers = createBarrierWatch();
  for (const event of events) {
    if (until !== null && event.t > until) continue;
    if (event.kind === 'beam') barriers.change(event.t, event.id, event.broken);
    if (event.kind !== 'read' || !truth.has(event.epc)) continue;
    const { epc, antenna, rssi, t, count = 1 } = event;
    const side = antenna === undefined ? undefined : sides.get(antenna);
    if (antenna === undefined || rssi === undefined || side === undefined) continue;
    const track = tracks.get(epc) ?? createTrack(epc, t);
    tracks.set(epc, track);
    addSample(track, { t, antenna, side, rssi, count });
  }
  const tags: LabelledTag[] = [];
  for (const [epc, track] of tracks) {
    const features = computeFeatures(track, until ?? track.lastAt, antennaCount);
    const known = truth.get(epc);
    if (features !== null && known !== undefined) tags.push({ epc, ...known, track, features });
  }
  const atPlane = (carrier: number, t: number): boolean => {
    const pose = scenario.people[carrier]?.path.poseAt(t) ?? null;
    return pose !== null && Math.abs(pose.x) < 0.4 && Math.abs(pose.y) < scenario.portal.openingHalfWidth;
  };
  const placeOf = (carrier: number, t: number) => scenario.people[carrier]?.path.poseAt(t)?.x ?? null;
  return {
    people: scenario.people.length,
    antennaCount,
    booksKnown,
    until,
    tags,
    barriers,
    atPlane,
    placeOf,
  };
}

/** Members of a view for the grouping, under a single-tag model. */
export function membersOf(view: PassageView, score: Scorer): GroupMember[] {
  return view.tags.map((tag) => {
    const own = score(tag.features.values);
    const books = view.booksKnown && !tag.badge ? { custody: tag.from, order: false } : null;
    return {
      own,
      belief: beliefOf(own, evenPriorOf(books, defaultGateSettings)),
      nearestAt: tag.features.nearestAt,
      sideChangeAt: tag.features.sideChangeAt,
      firstAt: tag.track.firstAt,
      lastAt: tag.track.lastAt,
      readCells: tag.features.readCells,
      badge: tag.badge,
      barrier: viewBarriers(view.barriers, tag.features.nearestAt),
    };
  });
}
