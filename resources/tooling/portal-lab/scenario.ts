/**
 * Draws whole passages for training and scoring: who walks how with what, and the truth about it. The truth stays in
 * this file's return value; scorers hand the engine the trace alone.
 */
import type {
  CarriedTag,
  Carrier,
  PortalGeometry,
  Random,
  ShelfTag,
  SimulatedRead,
  WalkPath,
} from '../../../main/evidence/gate/walk-model/index.ts';
import {
  createPortal,
  createRandom,
  createRoom,
  drawCarriedTag,
  drawShelfTag,
} from '../../../main/evidence/gate/walk-model/index.ts';
import type { Mix } from './mix.ts';
import type { DrawnPath, WalkerKind } from './walkers.ts';
import { delay, drawNeighbour, drawPath, keyTime } from './walkers.ts';

/** What really happened to one item. */
export interface ItemTruth {
  readonly epc: string;
  readonly direction: 'out' | 'in' | 'none';
  /** When the carrier's torso passed the plane, or the item changed hands across it; null for none. */
  readonly planeMs: number | null;
  /** Side on which the item was before. */
  readonly from: 'inside' | 'outside';
}

export interface PersonTruth {
  readonly person: string;
  readonly kind: WalkerKind;
  readonly direction: 'out' | 'in' | 'none';
  readonly planeMs: number | null;
  readonly from: 'inside' | 'outside';
  readonly path: WalkPath;
  /** What the person holds at the end. */
  readonly items: readonly ItemTruth[];
  readonly badge: string | null;
  readonly cardAt: number | null;
}

/** A tag that lies on a shelf all the time. */
export interface ShelfTruth {
  readonly epc: string;
  readonly from: 'inside' | 'outside';
}

export interface Scenario {
  readonly seed: number;
  readonly portal: PortalGeometry;
  readonly reads: readonly SimulatedRead[];
  readonly endMs: number;
  readonly people: readonly PersonTruth[];
  readonly shelf: readonly ShelfTruth[];
}

/** Draws one passage; the same seed and mix give the same passage. */
export function drawScenario(seed: number, mix: Mix): Scenario {
  const random = createRandom(seed);
  const paths = drawMeeting(random, mix);
  return drawRoom(seed, random, mix, placed(paths, 500 + (mix.warmUpMs ?? 0)));
}

/** Fills a room with people on the given paths. `handOver`: the first gives everything to the second at the door. */
export function drawRoom(
  seed: number,
  random: Random,
  mix: Mix,
  paths: readonly DrawnPath[],
  handOver = mix.meeting === 'hand-over' && paths.length > 1,
): Scenario {
  const portal = createPortal({
    antennaCount: mix.antennaCount,
    ...(mix.turnDegrees === undefined ? {} : { turnDegrees: mix.turnDegrees }),
    ...(mix.openingWidth === undefined ? {} : { openingWidth: mix.openingWidth }),
    ...(mix.depth === undefined ? {} : { depth: mix.depth }),
  });
  const drawn = paths.map((entry, index) => drawPerson(random, seed, index, mix, entry));
  const shelf: ShelfTag[] = Array.from({ length: mix.shelfTags }, (_, index) =>
    drawShelfTag(epcOf(seed, 0x900, index), portal.antennas.length, random),
  );
  const carriers = drawn.map((entry) => entry.carrier);
  const people = drawn.map((entry) => entry.truth);
  const [giver, taker] = drawn;
  if (handOver && giver !== undefined && taker !== undefined) {
    const atMs = handOverTime(giver.truth, taker.truth);
    const badge = giver.truth.badge;
    const kept = giver.carrier.tags.filter((tag) => tag.epc === badge);
    const given = giver.carrier.tags.filter((tag) => tag.epc !== badge);
    carriers[0] = { path: giver.carrier.path, tags: kept };
    carriers.push({ path: giver.carrier.path, tags: given, handOver: { atMs, to: taker.carrier.path } });
    people[0] = { ...giver.truth, items: [] };
    people[1] = {
      ...taker.truth,
      items: [...taker.truth.items, ...handedOver(giver.truth, taker.truth, atMs)],
    };
  }
  const room = createRoom({
    seed: random.integer(0, 0x7fffffff),
    portal,
    carriers,
    radio: mix.radio,
    shelf,
    load: mix.load,
    loadOutsideShare: mix.loadOutsideShare,
    sharedBodies: mix.sharedBodies,
  });
  const endMs = room.endMs + 500;
  const lying = shelf.map(({ epc, x }): ShelfTruth => ({ epc, from: x < 0 ? 'inside' : 'outside' }));
  return { seed, portal, reads: room.step(endMs), endMs, people, shelf: lying };
}

/** All paths so late that the earliest begins at `startMs`. */
export function placed(paths: readonly DrawnPath[], startMs: number): DrawnPath[] {
  const earliest = Math.min(...paths.map((entry) => entry.path.startMs));
  return paths.map((entry) => delay(entry, startMs - earliest));
}

function drawMeeting(random: Random, mix: Mix): DrawnPath[] {
  const { meeting = 'any' } = mix;
  const crossing = random.pick(['out', 'in'] as const);
  const other = crossing === 'out' ? 'in' : 'out';
  const paths: DrawnPath[] = [];
  const add = (next: DrawnPath, apartMs: number): void => {
    const first = paths[0];
    paths.push(first === undefined ? next : delay(next, keyTime(first.path) - keyTime(next.path) + apartMs));
  };
  if (mix.people === 1) add(drawPath(random), 0);
  else if (meeting === 'hand-over') {
    // The giver comes to the door and goes back; the taker stands on the other side, or walks on with the items.
    const giver = drawPath(random, 'turn-back');
    const across = giver.from === 'inside' ? 'out' : 'in';
    add(giver, 0);
    add(drawPath(random, random.chance(0.5) ? across : 'turn-back'), random.normal(0, 400));
  } else {
    add(drawPath(random, meeting === 'any' ? undefined : crossing), 0);
    for (let index = 1; index < mix.people; index += 1) {
      const kind = meeting === 'any' ? undefined : meeting === 'opposite' ? other : crossing;
      const apart = meeting === 'close-behind' ? random.between(500, 1200) : random.between(-3000, 3000);
      add(drawPath(random, kind), apart);
    }
  }
  if (random.chance(mix.neighbour ?? 0)) add(drawNeighbour(random), random.between(-3000, 3000));
  return paths;
}

function drawPerson(random: Random, seed: number, index: number, mix: Mix, entry: DrawnPath) {
  const { path, kind, from } = entry;
  const tags = drawItems(random, seed, index, mix);
  const wears = mix.badges !== undefined && mix.badges > 0 && random.chance(mix.badges);
  const badge = wears ? drawCarriedTag(epcOf(seed, index, 0xbad), random, 'front') : null;
  const direction = kind === 'out' || kind === 'in' ? kind : 'none';
  const taps = mix.cards !== undefined && direction !== 'none' && random.chance(mix.cards);
  const planeMs = path.planeMs;
  const truth: PersonTruth = {
    person: `person-${seed}-${index}`,
    kind,
    direction,
    planeMs,
    from,
    path,
    items: tags.map(({ epc }) => ({ epc, direction, planeMs, from })),
    badge: badge?.epc ?? null,
    cardAt: taps && planeMs !== null ? planeMs - random.between(800, 8000) : null,
  };
  const start = path.poseAt(path.startMs);
  const picks = from === 'inside' && random.chance(mix.pickedUp ?? 0) && start !== null;
  const [first] = tags;
  const carrier: Carrier = {
    path,
    tags: badge === null ? tags : [...tags, badge],
    ...(picks && first !== undefined && start !== null
      ? { resting: { epc: first.epc, x: start.x, y: start.y, untilMs: path.startMs } }
      : {}),
  };
  return { truth, carrier };
}

/** When the two are nearest to each other. */
function handOverTime(giver: PersonTruth, taker: PersonTruth): number {
  let best = keyTime(giver.path);
  let nearest = Number.POSITIVE_INFINITY;
  for (let t = giver.path.startMs; t <= giver.path.endMs; t += 50) {
    const left = giver.path.poseAt(t);
    const right = taker.path.poseAt(t);
    if (left === null || right === null) continue;
    const distance = Math.hypot(left.x - right.x, left.y - right.y);
    if (distance < nearest) {
      nearest = distance;
      best = t;
    }
  }
  return best;
}

/** Given items end on the side on which the taker ends. */
function handedOver(giver: PersonTruth, taker: PersonTruth, atMs: number): ItemTruth[] {
  const last = taker.path.poseAt(taker.path.endMs);
  const ends = last !== null && last.x > 0 ? 'outside' : 'inside';
  const direction = ends === giver.from ? 'none' : ends === 'outside' ? 'out' : 'in';
  const crossed = taker.planeMs !== null && taker.planeMs > atMs ? taker.planeMs : atMs;
  return giver.items.map((item) => ({ ...item, direction, planeMs: direction === 'none' ? null : crossed }));
}

function drawItems(random: Random, seed: number, person: number, mix: Mix): CarriedTag[] {
  const count = random.chance(0.3) ? 1 : random.integer(2, 12);
  const stacked = random.chance(mix.stacked);
  return Array.from({ length: count }, (_, index) =>
    drawCarriedTag(epcOf(seed, person, index), random, undefined, stacked ? random.between(6, 20) : 0),
  );
}

function epcOf(seed: number, person: number, index: number): string {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');
  return `E280${hex(seed >>> 0, 8)}${hex(person, 4)}${hex(index, 8)}`;
}
