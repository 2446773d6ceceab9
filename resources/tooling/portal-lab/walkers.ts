/** Who walks how: paths at and beside the door (portal.md section 3, "motion"). */
import type { PathKind, Random, WalkPath } from '../../../main/evidence/gate/walk-model/index.ts';
import { createPath } from '../../../main/evidence/gate/walk-model/index.ts';

export type WalkerKind = PathKind | 'neighbour';

export interface DrawnPath {
  readonly kind: WalkerKind;
  readonly from: 'inside' | 'outside';
  readonly path: WalkPath;
}

/** Draws one path: half of all passages cross, of the others half turn back, a quarter stand, a quarter walk by. */
export function drawPath(random: Random, wanted?: PathKind): DrawnPath {
  const speed = Math.max(0.5, random.normal(1.15, 0.25));
  const drawn: PathKind = random.chance(0.5)
    ? random.pick(['out', 'in'] as const)
    : random.pick(['turn-back', 'turn-back', 'stand', 'walk-by'] as const);
  const kind = wanted ?? drawn;
  const from =
    kind === 'out'
      ? 'inside'
      : kind === 'in'
        ? 'outside'
        : kind === 'walk-by' && random.chance(0.85)
          ? 'outside'
          : random.pick(['inside', 'outside'] as const);
  return { kind, from, path: createPath({ kind, startMs: 0, speed, from }, random) };
}

/** Somebody who crosses the gate next to ours. */
export function drawNeighbour(random: Random): DrawnPath {
  const drawn = drawPath(random, random.pick(['out', 'in'] as const));
  const aside = (random.chance(0.5) ? 1 : -1) * random.between(2.5, 4);
  const { path } = drawn;
  return {
    kind: 'neighbour',
    from: drawn.from,
    path: {
      ...path,
      planeMs: null,
      poseAt(t) {
        const pose = path.poseAt(t);
        return pose === null ? null : { ...pose, y: pose.y + aside };
      },
    },
  };
}

/** The same path later. */
export function delay(drawn: DrawnPath, byMs: number): DrawnPath {
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
