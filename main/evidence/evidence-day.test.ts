import { describe, expect, it } from 'vitest';
import type { Viewer } from './orders/queries.ts';
import { createTestRoom, type TestPerson } from './testing/room.ts';

const hour = 3_600_000;
type Room = ReturnType<typeof createTestRoom>;

function refused(code: string) {
  return expect.objectContaining({ code });
}

function orderContent(room: Room, items: string[]) {
  return {
    purpose: 'interrogation' as const,
    reason: '讯问中辨认',
    destination: '办案区',
    borrower: room.officer.person,
    items,
    dueAt: new Date(room.now() + 24 * hour).toISOString(),
  };
}

function viewer(who: TestPerson, role: Viewer['role']): Viewer {
  return { person: who.person, role, permissions: ['order.approve', 'order.apply', 'order.execute'] };
}

function approvedOrder(room: Room, items: string[]) {
  const { id } = room.run(room.officer.actor, 'evidence.createOrder', orderContent(room, items));
  room.run(room.officer.actor, 'evidence.submitOrder', { id });
  const view = room.store.query('evidence.order', { id, viewer: viewer(room.head, 'department-head') });
  room.run(room.head.actor, 'evidence.approveOrder', { id, listHash: view.listHash ?? '', opinion: '同意' });
  return id;
}

const custody = (room: Room, id: string) =>
  room.store.query('evidence.item', { id, permissions: [] }).custody;

describe('a working day of an evidence room', () => {
  it('goes from registration to the closed order, and the ledger tells it', () => {
    const room = createTestRoom();
    const { id } = room.storedItem();
    const order = approvedOrder(room, [id]);
    expect(custody(room, id)).toBe('reserved');
    room.run(room.custodian.actor, 'evidence.releaseOrder', { id: order, minutes: 30 });
    room.run(room.custodian.actor, 'evidence.handOverOrder', {
      id: order,
      borrower: { person: room.officer.person, name: room.officer.name },
      scanned: [id],
    });
    expect(custody(room, id)).toBe('on-loan');
    const back = room.run(room.custodian.actor, 'evidence.returnItem', {
      id: order,
      item: id,
      counted: '1',
      grossWeightGrams: '180',
      sealIntact: true,
      condition: '完好',
      cell: room.cells[1] ?? '',
      deliveredBy: { person: room.officer.person, name: room.officer.name },
    });
    expect(back).toEqual({ orderClosed: true });
    expect(custody(room, id)).toBe('in-store');
    expect(room.store.query('evidence.story', { aggregate: `item:${id}` }).map((line) => line.type)).toEqual([
      'evidence.item-came-back',
      'evidence.item-lent',
      'evidence.item-reserved',
      'evidence.item-accepted',
      'evidence.tag-bound',
      'evidence.item-arrived',
      'evidence.item-submitted',
      'evidence.photo-added',
      'evidence.item-registered',
    ]);
  });

  it('keeps the holder out of the ledger in clear and shows it to those who may see it', () => {
    const room = createTestRoom();
    const id = room.registerItem();
    expect(room.store.query('evidence.item', { id, permissions: [] }).owner).toBe('持有人样例');
    expect(JSON.stringify(room.store.entries())).not.toContain('持有人样例');
  });
});

describe('intake at the counter', () => {
  function atCounter(room: Room) {
    const id = room.registerItem();
    room.addPhoto(id);
    room.run(room.officer.actor, 'evidence.submitItem', { id });
    room.run(room.custodian.actor, 'evidence.arriveAtCounter', { id });
    return id;
  }

  it('does not let an item be submitted without a photograph', () => {
    const room = createTestRoom();
    const id = room.registerItem();
    expect(() => room.run(room.officer.actor, 'evidence.submitItem', { id })).toThrow(
      refused('evidence.photo_missing'),
    );
  });

  it('asks for a tag before anything is taken into the store', () => {
    const room = createTestRoom();
    const id = atCounter(room);
    expect(() => room.run(room.custodian.actor, 'evidence.acceptItem', room.acceptance(id))).toThrow(
      refused('evidence.tag_missing'),
    );
  });

  it('refuses a tag that is bound to another item, a copied tag, and a number from the factory', () => {
    const room = createTestRoom();
    const first = room.storedItem();
    const id = atCounter(room);
    const bind = (epc: string, tid: string | null) =>
      room.run(room.custodian.actor, 'evidence.bindTag', {
        id,
        epc,
        tid,
        method: 'desk-reader',
        readBack: true,
      });
    expect(() => bind(first.epc, null)).toThrow(refused('evidence.tag_taken'));
    expect(() => bind(first.epc, 'E28011600000000000000001')).toThrow(refused('evidence.tag_copied'));
    expect(() => bind('E28011600000000000000001', null)).toThrow(refused('evidence.tag_factory_epc'));
  });

  it('refuses a custodian who works on the case and an officer who does not', () => {
    const room = createTestRoom();
    const id = atCounter(room);
    room.run(room.custodian.actor, 'evidence.bindTag', {
      id,
      epc: room.nextEpc(),
      tid: null,
      method: 'typed',
      readBack: false,
    });
    expect(() => room.run(room.officer.actor, 'evidence.acceptItem', room.acceptance(id))).toThrow(
      refused('evidence.custodian_is_case_officer'),
    );
    const stranger = { person: room.head.person, name: room.head.name };
    expect(() =>
      room.run(room.custodian.actor, 'evidence.acceptItem', { ...room.acceptance(id), officer: stranger }),
    ).toThrow(refused('evidence.not_case_officer'));
  });

  it('compares what was counted and weighed with the papers', () => {
    const room = createTestRoom();
    const id = atCounter(room);
    room.run(room.custodian.actor, 'evidence.bindTag', {
      id,
      epc: room.nextEpc(),
      tid: null,
      method: 'typed',
      readBack: false,
    });
    const accept = (change: object) =>
      room.run(room.custodian.actor, 'evidence.acceptItem', { ...room.acceptance(id), ...change });
    expect(() => accept({ counted: '2' })).toThrow(refused('evidence.quantity_differs'));
    expect(() => accept({ grossWeightGrams: '200' })).toThrow(refused('evidence.weight_differs'));
    expect(() => accept({ sealNumber: 'F0002' })).toThrow(refused('evidence.seal_differs'));
    expect(() => accept({ sealIntact: false })).toThrow(refused('evidence.seal_broken'));
    expect(custody(room, id)).toBe('at-counter');
  });
});

describe('movement orders', () => {
  it('keeps applicant, approver and executor apart', () => {
    const room = createTestRoom();
    const { id: item } = room.storedItem();
    const both = room.person('辛两职', 'department-head');
    const { id } = room.run(both.actor, 'evidence.createOrder', orderContent(room, [item]));
    room.run(both.actor, 'evidence.submitOrder', { id });
    const { listHash } = room.store.query('evidence.order', { id, viewer: viewer(both, 'department-head') });
    const approve = (who: TestPerson) =>
      room.run(who.actor, 'evidence.approveOrder', { id, listHash: listHash ?? '', opinion: '' });
    expect(() => approve(both)).toThrow(refused('evidence.approver_is_applicant'));
    expect(() => approve(room.officer)).toThrow(refused('evidence.approver_is_borrower'));
    expect(() => approve(room.custodian)).toThrow(refused('evidence.approver_role'));
    approve(room.head);
    expect(() => room.run(room.head.actor, 'evidence.releaseOrder', { id, minutes: 30 })).toThrow(
      refused('evidence.executor_is_approver'),
    );
    expect(() => room.run(both.actor, 'evidence.releaseOrder', { id, minutes: 30 })).toThrow(
      refused('evidence.executor_is_applicant'),
    );
  });

  it('refuses an approval of a list that changed after the approver saw it', () => {
    const room = createTestRoom();
    const first = room.storedItem();
    const second = room.storedItem('白色手机');
    const { id } = room.run(room.officer.actor, 'evidence.createOrder', orderContent(room, [first.id]));
    room.run(room.officer.actor, 'evidence.submitOrder', { id });
    const seen =
      room.store.query('evidence.order', { id, viewer: viewer(room.head, 'department-head') }).listHash ?? '';
    room.run(room.officer.actor, 'evidence.editOrder', { id, ...orderContent(room, [first.id, second.id]) });
    room.run(room.officer.actor, 'evidence.submitOrder', { id });
    expect(() =>
      room.run(room.head.actor, 'evidence.approveOrder', { id, listHash: seen, opinion: '' }),
    ).toThrow(refused('evidence.list_changed'));
  });

  it('voids an approval when the list is edited afterwards and frees the items', () => {
    const room = createTestRoom();
    const { id: item } = room.storedItem();
    const order = approvedOrder(room, [item]);
    const other = room.storedItem('耳机');
    room.run(room.officer.actor, 'evidence.editOrder', { id: order, ...orderContent(room, [other.id]) });
    expect(custody(room, item)).toBe('in-store');
    expect(() => room.run(room.custodian.actor, 'evidence.releaseOrder', { id: order, minutes: 30 })).toThrow(
      refused('evidence.order_wrong_state'),
    );
  });

  it('holds one open order an item', () => {
    const room = createTestRoom();
    const { id: item } = room.storedItem();
    approvedOrder(room, [item]);
    expect(() => room.run(room.officer.actor, 'evidence.createOrder', orderContent(room, [item]))).toThrow(
      refused('evidence.item_in_other_order'),
    );
  });

  it('hands out exactly the list, to exactly the borrower, while the release is in force', () => {
    const room = createTestRoom();
    const first = room.storedItem();
    const second = room.storedItem('平板');
    const id = approvedOrder(room, [first.id]);
    room.run(room.custodian.actor, 'evidence.releaseOrder', { id, minutes: 30 });
    const handOver = (scanned: string[], borrower: TestPerson) =>
      room.run(room.custodian.actor, 'evidence.handOverOrder', {
        id,
        borrower: { person: borrower.person, name: borrower.name },
        scanned,
      });
    expect(() => handOver([first.id, second.id], room.officer)).toThrow(refused('evidence.scan_differs'));
    expect(() => handOver([], room.officer)).toThrow(refused('evidence.scan_differs'));
    expect(() => handOver([first.id], room.secondOfficer)).toThrow(refused('evidence.not_the_borrower'));
    room.pass(hour);
    expect(() => handOver([first.id], room.officer)).toThrow(refused('evidence.release_over'));
    expect(room.run(room.system, 'evidence.sweepOrders', {})).toEqual({ lapsed: 1, expired: 0 });
  });

  it('does not hand out to a borrower who has left', () => {
    const room = createTestRoom();
    const { id: item } = room.storedItem();
    const { id } = room.run(room.officer.actor, 'evidence.createOrder', {
      ...orderContent(room, [item]),
      borrower: room.secondOfficer.person,
    });
    room.run(room.officer.actor, 'evidence.submitOrder', { id });
    room.run(room.system, 'identity.personLeft', { person: room.secondOfficer.person, reason: '调离' });
    const { listHash } = room.store.query('evidence.order', {
      id,
      viewer: viewer(room.head, 'department-head'),
    });
    expect(() =>
      room.run(room.head.actor, 'evidence.approveOrder', { id, listHash: listHash ?? '', opinion: '' }),
    ).toThrow(refused('identity.person_left'));
  });

  it('expires when nobody collects for a day', () => {
    const room = createTestRoom();
    const { id: item } = room.storedItem();
    approvedOrder(room, [item]);
    room.pass(25 * hour);
    expect(room.run(room.system, 'evidence.sweepOrders', {})).toEqual({ lapsed: 0, expired: 1 });
    expect(custody(room, item)).toBe('in-store');
  });

  it('extends by the approver, marks a late asking as late, and moves the items clock', () => {
    const room = createTestRoom();
    const { id: item } = room.storedItem();
    const id = approvedOrder(room, [item]);
    room.run(room.custodian.actor, 'evidence.releaseOrder', { id, minutes: 30 });
    room.run(room.custodian.actor, 'evidence.handOverOrder', {
      id,
      borrower: { person: room.officer.person, name: room.officer.name },
      scanned: [item],
    });
    room.pass(25 * hour);
    const until = new Date(room.now() + 24 * hour).toISOString();
    room.run(room.officer.actor, 'evidence.askExtension', { id, until, reason: '未完成' });
    expect(() =>
      room.run(room.officer.actor, 'evidence.decideExtension', { id, grant: true, opinion: '' }),
    ).toThrow(refused('evidence.approver_is_applicant'));
    room.run(room.head.actor, 'evidence.decideExtension', { id, grant: true, opinion: '同意' });
    expect(room.store.query('evidence.item', { id: item, permissions: [] }).dueAt).toBe(until);
    expect(
      room.store.entries().find((entry) => entry.type === 'evidence.order-extension-asked')?.body['late'],
    ).toBe(true);
  });

  it('records what differs at the return and closes with an exception', () => {
    const room = createTestRoom();
    const { id: item } = room.storedItem();
    const id = approvedOrder(room, [item]);
    room.run(room.custodian.actor, 'evidence.releaseOrder', { id, minutes: 30 });
    room.run(room.custodian.actor, 'evidence.handOverOrder', {
      id,
      borrower: { person: room.officer.person, name: room.officer.name },
      scanned: [item],
    });
    room.run(room.custodian.actor, 'evidence.returnItem', {
      id,
      item,
      counted: '1',
      grossWeightGrams: '120',
      sealIntact: false,
      condition: '封条破损',
      cell: room.cells[0] ?? '',
      deliveredBy: { person: room.officer.person, name: room.officer.name },
    });
    expect(
      room.store.query('evidence.order', { id, viewer: viewer(room.head, 'department-head') }).state,
    ).toBe('closed-with-exception');
    expect(room.store.query('evidence.item', { id: item, permissions: [] }).integrity.sealBroken).toBe(true);
  });
});

describe('the portal on record', () => {
  function exitWithoutOrder(room: Room, item: { id: string; epc: string }, person: TestPerson | null) {
    return room.run(room.system, 'evidence.recordPassage', {
      id: `p-${item.id}`,
      door: 'door-1',
      doorName: '库房门',
      from: new Date(room.now()).toISOString(),
      to: new Date(room.now()).toISOString(),
      person: person === null ? null : { person: person.person, name: person.name },
      personConfidence: 0.95,
      people: 1,
      items: [
        {
          item: item.id,
          code: 'W',
          name: '黑色手机',
          epc: item.epc,
          direction: 'out',
          probability: 0.98,
          order: null,
        },
      ],
      outcome: 'unauthorised',
      evidence: {},
      alarm: { id: `a-${item.id}`, reason: 'unauthorised_exit', doorClosed: true },
      contradictions: [],
    });
  }

  it('makes an item that left without an order one to be searched for, with an alarm of its own', () => {
    const room = createTestRoom();
    const item = room.storedItem();
    exitWithoutOrder(room, item, room.officer);
    expect(room.store.query('evidence.alarms', {}).rows[0]?.number).toBe('警-2026-0001');
    expect(custody(room, item.id)).toBe('unlocated');
    expect(room.store.query('evidence.alarms', { open: true }).rows).toHaveLength(1);
    expect(room.store.query('evidence.closedDoors', {})).toEqual(['door-1']);
  });

  it('does not let an alarm be closed by the person it concerns nor reviewed by who resolved it', () => {
    const room = createTestRoom();
    const item = room.storedItem();
    exitWithoutOrder(room, item, room.custodian);
    const id = `a-${item.id}`;
    room.run(room.custodian.actor, 'evidence.acknowledgeAlarm', { id });
    const resolve = (who: TestPerson) =>
      room.run(who.actor, 'evidence.resolveAlarm', { id, resolution: 'false-read', note: '误报' });
    expect(() => resolve(room.custodian)).toThrow(refused('evidence.alarm_concerns_you'));
    resolve(room.secondCustodian);
    expect(() => room.run(room.secondCustodian.actor, 'evidence.reviewAlarm', { id, note: '' })).toThrow(
      refused('evidence.alarm_second_person'),
    );
    room.run(room.supervisor.actor, 'evidence.reviewAlarm', { id, note: '属实' });
  });

  it('lets only another custodian report the item found, and keeps the gap in the story', () => {
    const room = createTestRoom();
    const item = room.storedItem();
    exitWithoutOrder(room, item, null);
    const found = { id: item.id, cell: room.cells[0] ?? '', how: '在走廊', photo: null };
    expect(() => room.run(room.custodian.actor, 'evidence.reportFound', found)).toThrow(
      refused('evidence.second_custodian'),
    );
    room.run(room.secondCustodian.actor, 'evidence.reportFound', found);
    expect(custody(room, item.id)).toBe('in-store');
    expect(
      room.store.query('evidence.story', { aggregate: `item:${item.id}` }).map((line) => line.type),
    ).toContain('evidence.item-unlocated');
  });
});

describe('search and statistics', () => {
  it('finds by two characters, by pinyin initials, by code and by case number', () => {
    const room = createTestRoom();
    const { id } = room.storedItem('黑色华为手机');
    room.storedItem('银色手镯');
    const find = (words: string) => room.store.query('evidence.items', { words }).rows.map((row) => row.id);
    const { code } = room.store.query('evidence.item', { id, permissions: [] });
    expect(find('华为')).toEqual([id]);
    expect(find('hshwsj')).toEqual([id]);
    expect(find(code)).toEqual([id]);
    expect(find('没有')).toEqual([]);
    expect(
      room.store.query('evidence.items', { words: '手机', custody: ['in-store'] }).rows.map((row) => row.id),
    ).toEqual([id]);
  });

  it('adds up to the number of items in both category lists', () => {
    const room = createTestRoom();
    room.storedItem();
    room.registerItem();
    for (const list of ['property', 'scene'] as const) {
      const statistics = room.store.query('evidence.statistics', { list });
      expect(statistics.total).toBe(2);
      expect(
        statistics.rows.reduce(
          (sum, row) => sum + row.inStore + row.out + row.waiting + row.unlocated + row.closed,
          0,
        ),
      ).toBe(2);
    }
  });

  it('runs the 24-hour clock from the seizure', () => {
    const room = createTestRoom();
    room.registerItem();
    const [clock] = room.store.query('evidence.runningClocks', { limit: 10 });
    expect(clock).toMatchObject({
      rule: 'C1',
      state: 'running',
      dueAt: new Date(room.now() + 23 * hour).toISOString(),
    });
    room.pass(24 * hour);
    expect(room.store.query('evidence.runningClocks', { limit: 10 })[0]?.state).toBe('over');
  });
});
