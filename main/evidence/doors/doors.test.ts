import { describe, expect, it } from 'vitest';
import { createTestRoom } from '../testing/room.ts';
import { walksAsked } from './commands.ts';
import { askedWalk, labelOf } from './plan.ts';

const door = 'door-1';
const trace = { hash: 'a'.repeat(64), lines: 3, bytes: 90 };

describe('a drill', () => {
  it('is one at a time, and is known after a restart until somebody or its time ends it', () => {
    const { run, store, custodian } = createTestRoom();
    const begin = () =>
      run(custodian.actor, 'evidence.startDrill', {
        door,
        doorName: '一号库门',
        minutes: 15,
        siren: 'short',
      });
    begin();
    expect(begin).toThrow(expect.objectContaining({ code: 'evidence.drill_running' }));
    expect(store.query('evidence.openDrills', {})).toMatchObject([
      { door, siren: 'short', started_by: '甲保管' },
    ]);
    run(custodian.actor, 'evidence.endDrill', { door, cause: 'person' });
    expect(store.query('evidence.openDrills', {})).toEqual([]);
    begin();
  });
});

describe('commissioning', () => {
  it('asks for twenty walks of all three labels', () => {
    const plan = Array.from({ length: walksAsked }, (_, done) => askedWalk(done));
    expect(plan).not.toContain(null);
    expect(askedWalk(walksAsked)).toBeNull();
    expect(new Set(plan.map((walk) => (walk === null ? null : labelOf(walk))))).toEqual(
      new Set(['out', 'in', 'none']),
    );
  });

  it('asks for each walk from where the one before has ended', () => {
    let side: 'inside' | 'outside' = 'inside';
    for (let done = 0; done < walksAsked; done += 1) {
      const walk = askedWalk(done);
      expect(side).toBe(walk === 'in' || walk === 'walk-by' ? 'outside' : 'inside');
      if (walk === 'out') side = 'outside';
      if (walk === 'in') side = 'inside';
    }
  });

  it('keeps walks that are not cancelled as labels', () => {
    const { run, store, custodian } = createTestRoom();
    run(custodian.actor, 'evidence.beginCommissioning', { door, tags: ['E2000001'] });
    run(custodian.actor, 'evidence.recordWalk', { door, walk: 'out', tags: ['E2000001'], trace });
    expect(store.query('evidence.commissioning', { door }).running?.walks).toMatchObject([
      { number: 1, walk: 'out' },
    ]);
    expect(store.query('evidence.gateLabels', { door })).toEqual([
      { source: 'walk', walk: 'out', tags: ['E2000001'], trace },
    ]);
    run(custodian.actor, 'evidence.cancelCommissioning', { door });
    expect(store.query('evidence.gateLabels', { door })).toEqual([]);
    expect(() => run(custodian.actor, 'evidence.cancelCommissioning', { door })).toThrow(
      expect.objectContaining({ code: 'evidence.commissioning_none' }),
    );
  });

  it('keeps versions and says which is in force', () => {
    const { run, store, custodian } = createTestRoom();
    const row = { out: 1, in: 0, none: 0, uncertain: 0, unread: 0 };
    const table = { out: row, in: row, none: row };
    const correction = { scale: 0.9, offset: [0, 0, 0.2] as [number, number, number] };
    const fit = { correction, lossBefore: 0.2, lossAfter: 0.1, better: true, before: table, after: table };
    const { id } = run(custodian.actor, 'evidence.recordFit', {
      door,
      shipped: 's',
      walks: 20,
      settled: 0,
      fit,
    });
    expect(store.query('evidence.activeVersions', {})).toEqual([]);
    run(custodian.actor, 'evidence.activateVersion', { door, version: id });
    expect(store.query('evidence.activeVersions', {})).toEqual([{ door, number: 1, correction }]);
    run(custodian.actor, 'evidence.activateVersion', { door, version: null });
    expect(store.query('evidence.activeVersions', {})).toEqual([]);
  });
});
