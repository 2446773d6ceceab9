import { describe, expect, it } from 'vitest';
import {
  cabinetOfCellCode,
  cabinetOfCellPath,
  cellFigure,
  cellLevel,
  placePath,
  shortPath,
} from './places.ts';
import type { Place } from './types.ts';

function place(id: string, kind: Place['kind'], name: string, parent: string | null, code: string): Place {
  return {
    id,
    kind,
    name,
    parent,
    code,
    trait: 'ordinary',
    rows: 6,
    columns: 6,
    x: 0,
    y: 0,
    width: 100,
    height: 50,
    ended: null,
    items: 0,
    cells: 36,
    used: 0,
  };
}
const places = [
  place('s', 'site', '管理中心', null, 'LS01'),
  place('r', 'room', '一号库', 's', 'LS01R01'),
  place('a', 'cabinet', '一号柜', 'r', 'LS01R01C01'),
  place('b', 'cabinet', '二号柜', 'r', 'LS01R01C02'),
];

describe('places', () => {
  it('finds the cabinet of a cell by the path the node writes', () => {
    expect(placePath(places, 'b')).toBe('管理中心 / 一号库 / 二号柜');
    expect(cabinetOfCellPath(places, '管理中心 / 一号库 / 二号柜 / 3-4')?.id).toBe('b');
    expect(cabinetOfCellPath(places, '别处 / 柜 / 1-1')).toBeUndefined();
  });
  it('finds the cabinet of a scanned cell label, whatever the case of the letters', () => {
    expect(cabinetOfCellCode(places, 'ls01r01c02-0304')?.id).toBe('b');
    expect(cabinetOfCellCode(places, 'W330102000000260010001X')).toBeUndefined();
    expect(cabinetOfCellCode(places, 'LS01R09C02-0304')).toBeUndefined();
  });
  it('shortens a path to its last two names', () => {
    expect(shortPath('管理中心 / 一号库 / 二号柜 / 3-4')).toBe('二号柜 3-4');
  });
});

describe('cellLevel', () => {
  const now = Date.parse('2026-11-23T00:00:00.000Z');
  const cell = { items: 0, reserved: 0, lastSeen: null, hazards: 0, nextDue: null };
  it('shows nothing for an empty cell', () => {
    expect(cellLevel('fill', cell, now)).toBe(0);
    expect(cellLevel('seen', cell, now)).toBe(0);
    expect(cellLevel('reserved', cell, now)).toBe(0);
  });
  it('grows with the number of things and with the time they were not seen', () => {
    expect([1, 3, 5, 6].map((items) => cellLevel('fill', { ...cell, items }, now))).toEqual([1, 2, 3, 4]);
    const seen = (lastSeen: string | null) => cellLevel('seen', { ...cell, items: 1, lastSeen }, now);
    expect(seen('2026-11-22T20:00:00.000Z')).toBe(1);
    expect(seen('2026-11-20T00:00:00.000Z')).toBe(2);
    expect(seen('2026-11-01T00:00:00.000Z')).toBe(3);
    expect(seen(null)).toBe(4);
  });
  it('darkens as a time limit comes near, and is darkest when it is over', () => {
    const due = (nextDue: string | null) => cellLevel('clock', { ...cell, items: 1, nextDue }, now);
    expect(due(null)).toBe(0);
    expect(due('2026-12-20T00:00:00.000Z')).toBe(1);
    expect(due('2026-12-01T00:00:00.000Z')).toBe(2);
    expect(due('2026-11-25T00:00:00.000Z')).toBe(3);
    expect(due('2026-11-22T00:00:00.000Z')).toBe(4);
  });
  it('writes into a cell what the question is about', () => {
    const full = { ...cell, items: 5, reserved: 2, hazards: 1, nextDue: '2026-11-25T12:00:00.000Z' };
    expect(cellFigure('fill', full, now)).toBe(5);
    expect(cellFigure('reserved', full, now)).toBe(2);
    expect(cellFigure('hazard', full, now)).toBe(1);
    expect(cellFigure('clock', full, now)).toBe(2);
    expect(cellFigure('clock', { ...full, nextDue: '2026-11-22T23:00:00.000Z' }, now)).toBe(-1);
    expect(cellFigure('fill', cell, now)).toBeUndefined();
  });
});
