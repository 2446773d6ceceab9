import { describe, expect, it } from 'vitest';
import type { TagSighting } from '../../../drivers/manifest.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import type { Attachments } from '../../kernel/attachments/attachments.ts';
import type { DeviceAccess } from '../../kernel/device-access.ts';
import { createWalk } from '../gate/walk-model/index.ts';
import { createTestRoom } from '../testing/room.ts';
import { Portal, type PortalStore } from './portal.ts';

const position = (
  id: string,
  role: DevicePosition['role'],
  settings: Record<string, unknown> = {},
): DevicePosition => ({
  id,
  title: id,
  role,
  driver: 'x',
  url: 'memory:x',
  door: 'door-1',
  enabled: true,
  settings,
});
const reader = position('reader', 'portal');
const positions = [
  reader,
  position('signals', 'door-signals', { outputs: { siren: 1, strobe: 2 }, inputs: { doorContact: 1 } }),
  position('camera', 'portal-camera'),
];

function createDoor(options: { brokenCamera?: boolean } = {}) {
  const room = createTestRoom();
  const requests: { device: string; action: string; input: unknown; entries: number }[] = [];
  const kept: string[] = [];
  const devices: DeviceAccess = {
    positions: () => positions,
    onEvent: () => () => undefined,
    request(device, action, input) {
      requests.push({ device, action, input, entries: room.store.status().seq });
      if (action !== 'framesAround') return Promise.resolve({});
      if (options.brokenCamera === true) return Promise.reject(new Error('no answer'));
      return Promise.resolve({
        frames: [{ at: room.now(), jpeg: new Uint8Array([0xff, 0xd8, kept.length]) }],
      });
    },
  };
  const attachments: Attachments = {
    put(bytes) {
      const hash = String(bytes[2] ?? 0).padStart(64, 'f');
      kept.push(hash);
      return Promise.resolve({ hash, type: 'image/jpeg' });
    },
    get: () => Promise.resolve(undefined),
    has: () => Promise.resolve(true),
  };
  // The same engine without threads: only the promise is added.
  const store = {
    execute: (...call: Parameters<typeof room.store.execute>) => Promise.resolve(room.store.execute(...call)),
  } as unknown as PortalStore;
  let ids = 0;
  const portal = new Portal({
    door: 'door-1',
    name: '一号库门',
    antennas: [
      { antenna: 1, side: 'inside' },
      { antenna: 2, side: 'inside' },
      { antenna: 3, side: 'outside' },
      { antenna: 4, side: 'outside' },
    ],
    devices,
    store,
    attachments,
    settings: () => ({ sirenSeconds: 60, closeDoorOnAlarm: true }),
    personName: (person) => (person === room.officer.person ? room.officer.name : ''),
    actor: { ...room.system, method: 'device' },
    now: room.now,
    newId: () => `id-${++ids}`,
    log: { info() {}, warn() {} },
    after: () => () => {},
    onChange() {},
    residents: [],
  });
  const books = () => portal.learnBooks(room.store.query('evidence.gateItems', {}));

  /** Somebody walks through the door with these tags, and the two seconds after which the passage is over. */
  async function walk(kind: 'out' | 'in' | 'walk-by', tags: string[], seed = 7) {
    const start = room.now();
    const steps = createWalk({ seed, kind, tags, startMs: 0 });
    for (let t = 0; t < steps.endMs + 4000; t += 50) {
      const reads = t < steps.endMs ? steps.step(t, t + 50) : [];
      room.pass(50);
      const sightings: TagSighting[] = reads.map((read) => ({
        epc: read.epc,
        epcBits: 96,
        antenna: read.antenna,
        rssi: read.rssi,
        count: 1,
        firstReaderUs: undefined,
        lastReaderUs: undefined,
        firstAt: start + read.t,
        lastAt: start + read.t,
        late: false,
      }));
      if (sightings.length > 0) portal.device(reader, { kind: 'tags', sightings });
      portal.tick();
    }
    for (let turn = 0; turn < 20; turn++) await portal.settled();
  }
  const actions = () => requests.map((request) => request.action);
  return { room, portal, books, walk, requests, actions };
}

describe('portal', () => {
  it('sounds siren and strobe and locks the door before anything is written, then records alarm, passage and pictures', async () => {
    const { room, portal, books, walk, requests } = createDoor();
    const item = room.storedItem();
    books();
    const before = room.store.status().seq;
    await walk('out', [item.epc]);
    expect(
      requests
        .filter(
          (request) =>
            ['sirenOn', 'strobeOn', 'lockDoor'].includes(request.action) && request.entries === before,
        )
        .map((request) => request.action),
    ).toEqual(expect.arrayContaining(['sirenOn', 'strobeOn', 'lockDoor']));
    const [alarm] = room.store.query('evidence.alarms', { open: true }).rows;
    expect(alarm).toMatchObject({
      reason: 'unauthorised_exit',
      doorClosed: true,
      items: [{ item: item.id, epc: item.epc }],
    });
    const [passage] = room.store.query('evidence.passages', {}).rows;
    expect(passage).toMatchObject({ outcome: 'unauthorised', alarm: alarm?.id });
    expect(passage?.frames.length).toBeGreaterThan(0);
    expect(portal.live().state).toBe('alarm');
    portal.authorised();
    expect(portal.live().state).toBe('quiet');
  });

  it('lets an item pass under a released order, with the person who tapped the card', async () => {
    const { room, portal, books, walk, actions } = createDoor();
    const item = room.storedItem();
    const { id } = room.run(room.officer.actor, 'evidence.createOrder', {
      purpose: 'court',
      reason: '开庭示证',
      destination: '法院',
      borrower: room.officer.person,
      items: [item.id],
      dueAt: new Date(room.now() + 86_400_000).toISOString(),
    });
    room.run(room.officer.actor, 'evidence.submitOrder', { id });
    const seen = room.store.query('evidence.order', {
      id,
      viewer: { person: room.head.person, role: 'department-head', permissions: [] },
    });
    room.run(room.head.actor, 'evidence.approveOrder', { id, listHash: seen.listHash, opinion: '' });
    room.run(room.custodian.actor, 'evidence.releaseOrder', { id, minutes: 30 });
    books();
    portal.card(room.officer.person, room.now());
    await walk('out', [item.epc]);
    expect(actions()).not.toContain('sirenOn');
    const [passage] = room.store.query('evidence.passages', {}).rows;
    expect(passage).toMatchObject({
      outcome: 'authorised',
      person: { id: room.officer.person },
      items: [{ order: '调-2026-0001', direction: 'out' }],
    });
  });

  it('cries again when the release has lapsed', async () => {
    const { room, books, walk, actions, portal } = createDoor();
    const item = room.storedItem();
    portal.learnBooks([
      {
        epc: item.epc,
        item: item.id,
        code: 'W',
        name: '手机',
        side: 'inside',
        order: { number: '调-2026-0009', until: room.now() + 60_000 },
      },
    ]);
    room.pass(61_000);
    portal.tick();
    await walk('out', [item.epc]);
    expect(actions()).toContain('sirenOn');
    books();
  });

  it('records an item taken in at the counter and carried in, without an alarm', async () => {
    const { room, books, walk, actions } = createDoor();
    const item = room.storedItem();
    books();
    await walk('in', [item.epc]);
    expect(actions()).not.toContain('sirenOn');
    expect(room.store.query('evidence.passages', {}).rows[0]).toMatchObject({
      outcome: 'intake',
      items: [{ direction: 'in' }],
    });
    expect(room.store.query('evidence.gateItems', {})[0]?.side).toBe('inside');
  });

  it('keeps no passage for a stranger’s tag that passes by outside', async () => {
    const { room, books, walk } = createDoor();
    room.storedItem();
    books();
    await walk('walk-by', ['3036451FD40C0E4000000309']);
    expect(room.store.query('evidence.passages', {}).rows).toEqual([]);
  });

  it('begins no commissioning walk while somebody passes, whose passage would be taken for it', async () => {
    const { room, portal, books } = createDoor();
    const item = room.storedItem();
    books();
    const tick = (): void => {
      room.pass(100);
      portal.tick();
    };
    const ended: string[] = [];
    const begin = (name: string): void =>
      portal.beginWalk({
        walk: 'out',
        tags: [item.epc],
        from: room.now(),
        start: portal.traceStart(),
        onPassage: () => ended.push(name),
      });
    for (let turn = 0; turn < 20; turn += 1) {
      const at = room.now();
      portal.device(reader, {
        kind: 'tags',
        sightings: [
          {
            epc: item.epc,
            epcBits: 96,
            antenna: 1 + (turn % 4),
            rssi: -45,
            count: 1,
            firstReaderUs: undefined,
            lastReaderUs: undefined,
            firstAt: at,
            lastAt: at,
            late: false,
          },
        ],
      });
      tick();
    }
    expect(() => begin('early')).toThrow(expect.objectContaining({ code: 'evidence.door_busy' }));
    for (let turn = 0; turn < 25; turn += 1) tick();
    begin('in time');
    expect(() => begin('second')).toThrow(expect.objectContaining({ code: 'evidence.walk_running' }));
    for (let turn = 0; turn < 40; turn += 1) tick();
    expect(ended).toEqual([]);
    await portal.settled();
  });

  it('keeps a commissioning walk when whoever walked is gone, and raises no alarm for it', async () => {
    const { room, portal, books, walk, actions } = createDoor();
    const item = room.storedItem();
    books();
    let kept = 0;
    portal.beginWalk({
      walk: 'out',
      tags: [item.epc],
      from: room.now(),
      start: portal.traceStart(),
      onPassage: () => {
        kept += 1;
      },
    });
    await walk('out', [item.epc]);
    expect(kept).toBe(1);
    expect(actions()).not.toContain('sirenOn');
    expect(room.store.query('evidence.alarms', { open: true }).rows).toEqual([]);
    expect(room.store.query('evidence.passages', {}).rows).toMatchObject([
      { outcome: 'unauthorised', drill: true, alarm: null },
    ]);
  });

  it('says why there is no picture and records the passage all the same', async () => {
    const { room, books, walk } = createDoor({ brokenCamera: true });
    const item = room.storedItem();
    books();
    await walk('out', [item.epc]);
    expect(room.store.query('evidence.passages', {}).rows[0]).toMatchObject({
      frames: [],
      noPicture: 'camera.failed',
    });
  });

  it('records for how long it was blind', () => {
    const { room, portal } = createDoor();
    portal.device(reader, { kind: 'state', state: 'away', reason: 'llrp.link_lost' });
    expect(portal.live()).toMatchObject({ state: 'blind', blindReason: 'reader_away' });
    room.pass(30_000);
    portal.device(reader, { kind: 'state', state: 'ready' });
    expect(portal.live().state).toBe('quiet');
    return portal.settled().then(() => {
      const entry = room.store.entries().find((known) => known.type === 'evidence.gate-blind');
      expect(entry?.body).toMatchObject({ door: 'door-1', reason: 'reader_away' });
    });
  });
});
