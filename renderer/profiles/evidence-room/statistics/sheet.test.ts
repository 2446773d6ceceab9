import { describe, expect, it } from 'vitest';
import { linesOf, shareOf, sumsOf, type Sheet } from './sheet.ts';

const sheet: Sheet = {
  axis: '类别',
  columns: ['在库', '合计'],
  rows: [
    { key: '01', title: '现金', values: [2, 5] },
    { key: '02', title: '贵金属', values: [0, 1] },
  ],
};

describe('a sheet of figures', () => {
  it('adds up its columns', () => {
    expect(sumsOf(sheet)).toEqual([2, 6]);
    expect(sumsOf({ ...sheet, rows: [] })).toEqual([0, 0]);
  });
  it('goes into a file with head and sums, in the order of the screen', () => {
    expect(linesOf(sheet, '合计')).toEqual({
      head: ['类别', '在库', '合计'],
      lines: [
        ['现金', 2, 5],
        ['贵金属', 0, 1],
        ['合计', 2, 6],
      ],
    });
  });
  it('says shares with one decimal, and none of nothing', () => {
    expect(shareOf(1, 3)).toBe('33.3%');
    expect(shareOf(0, 0)).toBe('—');
  });
});
