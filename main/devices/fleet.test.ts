import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../drivers/errors.ts';
import type { DeviceEvent, DriverManifest, RunningDevice } from '../../drivers/manifest.ts';
import { createManualClock } from '../../drivers/transport/manual-clock.ts';
import { createMemoryPair } from '../../drivers/transport/memory.ts';
import { silentLog } from '../../drivers/transport/transport.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { Fleet } from './fleet.ts';

const position = (id: string, change: Partial<DevicePosition> = {}): DevicePosition => ({
  id,
  title: id,
  role: 'desk-reader',
  driver: 'echo',
  url: `memory:${id}`,
  door: null,
  enabled: true,
  settings: {},
  ...change,
});

function createFleet() {
  const log: string[] = [];
  const events: [string, DeviceEvent][] = [];
  const echo: DriverManifest = {
    name: 'echo',
    title: { zh: '回声', en: 'Echo' },
    deviceClass: 'rfid',
    transports: ['tcp'],
    confidence: 'documents',
    source: 'test',
    capabilities: [],
    load: () =>
      Promise.resolve({
        createDecoder: () => ({ push: () => [], end: () => [] }),
        attachSimulator: () => ({ stop() {} }),
        createDevice({ factory, settings }): RunningDevice {
          if (settings['broken'] === true) throw new DeviceError('input.invalid', 'broken settings');
          const line = factory();
          return {
            onEvent() {},
            start() {
              log.push(`start ${line.url}`);
              void line.open().then(() => line.write(new Uint8Array([0xab, 0xcd])));
            },
            stop() {
              log.push(`stop ${line.url}`);
              return line.close();
            },
            request: (action) => Promise.resolve(action),
          };
        },
      }),
  };
  const fleet = new Fleet({
    findDriver: (name) => {
      if (name !== 'echo') throw new DeviceError('input.invalid', 'unknown');
      return echo;
    },
    openTransportFactory: (url) => () => createMemoryPair({ url })[0],
    clock: createManualClock(),
    log: () => silentLog,
    onEvent: (device, event) => events.push([device, event]),
  });
  return { fleet, log, events };
}

describe('fleet of devices', () => {
  it('starts what is new, stops what is gone, and leaves the rest alone', async () => {
    const { fleet, log } = createFleet();
    await fleet.apply([position('a'), position('b')]);
    await fleet.apply([position('b'), position('c'), position('d', { enabled: false })]);
    expect(log).toEqual(['start memory:a', 'start memory:b', 'stop memory:a', 'start memory:c']);
    await fleet.stop();
  });

  it('opens a changed position again', async () => {
    const { fleet, log } = createFleet();
    await fleet.apply([position('a')]);
    await fleet.apply([position('a', { url: 'memory:elsewhere' })]);
    expect(log).toEqual(['start memory:a', 'stop memory:a', 'start memory:elsewhere']);
    await fleet.stop();
  });

  it('shows a device that cannot be started as a fault with its code and keeps the others running', async () => {
    const { fleet, events, log } = createFleet();
    await fleet.apply([
      position('a', { settings: { broken: true } }),
      position('b', { driver: 'none' }),
      position('c'),
    ]);
    expect(events).toEqual([
      ['a', { kind: 'state', state: 'fault', reason: 'input.invalid' }],
      ['b', { kind: 'state', state: 'fault', reason: 'input.invalid' }],
    ]);
    expect(log).toEqual(['start memory:c']);
    await fleet.stop();
  });

  it('keeps the last bytes of a line for the installer', async () => {
    const { fleet } = createFleet();
    await fleet.apply([position('a')]);
    await Promise.resolve();
    expect(fleet.trace('a').map((line) => `${line.direction} ${line.text}`)).toContain('out abcd');
    await fleet.stop();
  });

  it('refuses a request to a device that does not run', async () => {
    const { fleet } = createFleet();
    await expect(fleet.request('nobody', 'status', {})).rejects.toMatchObject({ code: 'device.away' });
  });
});
