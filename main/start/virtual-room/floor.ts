import {
  type CarriedTag,
  createPath,
  createPortal,
  createRandom,
  createRoom,
  drawCarriedTag,
  drawShelfTag,
  type Pose,
  type Random,
  type Room,
  type ShelfTag,
  type SimulatedRead,
  type WalkPath,
} from '../../evidence/gate/walk-model/index.ts';
import { reachesDoorAt, turnedAwayRoute } from './door-route.ts';
import type { WalkKind } from './messages.ts';
import { seedOf } from './tag-supply.ts';

export interface WalkPlan {
  readonly id: string;
  readonly person: string | null;
  readonly badgeEpc: string | null;
  /** EPCs of what is carried, badge excluded. */
  readonly items: readonly string[];
  readonly path: WalkKind;
  readonly from: 'inside' | 'outside';
}

export interface WalkProgress {
  readonly plan: WalkPlan;
  /** 0 to 1. */
  readonly progress: number;
  /** Length of the whole walk in milliseconds. */
  readonly lengthMs: number;
}

/** Somebody at the door, at one moment. */
export interface WalkerView extends WalkProgress {
  readonly pose: Pose;
}

export interface FloorStep {
  readonly reads: readonly SimulatedRead[];
  readonly walkers: readonly WalkerView[];
  /** Light barriers (光栅), counted from inside. */
  readonly beamsBroken: readonly [boolean, boolean];
  readonly doorOpen: boolean;
  readonly finished: readonly { readonly plan: WalkPlan; readonly stoppedByDoor: boolean }[];
}

interface Walker {
  readonly plan: WalkPlan;
  readonly tags: readonly CarriedTag[];
  readonly startMs: number;
  readonly speed: number;
  route: WalkPath;
  /** When the door has to let this person through; undefined once that is decided, or if it need not. */
  doorAtMs: number | undefined;
  door: 'not-yet' | 'through' | 'stopped';
}

/** Half of the way a person walks, metres: at walking pace a passage takes four to six seconds. */
const reach = 2.6;
const pace = { mean: 1.15, deviation: 0.15, slowest: 0.9, fastest: 1.4 };
/** Shelf places between 1.2 and 5 m from the door; what lies farther away is not heard (portal.md sections 2 and 3). */
const placesInReach = 40;
const beams = [-0.15, 0.15] as const;
const torsoRadius = 0.2;
/** The leaf is open until whoever passed is this far from it, metres. */
const leafSwing = 0.8;

/**
 * The people, tags and the door of the virtual room in model time (milliseconds from any start, never back). Pure and
 * seeded: the radio and the ways of people are those of `evidence/gate/walk-model`.
 */
export class Floor {
  readonly #seed: number;
  /** Anew for each walk, so that the third walk of a seed is the same whatever happened before it and when. */
  #random: Random;
  #walks = 0;
  /** What each thing's tag is like: by the order in which things are first carried, as their numbers differ in every run. */
  readonly #carried = new Map<string, number>();
  readonly #portal = createPortal();
  readonly #walkers: Walker[] = [];
  #residents: readonly ShelfTag[] = [];
  #room: Room;
  #roomFromMs = 0;
  #now = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = createRandom(seed);
    this.#room = this.#furnish();
  }

  get walkers(): number {
    return this.#walkers.length;
  }

  isWalking(id: string): boolean {
    return this.#walkers.some((walker) => walker.plan.id === id);
  }

  /**
   * What lies on the shelves. Places within the reader's reach are few and always the same tags' ones, so that a room
   * of ten thousand items has no more of them at the door than a room of fifty.
   */
  setResidents(epcs: readonly string[]): void {
    const antennas = this.#portal.antennas.length;
    const inReach = epcs
      .map((epc) => ({ epc: epc.toUpperCase(), seed: seedOf(epc) }))
      .sort((left, right) => left.seed - right.seed)
      .slice(0, placesInReach);
    // The station tells the list after every entry of its ledger: in the middle of a walk nothing may be drawn anew.
    if (inReach.map(({ epc }) => epc).join() === this.#residents.map(({ epc }) => epc).join()) return;
    this.#residents = inReach.map(({ epc, seed }) => drawShelfTag(epc, antennas, createRandom(seed), 0));
    this.#room = this.#furnish();
  }

  /** Somebody sets out now. */
  begin(plan: WalkPlan): WalkProgress {
    this.#walks += 1;
    const random = createRandom(seedOf(`${this.#seed} walk ${this.#walks}`));
    this.#random = random;
    const speed = Math.min(pace.fastest, Math.max(pace.slowest, random.normal(pace.mean, pace.deviation)));
    const route = createPath({ kind: plan.path, startMs: this.#now, speed, from: plan.from, reach }, random);
    const badge =
      plan.badgeEpc === null
        ? []
        : [{ ...drawCarriedTag(plan.badgeEpc.toUpperCase(), random, 'front'), materialLoss: 0.5 }];
    const walker: Walker = {
      plan,
      tags: [...badge, ...plan.items.map((epc) => this.#drawItem(epc.toUpperCase(), random))],
      startMs: this.#now,
      speed,
      route,
      doorAtMs: reachesDoorAt(route),
      door: 'not-yet',
    };
    this.#walkers.push(walker);
    this.#room = this.#furnish();
    return progressAt(walker, this.#now);
  }

  /** Lets time pass up to `toMs`. */
  step(toMs: number, doorLocked: boolean): FloorStep {
    const reads = this.#room.step(toMs).filter((read) => read.t >= this.#roomFromMs);
    this.#now = Math.max(this.#now, toMs);
    const finished = this.#walkers.filter((walker) => walker.route.endMs <= this.#now);
    let changed = finished.length > 0;
    for (const walker of finished) this.#leave(walker);
    for (const walker of this.#walkers) {
      if (walker.doorAtMs === undefined || walker.doorAtMs > this.#now) continue;
      walker.doorAtMs = undefined;
      walker.door = doorLocked ? 'stopped' : 'through';
      const pose = walker.route.poseAt(this.#now);
      if (!doorLocked || pose === null) continue;
      walker.route = turnedAwayRoute(pose, this.#now, reach, walker.speed);
      changed = true;
    }
    if (changed) this.#room = this.#furnish();
    const walkers = this.#walkers.flatMap((walker) => viewOf(walker, this.#now) ?? []);
    const isAt = (place: number): boolean =>
      walkers.some(({ pose }) => Math.abs(pose.x - place) < torsoRadius && Math.abs(pose.y) < 0.6);
    return {
      reads,
      walkers,
      beamsBroken: [isAt(beams[0]), isAt(beams[1])],
      doorOpen: this.#walkers.some((walker) => this.#holdsDoor(walker)),
      finished: finished.map(({ plan, door }) => ({ plan, stoppedByDoor: door === 'stopped' })),
    };
  }

  /** An item is held differently each time; what its tag is and is stuck to stays. */
  #drawItem(epc: string, random: Random): CarriedTag {
    const kind = this.#carried.get(epc) ?? seedOf(`${this.#seed} thing ${this.#carried.size + 1}`);
    this.#carried.set(epc, kind);
    const { sensitivity, materialLoss } = drawCarriedTag(epc, createRandom(kind));
    return { ...drawCarriedTag(epc, random), sensitivity, materialLoss };
  }

  #holdsDoor(walker: Walker): boolean {
    const pose = walker.route.poseAt(this.#now);
    return walker.door === 'through' && pose !== null && Math.abs(pose.x) < leafSwing;
  }

  #leave(walker: Walker): void {
    this.#walkers.splice(this.#walkers.indexOf(walker), 1);
    if (walker.plan.path !== 'out' || walker.door === 'stopped') return;
    // Until the station says anew what lies inside: what was carried out is not back on its shelf.
    const gone = new Set(walker.tags.map((tag) => tag.epc));
    this.#residents = this.#residents.filter((tag) => !gone.has(tag.epc));
  }

  /**
   * The radio of everybody and everything there is now. Made anew when somebody comes or goes, which redraws the fast
   * fading and nothing that lasts: all share one reader's air time and stand in one another's way.
   */
  #furnish(): Room {
    const carried = new Set(this.#walkers.flatMap((walker) => walker.tags.map((tag) => tag.epc)));
    this.#roomFromMs = this.#now;
    return createRoom({
      seed: this.#random.integer(0, 0x7fff_ffff),
      portal: this.#portal,
      carriers: this.#walkers.map((walker) => ({ path: walker.route, tags: walker.tags })),
      shelf: this.#residents.filter((tag) => !carried.has(tag.epc)),
      startMs: this.#now,
    });
  }
}

function viewOf(walker: Walker, atMs: number): WalkerView | undefined {
  const pose = walker.route.poseAt(atMs);
  return pose === null ? undefined : { ...progressAt(walker, atMs), pose };
}

function progressAt({ plan, route, startMs }: Walker, atMs: number): WalkProgress {
  const lengthMs = route.endMs - startMs;
  return { plan, lengthMs, progress: Math.min(1, (atMs - startMs) / lengthMs) };
}
