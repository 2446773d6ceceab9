/** Turns drawn passages into labelled feature rows: whole tracks, prefixes of tracks, and pairs of tags. */
import type { BarrierView } from '../../../main/evidence/gate/barriers.ts';
import { createBarrierWatch, viewBarriers } from '../../../main/evidence/gate/barriers.ts';
import { computeFeatures } from '../../../main/evidence/gate/features.ts';
import type { TagFeatures } from '../../../main/evidence/gate/features.ts';
import type { Track } from '../../../main/evidence/gate/track.ts';
import { addSample, createTrack } from '../../../main/evidence/gate/track.ts';
import type { Random, SimulatedRead } from '../../../main/evidence/gate/walk-model/index.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';
import type { Mix, Scenario } from './scenario.ts';
import { drawScenario, drawTrainingMix, keyTime } from './scenario.ts';
import { barrierChanges, mergeReports } from './trace.ts';

export interface LabelledTag {
  readonly epc: string;
  /** 0 out, 1 in, 2 none. */
  readonly label: 0 | 1 | 2;
  /** Index of the carrier; -1 for a tag on a shelf. */
  readonly carrier: number;
  readonly features: TagFeatures;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly barrier: BarrierView;
}

export interface LabelledPassage {
  readonly people: number;
  readonly tags: readonly LabelledTag[];
  /** The passage as seen at random moments before its end. */
  readonly snapshots: readonly (readonly LabelledTag[])[];
}

/** Draws `count` passages from seed `firstSeed` on with widely varied parameters, or with a fixed mix. */
export function drawDataset(firstSeed: number, count: number, mix?: Mix): LabelledPassage[] {
  const passages: LabelledPassage[] = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    const random = createRandom(seed ^ 0x5eed);
    const scenario = drawScenario(seed, mix ?? drawTrainingMix(random));
    passages.push(labelPassage(scenario, random, mix === undefined));
  }
  return passages;
}

function labelPassage(scenario: Scenario, random: Random, distort: boolean): LabelledPassage {
  const side = new Map(scenario.portal.antennas.map((antenna) => [antenna.id, antenna.side]));
  const truth = new Map<string, { label: 0 | 1 | 2; carrier: number }>();
  scenario.people.forEach((person, carrier) => {
    const label = person.direction === 'out' ? 0 : person.direction === 'in' ? 1 : 2;
    for (const epc of person.items) truth.set(epc, { label, carrier });
  });
  for (const epc of scenario.shelf) truth.set(epc, { label: 2, carrier: -1 });
  const barriers = distort && random.chance(0.4) ? barrierChanges(scenario) : [];
  const merged =
    distort && random.chance(0.25) ? mergeReports(scenario.reads, random.between(100, 1000)) : scenario.reads;
  const byEpc = new Map<string, SimulatedRead[]>();
  const thinning = distort && random.chance(0.3) ? random.between(0.3, 1) : 1;
  const dead =
    distort && scenario.portal.antennas.length === 4 && random.chance(0.06) ? random.integer(1, 4) : 0;
  for (const read of merged) {
    if (read.antenna === dead || !random.chance(thinning)) continue;
    const list = byEpc.get(read.epc);
    if (list === undefined) byEpc.set(read.epc, [read]);
    else list.push(read);
  }
  const antennaCount = scenario.portal.antennas.length;
  const build = (epc: string, reads: readonly SimulatedRead[]): Track => {
    const track = createTrack(epc, reads[0]?.t ?? 0);
    for (const read of reads) {
      addSample(track, {
        t: read.t,
        antenna: read.antenna,
        side: side.get(read.antenna) ?? 'inside',
        rssi: read.rssi,
        count: read.count,
      });
    }
    return track;
  };
  const tagsAt = (until: number | null): LabelledTag[] => {
    const watch = createBarrierWatch();
    for (const change of barriers) {
      if (until === null || change.t <= until) watch.change(change.t, change.id, change.broken);
    }
    const tags: LabelledTag[] = [];
    for (const [epc, reads] of byEpc) {
      const known = truth.get(epc);
      const seen = until === null ? reads : reads.filter((read) => read.t <= until);
      if (known === undefined || seen.length === 0) continue;
      const track = build(epc, seen);
      const features = computeFeatures(track, until ?? track.lastAt, antennaCount);
      if (features === null) continue;
      const barrier = viewBarriers(watch, features.nearestAt);
      tags.push({ epc, ...known, features, firstAt: track.firstAt, lastAt: track.lastAt, barrier });
    }
    return tags;
  };
  const moment = () => {
    const person = random.pick(scenario.people);
    const around = keyTime(person.path) + random.normal(300, 1200);
    return random.chance(0.7) ? around : random.between(0, scenario.endMs);
  };
  return {
    people: scenario.people.length,
    tags: tagsAt(null),
    snapshots: [tagsAt(moment()), tagsAt(moment())],
  };
}
