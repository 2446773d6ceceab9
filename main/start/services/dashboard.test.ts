import { describe, expect, it } from 'vitest';
import { rolePermissions } from '../../kernel/identity/roles.ts';
import type { Role } from '../../contract/identity.ts';
import { createTestRoom } from '../../evidence/testing/room.ts';
import type { Store } from '../../kernel/store/store.ts';
import { dashboard, type RoomDomains } from './dashboard.ts';

function dashboardOf(room: ReturnType<typeof createTestRoom>, role: Role, person: string) {
  const store: Pick<Store<RoomDomains>, 'query'> = {
    query: async (name, input) => room.store.query(name, input),
  };
  return dashboard(store, { person, role, permissions: [...rolePermissions[role]] });
}

describe('dashboard', () => {
  it('shows the custodian what stands at the counter, what is in the store and what happened', async () => {
    const room = createTestRoom();
    room.storedItem('黑色手机');
    const waiting = room.registerItem('平板电脑');
    room.addPhoto(waiting);
    room.run(room.officer.actor, 'evidence.submitItem', { id: waiting });
    const shown = await dashboardOf(room, 'custodian', room.custodian.person);
    expect(shown.counts).toMatchObject({ inStore: 1, waitHandover: 1, atCounter: 0 });
    expect(shown.atCounter.map(({ name }) => name)).toEqual(['平板电脑']);
    expect(shown.clocks.map(({ rule, item }) => [rule, item.name])).toEqual([['C1', '平板电脑']]);
    expect(shown.rooms).toMatchObject([{ name: '一号库', cells: 6, used: 1, items: 1 }]);
    expect(shown.recent[0]).toMatchObject({ aggregate: `item:${waiting}`, title: '平板电脑' });
  });

  it('shows no content to the technical administrator', async () => {
    const room = createTestRoom();
    room.storedItem();
    const { counts, preparation, ...lists } = await dashboardOf(
      room,
      'system-administrator',
      room.supervisor.person,
    );
    expect(preparation).toBeNull();
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
    expect(Object.values(lists).every((list) => list.length === 0)).toBe(true);
  });

  it('tells the unit administrator which posts of the day nobody holds', async () => {
    const room = createTestRoom();
    const asked = () => dashboardOf(room, 'unit-administrator', room.supervisor.person);
    const before = await asked();
    expect(before.preparation).toEqual({ missingRoles: [], cells: 6 });
    expect(before.rooms).toEqual([]);
    room.run(room.supervisor.actor, 'identity.endPost', {
      post: room.secondCustodian.actor.post ?? '',
      reason: '调离',
    });
    // One approver is enough, whichever he is.
    room.run(room.supervisor.actor, 'identity.endPost', { post: room.head.actor.post ?? '', reason: '调离' });
    expect((await asked()).preparation?.missingRoles).toEqual(['custodian-in-charge']);
  });

  it('gives a case officer the clocks of the own cases only', async () => {
    const room = createTestRoom();
    room.registerItem('平板电脑');
    const stranger = room.person('辛办案', 'case-officer');
    expect((await dashboardOf(room, 'case-officer', room.officer.person)).clocks).toHaveLength(1);
    expect((await dashboardOf(room, 'case-officer', stranger.person)).clocks).toEqual([]);
  });
});
