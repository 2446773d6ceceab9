/**
 * The simulated door: people who carry tags, tags on shelves and one reader that switches between its antennas.
 * Pure and seeded; time is what the caller says. Source of the model: portal.md section 3.
 */
import type { WalkPath } from './path.ts';
import type { PortalGeometry } from './portal.ts';
import type { RadioParameters, Torso } from './radio.ts';
import { defaultRadio, forwardPower, readChance, reportedRssi } from './radio.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { CarriedTag, ShelfTag } from './tags.ts';
import { createFading } from './tags.ts';

/** One read as the reader would report it; `t` in milliseconds of simulation time. */
export interface SimulatedRead {
  readonly t: number;
  readonly epc: string;
  readonly antenna: number;
  readonly rssi: number;
  readonly count: number;
}

/** A person on a path with what they carry. */
export interface Carrier {
  readonly path: WalkPath;
  readonly tags: readonly CarriedTag[];
  /** Another carrier's path takes the tags over at this time (hand-over at the door). */
  readonly handOver?: { readonly atMs: number; readonly to: WalkPath };
  /** One of the tags lies on a shelf at this place until it is taken along. */
  readonly resting?: {
    readonly epc: string;
    readonly x: number;
    readonly y: number;
    readonly untilMs: number;
  };
}

export interface RoomOptions {
  readonly seed: number;
  readonly portal: PortalGeometry;
  readonly carriers: readonly Carrier[];
  readonly radio?: Partial<RadioParameters>;
  readonly shelf?: readonly ShelfTag[];
  /** Mean number of further tags in view that only take air time (Poisson, redrawn a dwell). */
  readonly load?: number;
  /** The same for the outside antennas, as a share of `load` (portal.md: 15 % of the stray population is outside). */
  readonly loadOutsideShare?: number;
  /** False: a body shadows only the tags of the person it belongs to. */
  readonly sharedBodies?: boolean;
  readonly startMs?: number;
}

/** A room that can be stepped: reads of [previous end, toMs) in order of time. */
export interface Room {
  step(toMs: number): SimulatedRead[];
  /** When the last person has gone. */
  readonly endMs: number;
}

const swaySpeed = 0.03;
const airShare = 0.9;
const temporalFading = { deviation: 3, memoryMs: 500 };

/** Creates the room; every draw comes from `seed`, and stepping in any portions gives the same reads. */
export function createRoom(options: RoomOptions): Room {
  const radio: RadioParameters = { ...defaultRadio, ...options.radio };
  const random = createRandom(options.seed);
  const antennas = options.portal.antennas;
  const carried = options.carriers.flatMap((carrier) => moversOf(carrier, antennas.length, radio, random));
  // Two carriers on one path are one body with two loads: what it keeps and what it hands over.
  const bodies = [...new Set(options.carriers.map((carrier) => carrier.path))].map((path) => ({
    path,
    loss: Math.max(3, random.normal(radio.bodyLossMean, radio.bodyLossDeviation)),
  }));
  const shelf = (options.shelf ?? []).map((tag) => createShelfLink(tag, options.portal, radio, random));
  const endMs = Math.max(0, ...options.carriers.map((carrier) => carrier.path.endMs));
  const hops = antennas.map(() => ({ value: random.normal(0, radio.hopDeviation), untilMs: 0 }));
  const cycleMs = radio.dwellMs + radio.switchMs;
  let dwellIndex = Math.floor((options.startMs ?? 0) / cycleMs);

  const dwell = (index: number): SimulatedRead[] => {
    const antennaIndex = index % antennas.length;
    const antenna = antennas[antennaIndex];
    const hop = hops[antennaIndex];
    if (antenna === undefined || hop === undefined) return [];
    const startMs = index * cycleMs;
    const t = startMs + radio.dwellMs / 2;
    if (t >= hop.untilMs) {
      hop.value = random.normal(0, radio.hopDeviation);
      hop.untilMs = t + radio.hopMs;
    }
    const torsos: { path: WalkPath; torso: Torso }[] = [];
    for (const body of bodies) {
      const pose = body.path.poseAt(t);
      if (pose) torsos.push({ path: body.path, torso: { x: pose.x, y: pose.y, loss: body.loss } });
    }
    const inView: { epc: string; forward: number; chance: number }[] = [];
    const loadShare = antenna.side === 'outside' ? (options.loadOutsideShare ?? 0.15) : 1;
    let views = random.poisson((options.load ?? 0) * loadShare);
    const see = (epc: string, forward: number, sensitivity: number) => {
      const chance = readChance(forward - sensitivity);
      if (chance <= 0.001) return;
      views += chance;
      inView.push({ epc, forward, chance });
    };
    for (const mover of carried) {
      const path = mover.pathAt(t);
      const lies = mover.shelf !== undefined && t < mover.shelf.untilMs ? mover.shelf : null;
      const pose = lies === null ? path.poseAt(t) : { ...lies, heading: 0 };
      if (!pose) continue;
      const x = pose.x + mover.tag.ahead * Math.cos(pose.heading) - mover.tag.left * Math.sin(pose.heading);
      const y = pose.y + mover.tag.ahead * Math.sin(pose.heading) + mover.tag.left * Math.cos(pose.heading);
      const blocking = torsos
        .filter((entry) => options.sharedBodies !== false || entry.path === path)
        .map((entry) => entry.torso);
      const power = forwardPower(antenna, options.portal, radio, x, y, blocking);
      const swing = swaySpeed * (t / 1000);
      const fading = mover.fading(antennaIndex, x + swing, y);
      const turned = t > mover.turnsAtMs ? 1 : 0;
      const losses = mover.tag.materialLoss + mover.tag.orientationLoss[turned];
      see(mover.tag.epc, power - losses + fading + hop.value, mover.tag.sensitivity);
    }
    for (const link of shelf) {
      const forward = link.forwardAt(antennaIndex, t, torsos.length > 0) + hop.value;
      see(link.tag.epc, forward, link.tag.sensitivity);
    }
    const reads: SimulatedRead[] = [];
    const mean = (radio.readsPerSecond * (radio.dwellMs / 1000) * airShare) / Math.max(1, views);
    for (const tag of inView) {
      const count = random.poisson(mean * tag.chance);
      for (let read = 0; read < count; read += 1) {
        const at = startMs + random.between(0, radio.dwellMs);
        const rssi = reportedRssi(tag.forward, random.normal(0, radio.rssiDeviation), radio);
        reads.push({ t: at, epc: tag.epc, antenna: antenna.id, rssi, count: 1 });
      }
    }
    return reads.sort((left, right) => left.t - right.t);
  };

  const pending: SimulatedRead[] = [];
  return {
    endMs,
    step(toMs) {
      while (dwellIndex * cycleMs < toMs) {
        pending.push(...dwell(dwellIndex));
        dwellIndex += 1;
      }
      let ready = 0;
      while (ready < pending.length && (pending[ready]?.t ?? toMs) < toMs) ready += 1;
      return pending.splice(0, ready);
    },
  };
}

interface Mover {
  readonly tag: CarriedTag;
  readonly turnsAtMs: number;
  readonly fading: (antennaIndex: number, x: number, y: number) => number;
  pathAt(t: number): WalkPath;
  /** Where the tag lies before it is taken along. */
  readonly shelf?: { readonly x: number; readonly y: number; readonly untilMs: number };
}

function moversOf(carrier: Carrier, antennaCount: number, radio: RadioParameters, random: Random): Mover[] {
  const { path, handOver, resting } = carrier;
  return carrier.tags.map((tag) => ({
    tag,
    turnsAtMs: path.startMs + (path.endMs - path.startMs) * random.between(0.3, 0.7),
    fading: createFading(antennaCount, radio, random),
    pathAt: (t) => (handOver !== undefined && t >= handOver.atMs ? handOver.to : path),
    ...(resting?.epc === tag.epc ? { shelf: resting } : {}),
  }));
}

function createShelfLink(tag: ShelfTag, portal: PortalGeometry, radio: RadioParameters, random: Random) {
  const still = portal.antennas.map(
    (antenna, index) =>
      forwardPower(antenna, portal, radio, tag.x, tag.y, []) - tag.loss + (tag.shadowing[index] ?? 0),
  );
  const fading = portal.antennas.map(() => ({ value: 0, atMs: 0 }));
  return {
    tag,
    forwardAt(antennaIndex: number, t: number, moving: boolean): number {
      const state = fading[antennaIndex];
      if (state === undefined) return -100;
      if (moving) {
        const kept = Math.exp(-(t - state.atMs) / temporalFading.memoryMs);
        state.value =
          kept * state.value + Math.sqrt(1 - kept * kept) * random.normal(0, temporalFading.deviation);
        state.atMs = t;
      }
      return (still[antennaIndex] ?? -100) + state.value;
    },
  };
}
