import { describe, expect, it } from 'vitest';
import { nearestAfterArrow } from '../parts-items/arrow-keys.ts';
import type { Place } from '../parts-items/types.ts';
import { boxProblem, freeSpot, shownFor } from './shown.ts';

function place(id: string, kind: Place['kind'], parent: string | null): Place {
  return {
    id,
    kind,
    name: id,
    parent,
    code: id.toUpperCase(),
    trait: 'ordinary',
    rows: null,
    columns: null,
    x: 0,
    y: 0,
    width: 100,
    height: 50,
    ended: null,
    items: 0,
    cells: 0,
    used: 0,
  };
}
const places = [
  place('site', 'site', null),
  place('room-1', 'room', 'site'),
  place('room-2', 'room', 'site'),
  place('cabinet', 'cabinet', 'room-2'),
];

describe('shownFor', () => {
  it('draws a cabinet with the room it stands in', () => {
    expect(shownFor(places, 'cabinet')).toMatchObject({
      site: { id: 'site' },
      room: { id: 'room-2' },
      cabinet: { id: 'cabinet' },
    });
  });
  it('draws the first room where nothing, or something that is gone, is asked for', () => {
    for (const id of [undefined, 'gone']) {
      const { room, cabinet } = shownFor(places, id);
      expect(room?.id).toBe('room-1');
      expect(cabinet).toBeUndefined();
    }
  });
  it('draws nothing where there is nothing', () => {
    expect(shownFor([], undefined)).toEqual({
      site: undefined,
      rooms: [],
      room: undefined,
      cabinet: undefined,
    });
  });
});

describe('boxProblem', () => {
  const room = { width: 600, height: 400 };
  it('finds a cabinet through a wall, and one upon another', () => {
    expect(boxProblem({ x: 500, y: 0, width: 101, height: 50 }, room, [])).toBe('outside');
    expect(
      boxProblem({ x: 0, y: 0, width: 100, height: 50 }, room, [{ x: 99, y: 49, width: 10, height: 10 }]),
    ).toBe('overlaps');
  });
  it('lets cabinets stand side by side and against the wall', () => {
    expect(
      boxProblem({ x: 500, y: 350, width: 100, height: 50 }, room, [
        { x: 400, y: 350, width: 100, height: 50 },
      ]),
    ).toBeUndefined();
  });
});

describe('freeSpot', () => {
  it('stands beside what is there, and in the corner where nothing fits', () => {
    const room = { width: 300, height: 100 };
    const cabinet = { width: 100, height: 50 };
    expect(freeSpot(cabinet, room, [{ x: 0, y: 0, width: 120, height: 50 }])).toEqual({ x: 120, y: 0 });
    expect(freeSpot(cabinet, room, [{ x: 0, y: 0, width: 300, height: 50 }])).toEqual({ x: 0, y: 50 });
    expect(freeSpot(cabinet, room, [{ x: 0, y: 0, width: 300, height: 100 }])).toEqual({ x: 0, y: 0 });
  });
});

describe('nearestAfterArrow', () => {
  const boxes = [
    { x: 0, y: 0, width: 100, height: 50 },
    { x: 300, y: 0, width: 100, height: 50 },
    { x: 10, y: 200, width: 100, height: 50 },
  ];
  it('goes to the nearest cabinet that way, and nowhere where there is none', () => {
    expect(nearestAfterArrow('ArrowRight', 0, boxes)).toBe(1);
    expect(nearestAfterArrow('ArrowDown', 0, boxes)).toBe(2);
    expect(nearestAfterArrow('ArrowUp', 0, boxes)).toBeUndefined();
    expect(nearestAfterArrow('Enter', 0, boxes)).toBeUndefined();
  });
});
