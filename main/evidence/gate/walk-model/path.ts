/** The paths people take at a door: portal.md section 3, "motion". Positions in metres, times in milliseconds. */
import type { Random } from './random.ts';

/** What a walking person does. `turn-back` and `stand` happen on the side given by `from`. */
export type PathKind = 'out' | 'in' | 'turn-back' | 'walk-by' | 'stand';

export interface Pose {
  readonly x: number;
  readonly y: number;
  /** Direction the person looks, radians from +x. */
  readonly heading: number;
}

export interface WalkPath {
  readonly kind: PathKind;
  readonly startMs: number;
  readonly endMs: number;
  /** When the torso crosses the plane of the door for good; null for a path that does not cross. */
  readonly planeMs: number | null;
  /** Pose at a time, null before the start and after the end. */
  poseAt(t: number): Pose | null;
}

export interface PathOptions {
  readonly kind: PathKind;
  readonly startMs: number;
  /** Metres a second. */
  readonly speed: number;
  /** Where a turn-back or a standing person comes from; crossings ignore it. */
  readonly from?: 'inside' | 'outside';
  /** Distance from the plane at which the person comes into being and vanishes. */
  readonly reach?: number;
}

interface Leg {
  readonly startMs: number;
  readonly endMs: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly heading: number;
}

/** Plans one path; every random choice (lateral place, pauses, turning point) comes from `random`. */
export function createPath(options: PathOptions, random: Random): WalkPath {
  const reach = options.reach ?? random.between(2.5, 5);
  const legs = createLegBuilder(options.startMs, options.speed);
  const lane = clamp(random.normal(0, 0.15), -0.35, 0.35);
  const spread = random.chance(0.6) ? 0.15 : 1;
  const far = () => lane + random.normal(0, spread);
  let planeMs: number | null = null;

  switch (options.kind) {
    case 'out':
    case 'in': {
      const sign = options.kind === 'out' ? 1 : -1;
      legs.place(-sign * reach, far());
      if (random.chance(0.25)) {
        const pauseAt = sign * random.between(-0.4, 0.25);
        legs.walkTo(-sign * 0.6, lane);
        legs.walkTo(pauseAt, lane);
        legs.pause(random.between(500, 3000));
      } else {
        legs.walkTo(-sign * 0.6, lane);
      }
      legs.walkTo(sign * 0.6, lane);
      legs.walkTo(sign * (options.reach ?? random.between(2.5, 5)), far());
      break;
    }
    case 'turn-back': {
      const sign = options.from === 'outside' ? 1 : -1;
      legs.place(sign * reach, far());
      legs.walkTo(sign * 1.1, lane);
      legs.walkTo(sign * random.between(-0.15, 1), lane);
      if (random.chance(0.6)) legs.pause(random.between(200, 2500));
      legs.walkTo(sign * 1.15, lane);
      legs.walkTo(sign * reach, far());
      break;
    }
    case 'walk-by': {
      const sign = options.from === 'inside' ? -1 : 1;
      const lateral = random.chance(0.5) ? 1 : -1;
      const x = sign * random.between(0.9, 2.2);
      legs.place(x, -lateral * reach);
      legs.walkTo(x + random.normal(0, 0.1), lateral * reach);
      break;
    }
    case 'stand': {
      const sign = options.from === 'outside' ? 1 : -1;
      const x = sign * random.between(0.6, 2.2);
      const y = random.normal(0, 0.5);
      legs.place(sign * reach, far());
      legs.walkTo(x, y);
      legs.pause(random.between(4000, 15000));
      legs.walkTo(sign * reach, far());
      break;
    }
  }
  const list = legs.done();
  const last = list.at(-1);
  const endMs = last?.endMs ?? options.startMs;
  if (options.kind === 'out' || options.kind === 'in') planeMs = planeTime(list);
  return { kind: options.kind, startMs: options.startMs, endMs, planeMs, poseAt: (t) => poseOf(list, t) };
}

function createLegBuilder(startMs: number, speed: number) {
  const legs: Leg[] = [];
  let now = startMs;
  let place: readonly [number, number] = [0, 0];
  let heading = 0;
  return {
    place(x: number, y: number) {
      place = [x, y];
    },
    walkTo(x: number, y: number) {
      const length = Math.hypot(x - place[0], y - place[1]);
      if (length < 1e-6) return;
      heading = Math.atan2(y - place[1], x - place[0]);
      const endMs = now + (length / speed) * 1000;
      legs.push({ startMs: now, endMs, from: place, to: [x, y], heading });
      now = endMs;
      place = [x, y];
    },
    pause(durationMs: number) {
      legs.push({ startMs: now, endMs: now + durationMs, from: place, to: place, heading });
      now += durationMs;
    },
    done: (): readonly Leg[] => legs,
  };
}

function poseOf(legs: readonly Leg[], t: number): Pose | null {
  for (const leg of legs) {
    if (t < leg.startMs || t > leg.endMs) continue;
    const share = leg.endMs > leg.startMs ? (t - leg.startMs) / (leg.endMs - leg.startMs) : 1;
    return {
      x: leg.from[0] + share * (leg.to[0] - leg.from[0]),
      y: leg.from[1] + share * (leg.to[1] - leg.from[1]),
      heading: leg.heading,
    };
  }
  return null;
}

function planeTime(legs: readonly Leg[]): number | null {
  let time: number | null = null;
  for (const leg of legs) {
    if (leg.from[0] < 0 === leg.to[0] < 0) continue;
    const share = (0 - leg.from[0]) / (leg.to[0] - leg.from[0]);
    time = leg.startMs + share * (leg.endMs - leg.startMs);
  }
  return time;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
