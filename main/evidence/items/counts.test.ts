import { describe, expect, it } from 'vitest';
import { createTestRoom, unitCode } from '../testing/room.ts';
import { byMonth } from './counts.ts';

describe('byMonth', () => {
  it('begins a month at midnight in China, which is 16:00 UTC of the day before', () => {
    const hour = (key: string, total: number) => ({ key, name: '', inStore: total, closed: 0, total });
    expect(byMonth([hour('2026-11-01T00', 2), hour('2026-10-31T15', 1), hour('2026-10-31T16', 4)])).toEqual([
      { key: '2026-10', name: '', inStore: 1, closed: 0, total: 1 },
      { key: '2026-11', name: '', inStore: 6, closed: 0, total: 6 },
    ]);
  });
});

describe('counts of items', () => {
  it('put every item in one row of each axis, so that all totals agree', () => {
    const room = createTestRoom();
    room.storedItem('黑色手机');
    room.registerItem('平板电脑');
    const { rows: states, total } = room.store.query('evidence.itemCounts', { by: 'custody' });
    expect(states.map(({ key, total: count }) => [key, count])).toEqual([
      ['draft', 1],
      ['in-store', 1],
    ]);
    expect(total).toBe(2);
    expect(room.store.query('evidence.itemCounts', { by: 'unit' }).rows).toEqual([
      { key: unitCode, name: '示范县公安局', inStore: 1, closed: 0, total: 2 },
    ]);
    expect(room.store.query('evidence.itemCounts', { by: 'month' }).rows).toEqual([
      { key: '2026-11', name: '', inStore: 1, closed: 0, total: 2 },
    ]);
    expect(room.store.query('evidence.statistics', { list: 'property' }).total).toBe(2);
  });
});
