/** A running door for tests: what its shell writes down about events that happen to it. */
import { gunzipSync } from 'node:zlib';
import type { TagSighting } from '../../../drivers/manifest.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import type { GateEvent } from '../gate/types.ts';
import { Portal, type PortalOptions, type PortalStore } from './portal.ts';

export const base = 1_800_000_000_000;
const reader: DevicePosition = {
  id: 'reader',
  title: 'reader',
  role: 'portal',
  driver: 'x',
  url: 'memory:x',
  door: 'door-1',
  enabled: true,
  settings: {},
};

export interface Recorded {
  readonly from: string;
  readonly to: string;
  readonly person: { readonly person: string } | null;
  readonly people: number;
  readonly items: readonly {
    readonly epc: string;
    readonly direction: string;
    readonly probability: number;
  }[];
}

/** The running door: what its shell writes down when the same things happen at the same times. */
export async function lived(
  events: readonly GateEvent[],
  learns = false,
): Promise<{ passages: Recorded[]; alarms: number; traces: string[] }> {
  let now = base;
  const passages: Recorded[] = [];
  const traces: string[] = [];
  let alarms = 0;
  const store = {
    execute(name: string, input: unknown) {
      if (name === 'evidence.recordPassage') passages.push(input as Recorded);
      if (name === 'evidence.raiseAlarm') alarms += 1;
      return Promise.resolve({});
    },
  } as unknown as PortalStore;
  const options: PortalOptions = {
    door: 'door-1',
    name: '一号库门',
    antennas: [1, 2, 3, 4].map((antenna) => ({ antenna, side: antenna < 3 ? 'inside' : 'outside' })),
    devices: {
      positions: () => [reader],
      onEvent: () => () => undefined,
      request: () => Promise.resolve({}),
    },
    store,
    attachments: {
      put(bytes) {
        traces.push(gunzipSync(bytes).toString('utf8'));
        return Promise.resolve({ hash: String(traces.length), type: 'application/gzip' });
      },
      get: () => Promise.resolve(undefined),
      has: () => Promise.resolve(true),
    },
    settings: () => ({ sirenSeconds: 1, closeDoorOnAlarm: false }),
    personName: (person) => person,
    actor: { person: null, name: 'test', post: null, method: 'device', station: 'test' },
    now: () => now,
    newId: () => `${passages.length}`,
    log: { info() {}, warn() {} },
    after: () => () => {},
    onChange() {},
    // Most traces begin with their first passage.
    ...(learns ? {} : { residents: [] }),
  };
  const portal = new Portal(options);
  portal.learnBooks(
    events.flatMap((event) =>
      event.kind === 'item'
        ? [{ epc: event.epc, item: event.epc, code: event.epc, name: '', side: event.custody, order: null }]
        : [],
    ),
  );
  portal.tick();
  for (const event of events) {
    now = Math.max(now, event.t);
    if (event.kind === 'person') portal.learnBadges([{ epc: event.epc, person: event.person }]);
    if (event.kind === 'card') portal.card(event.person, event.t);
    if (event.kind === 'beam')
      portal.device(reader, { kind: 'input', input: event.id, active: event.broken, at: event.t });
    if (event.kind === 'read') portal.device(reader, { kind: 'tags', sightings: [sighting(event)] });
  }
  now += 60_000;
  portal.tick();
  for (let turn = 0; turn < 50; turn += 1) await portal.settled();
  return { passages, alarms, traces };
}

function sighting(event: Extract<GateEvent, { kind: 'read' }>): TagSighting {
  return {
    epc: event.epc,
    epcBits: 96,
    antenna: event.antenna,
    rssi: event.rssi,
    count: event.count ?? 1,
    firstReaderUs: undefined,
    lastReaderUs: undefined,
    firstAt: event.t,
    lastAt: event.t,
    late: false,
  };
}
