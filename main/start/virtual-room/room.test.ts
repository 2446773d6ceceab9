import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceEvent, TagSighting } from '../../../drivers/manifest.ts';
import { encodeLabel } from '../../../drivers/printers/label-languages/index.ts';
import type { FromVirtualRoom } from './messages.ts';
import { openTestRoom, type TestRoom } from './testing.ts';

const item = '3414257BF4499D4000000001';
const badge = '3414257BF4499D40000000B1';

let opened: TestRoom | undefined;
afterEach(async () => {
  await opened?.stop();
  opened = undefined;
});

async function open(lateMs = 0): Promise<TestRoom> {
  opened = await openTestRoom(7, lateMs);
  return opened;
}

type Report<Kind extends FromVirtualRoom['kind']> = Extract<FromVirtualRoom, { kind: Kind }>;
const last = <Kind extends FromVirtualRoom['kind']>({ reports }: TestRoom, kind: Kind) =>
  reports.filter((report): report is Report<Kind> => report.kind === kind).at(-1);

const sightings = (events: readonly DeviceEvent[], epc: string): TagSighting[] =>
  events
    .flatMap((event) => (event.kind === 'tags' ? event.sightings : []))
    .filter((sighting) => sighting.epc === epc);
const states = (events: readonly DeviceEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
const inputs = (events: readonly DeviceEvent[]): string[] =>
  events.flatMap((event) =>
    event.kind === 'input' ? [`${event.input} ${event.active ? 'on' : 'off'}`] : [],
  );

describe('the desk', () => {
  it('a blank tag laid down is read with its factory number, and written', async () => {
    const test = await open();
    const { device } = await test.connect('desk-reader');
    test.room.handle({ kind: 'layOnDesk', epc: null, tid: null });
    const laid = last(test, 'desk')?.tags[0];
    expect(laid?.epc).toMatch(/^E280[0-9A-F]{20}$/);
    const read = await test.answer(device.request('readTags', { milliseconds: 300 }));
    expect(read).toEqual([expect.objectContaining({ epc: laid?.epc, tid: laid?.tid })]);

    const written = await test.answer(device.request('writeEpc', { tid: laid?.tid, epcHex: item }));
    expect(written).toEqual({ epc: item, tid: laid?.tid, verified: true });
    await test.until(() => last(test, 'desk')?.tags[0]?.epc === item);

    test.room.handle({ kind: 'clearDesk' });
    expect(last(test, 'desk')?.tags).toEqual([]);
    test.room.handle({ kind: 'desk', tags: [{ epc: null, tid: laid?.tid ?? '' }] });
    expect(last(test, 'desk')?.tags).toEqual([{ epc: item, tid: laid?.tid }]);
  });

  it('refuses numbers that no tag has', async () => {
    const test = await open();
    test.room.handle({ kind: 'layOnDesk', epc: '123', tid: null });
    expect(test.reports).toEqual([
      { kind: 'refused', message: 'layOnDesk', code: 'room.bad_number', id: null },
    ]);
  });
});

describe('the door', () => {
  it('shows a walk out inside first, outside later, with the barriers in walking order', async () => {
    const test = await open();
    const portal = await test.connect('portal');
    const signals = await test.connect('signals');
    const shelf = Array.from(
      { length: 60 },
      (_, at) => `3414257BF4499D40000A00${at.toString(16).padStart(2, '0')}`,
    );
    test.room.handle({ kind: 'residents', tags: shelf.map((epc) => ({ epc, tid: null })) });
    test.room.handle({
      kind: 'walk',
      id: 'walk-1',
      person: { name: '王晓明', badgeEpc: badge },
      tags: [{ epc: item, tid: null }],
      path: 'out',
    });
    expect(last(test, 'walking')).toMatchObject({ id: 'walk-1', person: '王晓明', path: 'out', progress: 0 });
    await test.until(() => last(test, 'walked') !== undefined);
    await test.run(500);
    expect(last(test, 'walked')).toEqual({ kind: 'walked', id: 'walk-1', stoppedByDoor: false });
    expect(inputs(portal.events)).toEqual(['1 on', '2 on', '1 off', '2 off']);
    expect(inputs(signals.events).slice(-2)).toEqual(['1 on', '1 off']);
    const seen = [...sightings(portal.events, item), ...sightings(portal.events, badge)];
    const mean = (outside: boolean): number => {
      const times = seen.filter((one) => (one.antenna ?? 0) > 2 === outside).map((one) => one.firstAt);
      return times.reduce((sum, time) => sum + time, 0) / times.length;
    };
    expect(seen.length).toBeGreaterThan(40);
    expect(mean(false)).toBeLessThan(mean(true));
  });

  it('tells a walk with the times at which it happened, also when its process is kept waiting', async () => {
    const test = await open(700);
    const portal = await test.connect('portal');
    const person = { name: '王晓明', badgeEpc: badge };
    test.room.handle({ kind: 'walk', id: 'walk-1', person, tags: [{ epc: item, tid: null }], path: 'out' });
    await test.until(() => last(test, 'walked') !== undefined);
    await test.run(1000);
    expect(inputs(portal.events)).toEqual(['1 on', '2 on', '1 off', '2 off']);
    const beams = portal.events.flatMap((event) => (event.kind === 'input' ? [event.at] : []));
    expect(beams).toEqual([...beams].sort((left, right) => left - right));
    expect(new Set(beams).size).toBe(4);
    const times = sightings(portal.events, badge).map((one) => one.lastAt);
    // Told in lumps 740 ms apart, but made a few hundredths of a second after one another.
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
    expect(gaps.filter((gap) => gap > 0 && gap < 200).length).toBeGreaterThan(10);
  });

  it('an alarm sounds, locks, and turns the next person back until it is released', async () => {
    const test = await open();
    const { device } = await test.connect('signals');
    await test.answer(device.request('sirenOn', { milliseconds: 5000 }));
    expect(last(test, 'signals')).toEqual({ kind: 'signals', siren: true, strobe: false, doorLocked: false });
    await test.answer(device.request('lockDoor', undefined));
    expect(last(test, 'signals')).toMatchObject({ siren: true, doorLocked: true });
    test.room.handle({ kind: 'walk', id: 'a', person: null, tags: [], path: 'out' });
    await test.until(() => last(test, 'walked')?.id === 'a');
    expect(last(test, 'walked')?.stoppedByDoor).toBe(true);
    expect(last(test, 'signals')).toMatchObject({ siren: false, doorLocked: true });
    await test.answer(device.request('releaseDoor', { milliseconds: 3000 }));
    expect(last(test, 'signals')?.doorLocked).toBe(false);
    test.room.handle({ kind: 'walk', id: 'b', person: null, tags: [], path: 'in' });
    await test.until(() => last(test, 'walked')?.id === 'b');
    expect(last(test, 'walked')?.stoppedByDoor).toBe(false);
  });

  it('has room for three people at once', async () => {
    const test = await open();
    for (const id of ['a', 'b', 'c', 'd']) {
      test.room.handle({ kind: 'walk', id, person: null, tags: [], path: 'walk-by' });
    }
    expect(test.reports.map((report) => report.kind)).toEqual(['walking', 'walking', 'walking', 'refused']);
    expect(last(test, 'refused')).toMatchObject({ code: 'room.door_crowded', id: 'd' });
  });

  it('its camera gives a picture', async () => {
    const test = await open();
    const { device } = await test.connect('camera');
    const answer = await test.answer(device.request('snapshot', {}));
    expect(answer).toMatchObject({ jpeg: expect.any(Uint8Array) });
  });

  it('a card held to the post reader arrives there and not at the desk', async () => {
    const test = await open();
    const door = await test.connect('door-card');
    const desk = await test.connect('desk-card');
    test.room.handle({ kind: 'tap', reader: 'door', cardId: '9A3C51E7' });
    await test.until(() => door.events.some((event) => event.kind === 'card'));
    expect(door.events.find((event) => event.kind === 'card')).toMatchObject({ cardId: '9A3C51E7' });
    expect(desk.events.some((event) => event.kind === 'card')).toBe(false);
    test.room.handle({ kind: 'tap', reader: 'door', cardId: 'no card' });
    expect(last(test, 'refused')).toMatchObject({ message: 'tap', code: 'room.bad_number' });
  });
});

describe('the printer', () => {
  const label = {
    widthDots: 480,
    heightDots: 320,
    widthMm: 60,
    heightMm: 40,
    gapMm: 2,
    elements: [],
    copies: 1,
  };

  it('a printed label comes out with the tag of its own roll', async () => {
    const test = await open();
    const { device } = await test.connect('printer');
    const rfid = { jobId: 'job-1', epc: item };
    const job = {
      jobId: 'job-1',
      bytes: encodeLabel('zpl', { ...label, rfid }),
      rfid: { expectedEpc: item },
    };
    expect(await test.answer(device.request('print', job))).toEqual({ jobId: 'job-1', readBack: item });
    expect(last(test, 'label')).toMatchObject({ epc: item, jobId: 'job-1', voided: false });
    expect(last(test, 'label')?.tid).toMatch(/^E2801170[0-9A-F]{16}$/);
    expect(last(test, 'label')?.zpl).toMatch(/^\^XA/);
  });

  it('unplugged it is away, plugged in it is ready again', async () => {
    const test = await open();
    const { events } = await test.connect('printer');
    test.room.handle({ kind: 'fault', device: 'printer', fault: 'unplugged' });
    expect(last(test, 'faults')?.list).toEqual([{ device: 'printer', fault: 'unplugged' }]);
    await test.until(() => states(events).at(-1) === 'away');
    test.room.handle({ kind: 'fault', device: 'printer', fault: 'none' });
    expect(last(test, 'faults')?.list).toEqual([]);
    await test.until(() => states(events).at(-1) === 'ready');
  });

  it('says that its paper is out', async () => {
    const test = await open();
    const { events } = await test.connect('printer');
    test.room.handle({ kind: 'fault', device: 'printer', fault: 'paper-out' });
    await test.until(() => states(events).at(-1) === 'fault');
    expect(events.at(-1)).toMatchObject({
      kind: 'state',
      state: 'fault',
      reason: expect.stringMatching(/paper/),
    });
  });
});

describe('faults', () => {
  it('a rebooted reader comes back by itself and is told apart from a lost line', async () => {
    const test = await open();
    const { events } = await test.connect('portal');
    test.room.handle({ kind: 'fault', device: 'portal', fault: 'reboot' });
    expect(last(test, 'faults')?.list).toEqual([{ device: 'portal', fault: 'reboot' }]);
    await test.until(() => last(test, 'faults')?.list.length === 0);
    await test.until(() =>
      events.some(
        (event) => event.kind === 'blind' && event.until !== undefined && /restart/.test(event.reason),
      ),
    );
  });

  it('an antenna taken off is named', async () => {
    const test = await open();
    const { events } = await test.connect('portal');
    test.room.handle({ kind: 'fault', device: 'portal', fault: 'antenna-down' });
    await test.until(() => events.some((event) => event.kind === 'antenna' && !event.connected));
    expect(events.findLast((event) => event.kind === 'antenna')).toMatchObject({
      antenna: 4,
      connected: false,
    });
    test.room.handle({ kind: 'fault', device: 'portal', fault: 'none' });
    await test.until(() => states(events).at(-1) === 'ready');
  });

  it('a board that has fallen silent becomes unknown, and one that answers damaged bytes too', async () => {
    const test = await open();
    const { events } = await test.connect('signals');
    for (const fault of ['silent', 'garbage'] as const) {
      test.room.handle({ kind: 'fault', device: 'signals', fault });
      await test.until(() => states(events).at(-1) !== 'ready');
      test.room.handle({ kind: 'fault', device: 'signals', fault: 'none' });
      await test.until(() => states(events).at(-1) === 'ready');
    }
    expect(last(test, 'faults')?.list).toEqual([]);
  });

  it('garbage at a reader drops the link, and it is found again', async () => {
    const test = await open();
    const { events } = await test.connect('desk-reader');
    test.room.handle({ kind: 'fault', device: 'desk', fault: 'garbage' });
    await test.until(() => states(events).at(-1) !== 'ready');
    test.room.handle({ kind: 'fault', device: 'desk', fault: 'none' });
    await test.until(() => states(events).at(-1) === 'ready');
  });

  it('refuses what cannot happen to a device', async () => {
    const test = await open();
    test.room.handle({ kind: 'fault', device: 'camera', fault: 'paper-out' });
    expect(test.reports).toEqual([
      { kind: 'refused', message: 'fault', code: 'room.fault_not_possible', id: null },
    ]);
  });
});

describe('an empty room', () => {
  it('leaves no timer and no port behind', async () => {
    const test = await open();
    await test.run(100);
    await test.room.stop();
    expect(test.clock.pending).toBe(0);
    await expect(fetch(test.addresses.camera)).rejects.toThrow();
  });
});
