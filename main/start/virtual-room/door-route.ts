import type { Pose, WalkPath } from '../../evidence/gate/walk-model/index.ts';

/** Where somebody reaches for the door: metres from its plane. */
export const reachForDoor = 0.6;
/** How near a closed door lets the middle of a torso come. */
const closedDoor = 0.45;
/** Trying the handle, looking at the lamp. */
const triesMs = 1200;
const sampleMs = 10;

/** When a route that passes the plane of the door reaches for it; undefined for one that stays on its side. */
export function reachesDoorAt(route: WalkPath): number | undefined {
  const start = route.poseAt(route.startMs);
  if (start === null) return undefined;
  let reached: number | undefined;
  for (let t = route.startMs; t <= route.endMs; t += sampleMs) {
    const x = route.poseAt(t)?.x ?? start.x;
    if (reached === undefined && Math.abs(x) <= reachForDoor) reached = t;
    if (Math.sign(x) === -Math.sign(start.x)) return reached ?? t;
  }
  return undefined;
}

/**
 * Up to the closed door, a try, and back where one came from.
 * @param reach metres from the plane at which the person is gone
 * @param speed metres a second
 */
export function turnedAwayRoute(from: Pose, atMs: number, reach: number, speed: number): WalkPath {
  const side = from.x < 0 ? -1 : 1;
  const door = side * closedDoor;
  const triesAt = atMs + (Math.abs(door - from.x) / speed) * 1000;
  const leavesAt = triesAt + triesMs;
  const endMs = leavesAt + ((reach - closedDoor) / speed) * 1000;
  const between = (t: number, start: number, end: number, a: number, b: number): number =>
    end > start ? a + ((b - a) * (t - start)) / (end - start) : b;
  const towards = side < 0 ? 0 : Math.PI;
  const away = side < 0 ? Math.PI : 0;
  return {
    kind: 'turn-back',
    startMs: atMs,
    endMs,
    planeMs: null,
    poseAt(t) {
      if (t < atMs || t > endMs) return null;
      if (t < triesAt) return { x: between(t, atMs, triesAt, from.x, door), y: from.y, heading: towards };
      if (t < leavesAt) return { x: door, y: from.y, heading: towards };
      return { x: between(t, leavesAt, endMs, door, side * reach), y: from.y, heading: away };
    },
  };
}
