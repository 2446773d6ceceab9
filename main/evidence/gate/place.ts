/**
 * Where along the corridor somebody is, for the drawing of the door: a hidden-Markov filter over the distance from the
 * plane, with the free-space radio model of portal.md section 3 as likelihood. It decides nothing; decisions are the
 * fusion model's (evaluate.ts), which was measured to be better at them (portal-lab/corridor-filter.ts).
 */
import type { Cell } from './track.ts';
import { createPortal, defaultRadio, forwardPower } from './walk-model/index.ts';

/** Strongest read of each side in one slot, dBm; null: nothing was read there. */
export interface PlaceSlot {
  readonly inside: number | null;
  readonly outside: number | null;
}

export const slotMs = 200;
/** Longest history that still says something about now. */
const mostSlots = 60;
const stepMetres = 0.25;
/** The drawing ends here on either side of the plane; negative is inside. */
export const placeReach = 3;
const places = 2 * (placeReach / stepMetres) + 1;

/** Losses of body, material and orientation that an average tag suffers, doubled on the way back; and how they vary. */
const usualLoss = 14;
const levelDeviation = 11;
const differenceDeviation = 9;
/** Weaker than this a tag is not heard. */
const sensitivity = -70;
const unheardDeviation = 7;
/** Chance to have moved by 0, 1 or 2 steps either way within a slot: people stand, or walk at about 1.2 m/s. */
const moves = [0.44, 0.24, 0.04] as const;

const metresOf = (place: number): number => (place - (places - 1) / 2) * stepMetres;

interface Expected {
  readonly inside: number;
  readonly outside: number;
}

const expected: readonly Expected[] = (() => {
  const portal = createPortal();
  const peak = (side: 'inside' | 'outside', x: number): number =>
    Math.max(
      ...portal.antennas
        .filter((antenna) => antenna.side === side)
        .map(
          (antenna) => 2 * forwardPower(antenna, portal, defaultRadio, x, 0, []) - defaultRadio.rssiConstant,
        ),
    ) - usualLoss;
  return Array.from({ length: places }, (_, place) => ({
    inside: peak('inside', metresOf(place)),
    outside: peak('outside', metresOf(place)),
  }));
})();

/** Slots of the cells of one tag or of a whole group, up to `now`; the oldest first. */
export function slotsOf(cells: readonly Cell[], now: number): PlaceSlot[] {
  const last = Math.floor(now / slotMs);
  const first = cells.reduce((least, cell) => Math.min(least, Math.floor(cell.t / slotMs)), last);
  const from = Math.max(first, last - mostSlots + 1);
  const slots: { inside: number | null; outside: number | null }[] = Array.from(
    { length: last - from + 1 },
    () => ({ inside: null, outside: null }),
  );
  for (const cell of cells) {
    const slot = slots[Math.floor(cell.t / slotMs) - from];
    if (slot !== undefined) slot[cell.side] = Math.max(slot[cell.side] ?? cell.peak, cell.peak);
  }
  return slots;
}

/** Metres from the plane after each slot, negative inside; empty without slots. */
export function placesOf(slots: readonly PlaceSlot[]): number[] {
  let belief: number[] = Array.from({ length: places }, () => 1 / places);
  return slots.map((slot) => {
    const moved = belief.map((_, place) =>
      moves.reduce(
        (sum, chance, step) =>
          sum +
          chance *
            (step === 0 ? (belief[place] ?? 0) : (belief[place - step] ?? 0) + (belief[place + step] ?? 0)),
        0,
      ),
    );
    const weighed = moved.map((weight, place) => weight * likelihood(slot, expected[place]));
    const sum = weighed.reduce((total, weight) => total + weight, 0);
    belief = sum > 0 ? weighed.map((weight) => weight / sum) : moved;
    const mean = belief.reduce((total, weight, place) => total + weight * metresOf(place), 0);
    return Math.round(mean * 100) / 100;
  });
}

function likelihood({ inside, outside }: PlaceSlot, at: Expected | undefined): number {
  if (at === undefined || (inside === null && outside === null)) return 1;
  let log = 0;
  if (inside !== null && outside !== null)
    log -= half((inside - outside - (at.inside - at.outside)) / differenceDeviation);
  else {
    const unheard = inside === null ? at.inside : at.outside;
    log -= half(Math.max(0, unheard - sensitivity) / unheardDeviation);
  }
  const [level, usual] =
    (inside ?? -Infinity) >= (outside ?? -Infinity) ? [inside ?? 0, at.inside] : [outside ?? 0, at.outside];
  return Math.exp(log - half((level - usual) / levelDeviation));
}

function half(deviation: number): number {
  return (deviation * deviation) / 2;
}
