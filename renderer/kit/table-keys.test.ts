import { describe, expect, it } from 'vitest';
import { leastWidth, rowAfterKey, toggleSelection } from './table-keys.ts';

describe('table keyboard', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 25],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s from row %d goes to row %d', (key, from, to) => {
    expect(rowAfterKey(key, from, 100, 20)).toBe(to);
  });
  it('leaves other keys and empty tables alone', () => {
    expect(rowAfterKey('a', 0, 100, 20)).toBeUndefined();
    expect(rowAfterKey('End', 0, 0, 20)).toBeUndefined();
  });
});

describe('table selection', () => {
  const ids = ['a', 'b', 'c', 'd'];
  it('toggles one row', () => {
    expect([...toggleSelection(new Set(['a']), ids, 1)]).toEqual(['a', 'b']);
    expect([...toggleSelection(new Set(['a', 'b']), ids, 0)]).toEqual(['b']);
  });
  it('takes a range to the state of the row toggled, in either direction', () => {
    expect([...toggleSelection(new Set(['d']), ids, 0, 2)].toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect([...toggleSelection(new Set(ids), ids, 3, 1)]).toEqual(['a']);
  });
});

it('least width of a table is the sum of its narrowest tracks', () => {
  expect(leastWidth(['44px', '180px', 'minmax(120px, 1fr)', '1fr'])).toBe(344);
});
