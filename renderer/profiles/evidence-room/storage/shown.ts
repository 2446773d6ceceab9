import type { Box } from '../parts-items/arrow-keys.ts';
import type { Place } from '../parts-items/types.ts';

export interface Shown {
  readonly site: Place | undefined;
  readonly rooms: readonly Place[];
  readonly room: Place | undefined;
  readonly cabinet: Place | undefined;
}

/**
 * What is drawn for the place of a path: a cabinet with its room, a room with nothing open, a site with its first room.
 * Without a place, or with one that is gone, the first room. Pure.
 */
export function shownFor(places: readonly Place[], id: string | undefined): Shown {
  const wanted = places.find((place) => place.id === id);
  const allRooms = places.filter((place) => place.kind === 'room');
  const cabinet = wanted?.kind === 'cabinet' ? wanted : undefined;
  const room =
    wanted?.kind === 'room'
      ? wanted
      : cabinet !== undefined
        ? allRooms.find((place) => place.id === cabinet.parent)
        : wanted?.kind === 'site'
          ? allRooms.find((place) => place.parent === wanted.id)
          : allRooms[0];
  const site =
    wanted?.kind === 'site'
      ? wanted
      : (places.find((place) => place.id === room?.parent) ?? places.find((place) => place.kind === 'site'));
  return { site, rooms: allRooms, room, cabinet };
}

/** What is wrong with a box in a room, by name; undefined = it stands inside and on nothing else. Lengths in cm. Pure. */
export function boxProblem(
  box: Box,
  room: { readonly width: number; readonly height: number },
  others: readonly Box[],
): 'outside' | 'overlaps' | undefined {
  if (box.x < 0 || box.y < 0 || box.x + box.width > room.width || box.y + box.height > room.height)
    return 'outside';
  const meets = (other: Box): boolean =>
    box.x < other.x + other.width &&
    other.x < box.x + box.width &&
    box.y < other.y + other.height &&
    other.y < box.y + box.height;
  return others.some(meets) ? 'overlaps' : undefined;
}

/** Steps in which a free place is looked for, cm. */
const step = 10;

/** The first place along the walls, row by row, where a box stands free; the corner where there is none. Pure. */
export function freeSpot(
  size: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
  others: readonly Box[],
): { readonly x: number; readonly y: number } {
  for (let y = 0; y + size.height <= room.height; y += step)
    for (let x = 0; x + size.width <= room.width; x += step)
      if (boxProblem({ x, y, ...size }, room, others) === undefined) return { x, y };
  return { x: 0, y: 0 };
}
