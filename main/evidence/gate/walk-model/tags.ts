/** Tags as the radio meets them: what a tag is stuck to, how it is held, how its signal fades. */
import type { Random } from './random.ts';
import type { RadioParameters } from './radio.ts';

/** How a carried item is held against the torso (portal.md section 3, "body"). */
export type Carriage = 'front' | 'side' | 'back';

/** Permanent properties of one carried tag, drawn once. */
export interface CarriedTag {
  readonly epc: string;
  readonly carriage: Carriage;
  readonly sensitivity: number;
  readonly materialLoss: number;
  /** Orientation loss before and after the middle of the walk: an item turns in the hand. */
  readonly orientationLoss: readonly [number, number];
  /** Place of the item relative to the torso: ahead and to the left, metres. */
  readonly ahead: number;
  readonly left: number;
}

/** Share of items whose material is liquid or metal in the hard mix: 12 % near plus 8 % on it. */
const materials: readonly { readonly share: number; readonly loss: number }[] = [
  { share: 0.55, loss: 0.5 },
  { share: 0.25, loss: 3 },
  { share: 0.12, loss: 9 },
  { share: 0.08, loss: 15 },
];

const holdingDistance = 0.28;

/** Draws a carried tag. `stackLoss` is the extra loss of tags that touch (portal.md: -6 to -20 dB under 2 cm). */
export function drawCarriedTag(epc: string, random: Random, carriage?: Carriage, stackLoss = 0): CarriedTag {
  const held = carriage ?? drawCarriage(random);
  const side = random.chance(0.5) ? 1 : -1;
  const jitter = () => random.normal(0, 0.04);
  return {
    epc,
    carriage: held,
    sensitivity: random.normal(-18, 1.2),
    materialLoss: drawMaterial(random) + stackLoss,
    orientationLoss: [drawOrientation(random), drawOrientation(random)],
    ahead: (held === 'front' ? holdingDistance : held === 'back' ? -holdingDistance : 0) + jitter(),
    left: (held === 'side' ? side * holdingDistance : 0) + jitter(),
  };
}

export function drawCarriage(random: Random): Carriage {
  const draw = random.uniform();
  return draw < 0.5 ? 'front' : draw < 0.85 ? 'side' : 'back';
}

function drawMaterial(random: Random): number {
  let draw = random.uniform();
  for (const material of materials) {
    if (draw < material.share) return material.loss;
    draw -= material.share;
  }
  return materials[0]?.loss ?? 0;
}

function drawOrientation(random: Random): number {
  const angle = random.between(0, 2 * Math.PI);
  return 3 + Math.min(15, -20 * Math.log10(Math.max(1e-3, Math.abs(Math.sin(angle)))));
}

/** A tag that rests on a shelf: static shadowing an antenna, slow fading when people move (portal.md section 3). */
export interface ShelfTag {
  readonly epc: string;
  readonly x: number;
  readonly y: number;
  readonly sensitivity: number;
  readonly loss: number;
  readonly shadowing: readonly number[];
}

/** Draws a shelf tag 1.2-5 m from the door; `outsideShare` of them stand in the corridor. */
export function drawShelfTag(
  epc: string,
  antennaCount: number,
  random: Random,
  outsideShare = 0.15,
): ShelfTag {
  const sign = random.chance(outsideShare) ? 1 : -1;
  const distance = random.between(1.2, 5);
  const angle = random.between(-1.2, 1.2);
  return {
    epc,
    x: sign * Math.max(0.5, distance * Math.cos(angle)),
    y: distance * Math.sin(angle),
    sensitivity: random.normal(-18, 1.2),
    loss: drawMaterial(random) + drawOrientation(random),
    shadowing: Array.from({ length: antennaCount }, () => random.normal(0, 4)),
  };
}

/** Gaussian small-scale fading an antenna, correlated along the path of the tag. */
export function createFading(antennaCount: number, radio: RadioParameters, random: Random) {
  const values = Array.from({ length: antennaCount }, () => random.normal(0, radio.fadingDeviation));
  const lastX = new Float64Array(antennaCount).fill(Number.NaN);
  const lastY = new Float64Array(antennaCount);
  return (antennaIndex: number, x: number, y: number): number => {
    const value = values[antennaIndex] ?? 0;
    const fromX = lastX[antennaIndex] ?? Number.NaN;
    const moved = Number.isNaN(fromX) ? 0 : Math.hypot(x - fromX, y - (lastY[antennaIndex] ?? 0));
    lastX[antennaIndex] = x;
    lastY[antennaIndex] = y;
    const kept = Math.exp(-moved / radio.fadingLength);
    const next = kept * value + Math.sqrt(1 - kept * kept) * random.normal(0, radio.fadingDeviation);
    values[antennaIndex] = next;
    return next;
  };
}
