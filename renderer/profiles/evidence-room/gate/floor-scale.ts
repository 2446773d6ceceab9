/** Drawing units: the room to the left of the wall, the corridor to its right. */
export const plan = { width: 700, height: 300, wall: 350, doorTop: 96, doorBottom: 200 } as const;

/** Metres on either side of the plane that the drawing shows (main/evidence/gate/place.ts). */
const reach = 3;
const margin = 60;
const firstLine = 110;
const betweenLines = 37;

/** Where a place along the corridor is drawn; metres from the plane, negative inside. Pure. */
export function acrossOf(metres: number): number {
  const half = plan.width / 2 - margin;
  return plan.wall + (Math.max(-reach, Math.min(reach, metres)) / reach) * half;
}

/** People beside each other are drawn one below the other: how far left or right they walk, nobody measures. Pure. */
export function lineOf(index: number): number {
  return firstLine + index * betweenLines;
}
