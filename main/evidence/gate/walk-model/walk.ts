/** One person at the virtual door, streamed: what the virtual room feeds into its reader simulators. */
import type { PathKind } from './path.ts';
import { createPath } from './path.ts';
import type { PortalGeometry } from './portal.ts';
import { createPortal } from './portal.ts';
import type { RadioParameters } from './radio.ts';
import { createRandom } from './random.ts';
import type { SimulatedRead } from './room.ts';
import { createRoom } from './room.ts';
import { drawCarriedTag, drawShelfTag } from './tags.ts';

export interface WalkOptions {
  readonly seed: number;
  readonly kind: PathKind;
  /** EPCs the person carries, badge included. */
  readonly tags: readonly string[];
  readonly portal?: PortalGeometry;
  /** EPCs that rest on shelves near the door. */
  readonly strays?: readonly string[];
  /** Further anonymous tags in view that only take air time. */
  readonly load?: number;
  readonly speed?: number;
  readonly from?: 'inside' | 'outside';
  readonly startMs?: number;
  readonly radio?: Partial<RadioParameters>;
}

export interface Walk {
  /** Reads of [fromMs, toMs); `fromMs` may not go back. Deterministic whatever the portions. */
  step(fromMs: number, toMs: number): SimulatedRead[];
  /** True once everything up to the end of the path has been stepped. */
  readonly done: boolean;
  readonly endMs: number;
  /** When the torso crosses the plane of the door, or null: the truth a virtual room may show beside the decision. */
  readonly planeMs: number | null;
  /** Place of the torso for a floor plan, metres; null before and after the walk. */
  placeAt(t: number): { readonly x: number; readonly y: number } | null;
}

/** Creates a walk. Same options, same reads. */
export function createWalk(options: WalkOptions): Walk {
  const random = createRandom(options.seed);
  const portal = options.portal ?? createPortal();
  const startMs = options.startMs ?? 0;
  const path = createPath(
    {
      kind: options.kind,
      startMs,
      speed: options.speed ?? Math.max(0.5, random.normal(1.15, 0.25)),
      ...(options.from === undefined ? {} : { from: options.from }),
    },
    random,
  );
  const room = createRoom({
    seed: random.integer(0, 0x7fffffff),
    portal,
    carriers: [{ path, tags: options.tags.map((epc) => drawCarriedTag(epc, random)) }],
    shelf: (options.strays ?? []).map((epc) => drawShelfTag(epc, portal.antennas.length, random)),
    load: options.load ?? 0,
    startMs,
    ...(options.radio === undefined ? {} : { radio: options.radio }),
  });
  let steppedTo = startMs;
  return {
    endMs: path.endMs,
    planeMs: path.planeMs,
    placeAt(t) {
      const pose = path.poseAt(t);
      return pose === null ? null : { x: pose.x, y: pose.y };
    },
    step(fromMs, toMs) {
      const reads = room.step(toMs).filter((read) => read.t >= fromMs);
      steppedTo = Math.max(steppedTo, toMs);
      return reads;
    },
    get done() {
      return steppedTo >= path.endMs;
    },
  };
}
