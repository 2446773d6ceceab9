import { describe, expect, it } from 'vitest';
import { createTestRoom } from '../testing/room.ts';

const box = { rows: null, columns: null, x: 0, y: 0, width: 100, height: 50 } as const;

describe('storage places', () => {
  it('makes a cell for every row and column, with a code that a scan can name', () => {
    const room = createTestRoom();
    const { cells, path } = room.store.query('evidence.cabinet', { id: room.cabinet });
    expect(cells.map((cell) => cell.code)).toEqual([
      'LS01R01C01-0101',
      'LS01R01C01-0102',
      'LS01R01C01-0103',
      'LS01R01C01-0201',
      'LS01R01C01-0202',
      'LS01R01C01-0203',
    ]);
    expect(path).toBe('物证中心 / 一号库 / 甲柜');
    expect(room.store.query('evidence.placeByCode', { code: 'LS01R01C01-0102' })?.path).toBe(
      '物证中心 / 一号库 / 甲柜 / 1-2',
    );
  });

  it('renames a room with everything below it', () => {
    const room = createTestRoom();
    room.run(room.system, 'evidence.renamePlace', { id: room.room, name: '贵重品库' });
    expect(room.store.query('evidence.placeByCode', { code: 'LS01R01C01-0102' })?.path).toBe(
      '物证中心 / 贵重品库 / 甲柜 / 1-2',
    );
  });

  it('does not give up a cabinet with something in it', () => {
    const room = createTestRoom();
    room.storedItem();
    expect(() => room.run(room.system, 'evidence.endPlace', { id: room.cabinet, reason: '改造' })).toThrow(
      expect.objectContaining({ code: 'evidence.place_not_empty' }),
    );
  });

  it('keeps to site, room, cabinet', () => {
    const room = createTestRoom();
    expect(() =>
      room.run(room.system, 'evidence.addPlace', {
        ...box,
        kind: 'cabinet',
        name: '无库之柜',
        parent: null,
        trait: 'ordinary',
        rows: 1,
        columns: 1,
      }),
    ).toThrow(expect.objectContaining({ code: 'evidence.place_parent' }));
  });

  it('suggests a cell beside things of the same case, else an empty one that fits', () => {
    const room = createTestRoom();
    const stored = room.storedItem();
    const next = room.registerItem('平板电脑');
    const suggestion = room.store.query('evidence.suggestCell', { item: next });
    expect(suggestion).toMatchObject({ cell: room.cells[0], reason: 'same-case' });
    expect(room.store.query('evidence.itemByCodeOrEpc', { text: stored.epc })?.id).toBe(stored.id);
  });

  it('counts the cells in use, and says what the things in a cell ask for', () => {
    const room = createTestRoom();
    room.storedItem();
    room.storedItem('平板电脑');
    expect(
      room.store.query('evidence.places', {}).map(({ kind, items, used }) => [kind, items, used]),
    ).toEqual([
      ['site', 2, 1],
      ['room', 2, 1],
      ['cabinet', 2, 1],
    ]);
    const [cell] = room.store.query('evidence.cabinet', { id: room.cabinet }).cells;
    expect(cell).toMatchObject({ items: 2, hazards: 0, nextDue: null });
  });

  it('suggests no cell of a room that was given up, and gives up no site with something in it', () => {
    const room = createTestRoom();
    const next = room.registerItem('平板电脑');
    room.run(room.system, 'evidence.endPlace', { id: room.room, reason: '搬迁' });
    expect(room.store.query('evidence.suggestCell', { item: next })).toBeNull();

    const full = createTestRoom();
    full.storedItem();
    const [site] = full.store.query('evidence.places', {});
    expect(() => full.run(full.system, 'evidence.endPlace', { id: site?.id ?? '', reason: '搬迁' })).toThrow(
      expect.objectContaining({ code: 'evidence.place_not_empty' }),
    );
  });
});
