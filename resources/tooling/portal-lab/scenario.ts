/**
 * Draws whole passages for training and scoring: who walks how with what, and the truth about it. The truth stays in
 * this file's return value; scorers hand the engine the trace alone.
 */
import type {
  CarriedTag,
  PathKind,
  PortalGeometry,
  RadioParameters,
  Random,
  ShelfTag,
  SimulatedRead,
  WalkPath,
} from '../../../main/evidence/gate/walk-model/index.ts';
import {
  createPath,
  createPortal,
  createRandom,
  createRoom,
  drawCarriedTag,
  drawShelfTag,
} from '../../../main/evidence/gate/walk-model/index.ts';

/** What a family of passages has in common; every member is drawn again for each passage. */
export interface Mix {
  readonly name: string;
  readonly people: 1 | 2;
  readonly antennaCount: 2 | 4;
  readonly load: number;
  readonly loadOutsideShare: number;
  readonly shelfTags: number;
  readonly radio: Partial<RadioParameters>;
  readonly turnDegrees?: number;
  readonly openingWidth?: number;
  readonly sharedBodies: boolean;
  /** Share of passages in which tags touch. */
  readonly stacked: number;
  /** Two light barriers 15 cm before and behind the plane. */
  readonly barriers?: boolean;
  /** Everybody wears a UHF badge. */
  readonly badges?: boolean;
  /** Reports squeezed into one per tag, antenna and this long; 0: one report a read. */
  readonly countedMs?: number;
  /** Share of duplicated and of late reports. */
  readonly duplicates?: number;
  /** How long the reader has watched the room before the first person comes. */
  readonly warmUpMs?: number;
}

/** The hard mix of portal.md section 2 with its nominal parameters. */
export const hardMix: Mix = {
  name: 'hard',
  people: 1,
  antennaCount: 4,
  load: 60,
  loadOutsideShare: 0.15,
  shelfTags: 0,
  radio: {},
  sharedBodies: true,
  stacked: 0,
};

export interface PersonTruth {
  readonly person: string;
  readonly kind: PathKind;
  readonly direction: 'out' | 'in' | 'none';
  readonly planeMs: number | null;
  readonly from: 'inside' | 'outside';
  readonly path: WalkPath;
  readonly items: readonly string[];
  readonly badge: string | null;
}

export interface Scenario {
  readonly seed: number;
  readonly portal: PortalGeometry;
  readonly reads: readonly SimulatedRead[];
  readonly endMs: number;
  readonly people: readonly PersonTruth[];
  readonly shelf: readonly string[];
}

/** Widely drawn parameters: what the coefficients are fitted on, so that no single generator is learned by heart. */
export function drawTrainingMix(random: Random): Mix {
  return {
    name: 'training',
    people: random.chance(0.35) ? 2 : 1,
    antennaCount: random.chance(0.75) ? 4 : 2,
    load: random.pick([0, 10, 30, 60, 60, 60, 100]),
    loadOutsideShare: random.chance(0.6) ? 0.15 : random.between(0.15, 1),
    shelfTags: random.chance(0.3) ? random.integer(2, 30) : 0,
    radio: {
      readsPerSecond: random.pick([240, 320, 600, 600, 600, 970, 1500]),
      dwellMs: random.pick([50, 50, 50, 100, 200]),
      bodyLossMean: random.between(9, 17),
      fadingDeviation: random.between(2.5, 4.5),
      fadingLength: random.between(0.06, 0.13),
      pathLossExponent: random.between(1.8, 2.4),
      wallLoss: random.between(5, 12),
      hopMs: random.chance(0.7) ? 200 : 4000,
      radiatedPower: random.chance(0.7) ? 36 : random.between(28, 36),
      rssiConstant: random.between(31, 42),
    },
    turnDegrees: random.between(25, 50),
    openingWidth: random.between(1, 1.6),
    sharedBodies: random.chance(0.5),
    stacked: 0.1,
  };
}

/** Draws one passage; the same seed and mix give the same passage. */
export function drawScenario(seed: number, mix: Mix): Scenario {
  const random = createRandom(seed);
  const portal = createPortal({
    antennaCount: mix.antennaCount,
    ...(mix.turnDegrees === undefined ? {} : { turnDegrees: mix.turnDegrees }),
    ...(mix.openingWidth === undefined ? {} : { openingWidth: mix.openingWidth }),
  });
  const first = drawPath(random, 0);
  const paths = [first];
  if (mix.people === 2) {
    const second = drawPath(random, 0);
    paths.push(delay(second, keyTime(first.path) - keyTime(second.path) + random.between(-3000, 3000)));
  }
  const earliest = Math.min(...paths.map((entry) => entry.path.startMs));
  const people = paths.map((entry, index): PersonTruth & { tags: CarriedTag[] } => {
    const placed = delay(entry, 500 + (mix.warmUpMs ?? 0) - earliest);
    const tags = drawItems(random, seed, index, mix);
    const badge = mix.badges === true ? drawCarriedTag(epcOf(seed, index, 0xbad), random, 'front') : null;
    return {
      person: `person-${seed}-${index}`,
      kind: placed.kind,
      direction: placed.kind === 'out' || placed.kind === 'in' ? placed.kind : 'none',
      planeMs: placed.path.planeMs,
      from: placed.from,
      path: placed.path,
      items: tags.map((tag) => tag.epc),
      badge: badge?.epc ?? null,
      tags: badge === null ? tags : [...tags, badge],
    };
  });
  const shelf: ShelfTag[] = Array.from({ length: mix.shelfTags }, (_, index) =>
    drawShelfTag(epcOf(seed, 9, index), portal.antennas.length, random),
  );
  const room = createRoom({
    seed: random.integer(0, 0x7fffffff),
    portal,
    carriers: people.map((person) => ({ path: person.path, tags: person.tags })),
    radio: mix.radio,
    shelf,
    load: mix.load,
    loadOutsideShare: mix.loadOutsideShare,
    sharedBodies: mix.sharedBodies,
  });
  const endMs = room.endMs + 500;
  return { seed, portal, reads: room.step(endMs), endMs, people, shelf: shelf.map((tag) => tag.epc) };
}

interface DrawnPath {
  readonly kind: PathKind;
  readonly from: 'inside' | 'outside';
  readonly path: WalkPath;
}

function drawPath(random: Random, startMs: number): DrawnPath {
  const speed = Math.max(0.5, random.normal(1.15, 0.25));
  const kind: PathKind = random.chance(0.5)
    ? random.pick(['out', 'in'] as const)
    : random.pick(['turn-back', 'turn-back', 'stand', 'walk-by'] as const);
  const from =
    kind === 'out'
      ? 'inside'
      : kind === 'in'
        ? 'outside'
        : kind === 'walk-by' && random.chance(0.85)
          ? 'outside'
          : random.pick(['inside', 'outside'] as const);
  return { kind, from, path: createPath({ kind, startMs, speed, from }, random) };
}

function delay(drawn: DrawnPath, byMs: number): DrawnPath {
  const { path } = drawn;
  return {
    ...drawn,
    path: {
      kind: path.kind,
      startMs: path.startMs + byMs,
      endMs: path.endMs + byMs,
      planeMs: path.planeMs === null ? null : path.planeMs + byMs,
      poseAt: (t) => path.poseAt(t - byMs),
    },
  };
}

/** When a path is at or nearest to the plane. */
export function keyTime(path: WalkPath): number {
  if (path.planeMs !== null) return path.planeMs;
  let best = path.startMs;
  let nearest = Number.POSITIVE_INFINITY;
  for (let t = path.startMs; t <= path.endMs; t += 50) {
    const pose = path.poseAt(t);
    const distance = pose === null ? Number.POSITIVE_INFINITY : Math.hypot(pose.x, pose.y);
    if (distance < nearest) {
      nearest = distance;
      best = t;
    }
  }
  return best;
}

function drawItems(random: Random, seed: number, person: number, mix: Mix): CarriedTag[] {
  const count = random.chance(0.3) ? 1 : random.integer(2, 12);
  const stacked = random.chance(mix.stacked);
  return Array.from({ length: count }, (_, index) =>
    drawCarriedTag(epcOf(seed, person, index), random, undefined, stacked ? random.between(2, 12) : 0),
  );
}

function epcOf(seed: number, person: number, index: number): string {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');
  return `E280${hex(seed >>> 0, 8)}${hex(person, 4)}${hex(index, 8)}`;
}
