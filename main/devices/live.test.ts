import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../drivers/manifest.ts';
import { maskName, maskNumber, nothingLive, withEvent, withoutPersons } from './live.ts';

const at = Date.UTC(2026, 2, 15, 1, 42);
const reading = (change: object = {}): DeviceEvent => ({
  kind: 'reading',
  at,
  unsolicited: false,
  reading: {
    kind: 'reading',
    values: { weight: 65.5, weightStable: true },
    units: { weight: 'kg' },
    text: { weight: '65.50' },
    flags: ['unstable'],
    person: '32010619',
    at: '2026-03-15T09:42',
    raw: '00',
    ...change,
  },
});

describe('what is shown of a device', () => {
  it('is its last reading as the device wrote it, with the person masked', () => {
    const { reading: shown } = withEvent(nothingLive, reading(), at);
    expect(shown).toEqual({
      at: '2026-03-15T01:42:00.000Z',
      values: [
        { name: 'weight', text: '65.50', unit: 'kg' },
        { name: 'weightStable', text: 'true', unit: '' },
      ],
      error: null,
      flags: ['unstable'],
      person: '****0619',
      deviceTime: '2026-03-15T09:42',
      unsolicited: false,
    });
  });

  it('names all doors of a security event that comes door by door, and begins anew later', () => {
    const changed = (cell: number): DeviceEvent => ({
      kind: 'security',
      code: 'lock.changed_while_off',
      detail: { board: 1, cell },
    });
    const both = withEvent(withEvent(nothingLive, changed(3), at), changed(5), at + 500);
    expect(both.security).toMatchObject({
      code: 'lock.changed_while_off',
      doors: [{ cell: 3 }, { cell: 5 }],
    });
    expect(withEvent(both, changed(2), at + 120_000).security?.doors).toEqual([{ board: 1, cell: 2 }]);
    expect(
      withEvent(both, { kind: 'security', code: 'llrp.other_client_tried' }, at + 900).security?.doors,
    ).toEqual([]);
  });

  it('keeps each board of doors for itself', () => {
    const doors = (board: number, closed: boolean): DeviceEvent => ({
      kind: 'doors',
      board,
      cells: [{ cell: 1, locked: closed, closed, occupied: null }],
      changed: [],
      at,
    });
    const live = [doors(2, true), doors(1, true), doors(2, false)].reduce(
      (before, event) => withEvent(before, event, at),
      nothingLive,
    );
    expect(live.doors.map(({ board, cells }) => [board, cells[0]?.closed])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it('masks the person of an identity card and cuts card numbers', () => {
    const person: DeviceEvent = {
      kind: 'person',
      at,
      person: {
        kind: 'person',
        name: '张三丰',
        sex: 'male',
        birth: '1990-01-01',
        idNumber: '110101199001011237',
      },
    };
    expect(withEvent(nothingLive, person, at).person).toMatchObject({
      name: '张**',
      idNumber: '**************1237',
    });
    const card: DeviceEvent = { kind: 'card', cardId: '9A3C51E7', raw: '', encoding: 'hexMsb', at };
    expect(withEvent(nothingLive, card, at).card).toMatchObject({ tail: '51E7' });
  });

  it('is the same object when an event shows nothing new', () => {
    expect(withEvent(nothingLive, { kind: 'clock', offsetMs: 3, stepped: false }, at)).toBe(nothingLive);
  });

  it('hides persons in any answer', () => {
    expect(maskName('王')).toBe('*');
    expect(maskNumber('123')).toBe('***');
    const text = withoutPersons(
      { name: '张三', readings: [{ person: '32010619', values: { weight: 1 } }] },
      0,
    );
    expect(text).toBe('{"name":"***","readings":[{"person":"***","values":{"weight":1}}]}');
  });
});
