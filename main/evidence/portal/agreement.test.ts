import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { TagSighting } from '../../../drivers/manifest.ts';
import type { Mix } from '../../../resources/tooling/portal-lab/mix.ts';
import { equipped, hardMix } from '../../../resources/tooling/portal-lab/mix.ts';
import { drawScenario } from '../../../resources/tooling/portal-lab/scenario.ts';
import { eventsOf, traceHeader } from '../../../resources/tooling/portal-lab/trace.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import { lineOf } from '../gate/recorder.ts';
import type { ReplayedPassage } from '../gate/replay.ts';
import { replayTrace } from '../gate/replay.ts';
import type { GateEvent } from '../gate/types.ts';
import { Portal, type PortalOptions, type PortalStore } from './portal.ts';

const base = 1_800_000_000_000;
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

interface Recorded {
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
async function lived(
  events: readonly GateEvent[],
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
    onChange() {},
    // The traces begin with their first passage.
    warmUpMs: 0,
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

/** What matters of a record. */
function outcomeOf({ items, people, person }: Recorded) {
  return {
    items: items.map(({ epc, direction }) => [epc, direction]),
    people,
    person: person?.person ?? null,
  };
}

/** What `gate replay` says about the passage in the trace that was kept with it. */
function recordedAs(trace: string, passage: Recorded) {
  const lines = [...replayTrace(trace.split('\n'))];
  const [refusal] = lines.flatMap((line) => ('error' in line ? [line.error] : []));
  if (refusal !== undefined) return refusal;
  const same = lines.find((line) => !('error' in line) && new Date(line.from).toISOString() === passage.from);
  if (same === undefined || 'error' in same) return undefined;
  return {
    items: same.items.map(({ epc, direction }) => [epc, direction]),
    people: same.people,
    person: same.person,
  };
}

describe('replay of a trace', () => {
  const mixes: readonly Mix[] = [
    hardMix,
    { ...hardMix, people: 2, cards: 1 },
    { ...hardMix, ...equipped, people: 2, late: 0.05, duplicates: 0.05 },
  ];

  it.each(mixes)('agrees with the running system', async (mix) => {
    let compared = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const scenario = drawScenario(seed, mix);
      const events = eventsOf(scenario, mix, 'custody').map((event) => ({
        ...event,
        t: base + Math.round(event.t * 10) / 10,
      }));
      const lines = [traceHeader(scenario, mix), ...events.map(lineOf)].map((line) => JSON.stringify(line));
      const replayed = [...replayTrace(lines)].filter((line): line is ReplayedPassage => !('error' in line));
      const { passages, alarms, traces } = await lived(events);
      expect(traces).toHaveLength(passages.length);
      for (const passage of passages) {
        const same = replayed.find(({ from }) => new Date(from).toISOString() === passage.from);
        expect(passage.to).toBe(new Date(same?.to ?? 0).toISOString());
        expect(passage.person?.person ?? null).toBe(same?.person);
        expect(passage.people).toBe(same?.people);
        expect(passage.items.map(({ epc, direction }) => [epc, direction])).toEqual(
          same?.items.map(({ epc, direction }) => [epc, direction]),
        );
        compared += 1;
        expect(recordedAs(traces[passages.indexOf(passage)] ?? '', passage)).toEqual(outcomeOf(passage));
      }
      expect(alarms > 0).toBe(replayed.some((passage) => passage.alarms.length > 0));
    }
    expect(compared).toBeGreaterThan(2);
  });
});
