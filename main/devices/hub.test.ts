import { describe, expect, it } from 'vitest';
import type { DevicePosition } from '../contract/devices.ts';
import { DeviceHub, type PositionedEvent } from './hub.ts';
import type { FromDevices, ToDevices } from './messages.ts';

const reader: DevicePosition = {
  id: 'portal',
  title: '通道门',
  role: 'portal',
  driver: 'llrp',
  url: 'tcp://192.0.2.7:5084',
  door: 'door-1',
  enabled: true,
  settings: {},
};

function connected() {
  let now = 1_000_000;
  const sent: ToDevices[] = [];
  const limits: (() => void)[] = [];
  let receive: (message: FromDevices) => void = () => undefined;
  let processIs: (state: 'running' | 'restarting' | 'stopped') => void = () => undefined;
  const hub = new DeviceHub({
    now: () => now,
    after: (_milliseconds, action) => {
      limits.push(action);
      return () => limits.splice(limits.indexOf(action), 1);
    },
    connect({ onMessage, onState }) {
      receive = onMessage;
      processIs = onState;
      return {
        start: () => onState('running'),
        send: (message) => sent.push(message),
        stop: () => Promise.resolve(),
      };
    },
  });
  return {
    hub,
    sent,
    limits,
    receive: (message: FromDevices) => receive(message),
    processIs: (state: 'running' | 'restarting') => processIs(state),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('device hub', () => {
  it('gives the positions to the process at every start of it', () => {
    const { hub, sent, processIs } = connected();
    hub.start([reader]);
    processIs('restarting');
    processIs('running');
    expect(sent).toEqual([
      { kind: 'training', devices: [] },
      { kind: 'positions', positions: [reader] },
      { kind: 'training', devices: [] },
      { kind: 'positions', positions: [reader] },
    ]);
    expect(hub.restarts).toBe(1);
  });

  it('shows every device as down while the process is away, and what each says afterwards', () => {
    const { hub, receive, processIs, pass } = connected();
    hub.start([reader]);
    receive({ kind: 'events', events: [{ device: 'portal', event: { kind: 'state', state: 'ready' } }] });
    expect(hub.statuses()[0]?.state).toBe('ready');
    pass(500);
    processIs('restarting');
    expect(hub.statuses()[0]).toMatchObject({ state: 'process-down', since: 1_000_500 });
  });

  it('adds to every event where its device stands, and drops events of devices it does not know', () => {
    const { hub, receive } = connected();
    const events: PositionedEvent[] = [];
    hub.onEvent((event) => events.push(event));
    hub.start([reader]);
    receive({
      kind: 'events',
      events: [{ device: 'portal', event: { kind: 'antenna', antenna: 2, connected: false } }],
    });
    receive({
      kind: 'events',
      events: [{ device: 'stranger', event: { kind: 'antenna', antenna: 2, connected: false } }],
    });
    expect(events.map((event) => event.position.door)).toEqual(['door-1']);
  });

  it('answers requests with the device’s answer or its coded error', async () => {
    const { hub, receive } = connected();
    hub.start([reader]);
    const good = hub.request('portal', 'status', {});
    const bad = hub.request('portal', 'status', {});
    receive({
      kind: 'answer',
      id: 2,
      ok: false,
      code: 'device.refused',
      message: 'no',
      detail: { why: 'x' },
    });
    receive({ kind: 'answer', id: 1, ok: true, value: 42 });
    await expect(good).resolves.toBe(42);
    await expect(bad).rejects.toMatchObject({ code: 'device.refused', detail: { why: 'x' } });
  });

  it('does not leave a request waiting when the process ends or does not answer', async () => {
    const { hub, limits, processIs } = connected();
    hub.start([reader]);
    const lost = hub.request('portal', 'status', {});
    processIs('restarting');
    await expect(lost).rejects.toMatchObject({ code: 'device.away' });
    await expect(hub.request('portal', 'status', {})).rejects.toMatchObject({ code: 'device.away' });
    processIs('running');
    const silent = hub.request('portal', 'status', {});
    for (const limit of [...limits]) limit();
    await expect(silent).rejects.toMatchObject({ code: 'device.timeout' });
  });

  it('counts reads a second and forgets them when the reader falls silent', () => {
    const { hub, receive, pass } = connected();
    hub.start([reader]);
    const sighting = {
      epc: 'A0',
      epcBits: 96,
      antenna: 1,
      rssi: -50,
      count: 1,
      firstReaderUs: undefined,
      lastReaderUs: undefined,
      firstAt: 0,
      lastAt: 0,
      late: false,
    };
    receive({
      kind: 'events',
      events: [{ device: 'portal', event: { kind: 'tags', sightings: [sighting, sighting, sighting] } }],
    });
    expect(hub.statuses()[0]?.readsPerSecond).toBe(3);
    pass(3000);
    expect(hub.statuses()[0]?.readsPerSecond).toBe(0);
  });

  it('shows training devices and keeps all they say from the domains', () => {
    const { hub, sent, receive } = connected();
    const events: PositionedEvent[] = [];
    const shown: string[] = [];
    hub.onEvent((event) => events.push(event));
    hub.onLive((device) => shown.push(device));
    hub.start([reader]);
    const position = { ...reader, id: 'training-card-serial-1', door: null };
    hub.setTraining([{ position, device: { id: position.id, driver: 'card-serial', script: [] } }]);
    expect(sent.slice(-2)).toEqual([
      { kind: 'training', devices: [{ id: position.id, driver: 'card-serial', script: [] }] },
      { kind: 'positions', positions: [reader, position] },
    ]);
    const card = { kind: 'card', cardId: '9A3C51E7', raw: '', encoding: 'hexMsb', at: 0 } as const;
    receive({
      kind: 'events',
      events: [
        { device: position.id, event: card },
        { device: 'portal', event: card },
      ],
    });
    expect(events.map(({ position: from }) => from.id)).toEqual(['portal']);
    expect(shown).toEqual([position.id, 'portal']);
    expect(hub.positions()).toEqual([reader]);
    expect(hub.statuses().map(({ training }) => training)).toEqual([null, { fault: 'none' }]);
    hub.setTraining([]);
    expect(hub.statuses()).toHaveLength(1);
  });

  it('remembers a recording and a fault until the process ends', async () => {
    const { hub, sent, receive, processIs } = connected();
    hub.start([reader]);
    const work = hub.record('portal', '/data/recordings/a.jsonl');
    const asked = sent.at(-1);
    receive({ kind: 'answer', id: asked?.kind === 'record' ? asked.id : 0, ok: true, value: undefined });
    await work;
    expect(hub.statuses()[0]?.recording).toBe('/data/recordings/a.jsonl');
    receive({ kind: 'recording-ended', device: 'portal', code: 'recording.full' });
    expect(hub.statuses()[0]?.recording).toBeNull();
    processIs('restarting');
    processIs('running');
    expect(hub.statuses()[0]?.recording).toBeNull();
  });
});
