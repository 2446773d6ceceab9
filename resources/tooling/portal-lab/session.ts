/** A stretch of an ordinary day at one door: shelf tags in view all the time, somebody at the door every so often. */
import type { Random } from '../../../main/evidence/gate/walk-model/index.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';
import type { Mix } from './mix.ts';
import type { Scenario } from './scenario.ts';
import { drawRoom } from './scenario.ts';
import type { DrawnPath } from './walkers.ts';
import { delay, drawPath } from './walkers.ts';

export interface SessionShape {
  readonly minutes: number;
  /** Mean time between two people, seconds. */
  readonly everySeconds: number;
}

/** Draws a session; the mix says how many shelf tags are seen from the door. */
export function drawSession(seed: number, mix: Mix, shape: SessionShape): Scenario {
  const random = createRandom(seed);
  return drawRoom(seed, random, mix, drawVisits(random, shape), false);
}

function drawVisits(random: Random, shape: SessionShape): DrawnPath[] {
  const paths: DrawnPath[] = [];
  let at = 20_000;
  for (;;) {
    at += -Math.log(1 - random.uniform()) * shape.everySeconds * 1000;
    if (at > shape.minutes * 60_000) return paths;
    paths.push(delay(drawPath(random), at));
  }
}
