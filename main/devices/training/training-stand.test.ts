import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../../drivers/manifest.ts';
import { drivers, findDriver } from '../../../drivers/registry.ts';
import { trainingStepsFor } from '../../../drivers/training-steps.ts';
import { createManualClock, type ManualClock } from '../../../drivers/transport/manual-clock.ts';
import { silentLog } from '../../../drivers/transport/transport.ts';
import { openTransportFactory } from '../../../drivers/transport/url.ts';
import { roleOfDriver } from '../../contract/device-roles.ts';
import { Fleet } from '../fleet.ts';
import { trainingSettings } from './training-position.ts';
import { TrainingStand } from './training-stand.ts';

async function trained(name: string) {
  const clock = createManualClock();
  const events: DeviceEvent[] = [];
  const stand = new TrainingStand({ findDriver, clock, report: () => {} });
  const fleet = new Fleet({
    findDriver,
    openTransportFactory: (url) => openTransportFactory(url, clock),
    clock,
    log: () => silentLog,
    onEvent: (_device, event) => events.push(event),
  });
  const driver = findDriver(name);
  const id = `t-${name}`;
  await stand.apply([{ id, driver: name, script: [] }]);
  await fleet.apply([
    {
      id,
      title: name,
      role: roleOfDriver(driver),
      driver: name,
      url: `memory:${id}`,
      door: null,
      enabled: true,
      settings: trainingSettings(driver),
    },
  ]);
  await patiently(clock, 5000);
  return {
    clock,
    events,
    stand,
    fleet,
    id,
    states: () => events.flatMap((event) => (event.kind === 'state' ? [event.state] : [])),
    async end() {
      await fleet.stop();
      await stand.stop();
    },
  };
}

/** What a person sees of a device that works: a result, a door, a tag, a label. */
const seen: readonly DeviceEvent['kind'][] = [
  'reading',
  'tags',
  'card',
  'barcode',
  'doors',
  'person',
  'input',
];
/** HTTP over a line takes many turns of Node, none of which this clock sees. */
async function patiently(clock: ManualClock, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 20) await clock.advance(20);
}

describe('training with every family', () => {
  for (const { name, deviceClass } of drivers) {
    it(`${name}: comes up and does what a button lets it do`, async () => {
      const { clock, events, stand, fleet, id, states, end } = await trained(name);
      expect(states().some((state) => state === 'ready' || state === 'degraded')).toBe(true);
      const instruments = ['blood-pressure', 'body-composition', 'glucose', 'oximeter', 'personal-health'];
      if (instruments.includes(deviceClass)) void fleet.request(id, 'start', {}).catch(() => {});
      if (deviceClass === 'identity-card')
        void fleet.request(id, 'readPerson', { milliseconds: 20_000 }).catch(() => {});
      const [first] = trainingStepsFor(name);
      await clock.advance(1000);
      await stand.play(id, first?.steps ?? []);
      if (name === 'llrp' || name.startsWith('uhf-') || name === 'handheld-text') {
        await clock.advance(3000);
        const tags = fleet.request(id, 'readTags', { milliseconds: 600 });
        const again = name === 'handheld-text' ? stand.play(id, first?.steps ?? []) : Promise.resolve();
        await clock.advance(3000);
        await again;
        expect(await tags).toMatchObject([{ epc: '3416451FD4000000000F4409' }]);
      } else if (deviceClass === 'printer') {
        // A paper-out shows within two looks.
        await clock.advance(20_000);
        expect(events.some((event) => event.kind === 'state' && event.reason === 'printer.paper_out')).toBe(
          true,
        );
      } else if (deviceClass === 'camera') {
        await patiently(clock, 5000);
        expect(events.filter(({ kind }) => kind === 'frame').length).toBeGreaterThan(3);
      } else if (deviceClass === 'lock') {
        expect(states()).toContain('degraded');
      } else {
        await clock.advance(20_000);
        expect(events.some(({ kind }) => seen.includes(kind))).toBe(true);
      }
      await end();
    });
  }

  it('a device that is unplugged is away, a measurement under way is interrupted, and it comes back', async () => {
    const { clock, events, stand, fleet, id, states, end } = await trained('bp-tm2657');
    void fleet.request(id, 'start', {}).catch(() => {});
    await clock.advance(300);
    await stand.misbehave(id, 'unplugged');
    await clock.advance(1000);
    expect(states().at(-1)).toBe('away');
    expect(events.some((event) => event.kind === 'measurement' && event.phase === 'interrupted')).toBe(true);
    await stand.misbehave(id, 'none');
    await clock.advance(10_000);
    expect(['ready', 'degraded']).toContain(states().at(-1));
    await end();
  });

  it('gives no result from half a frame, a wrong checksum, noise or silence', async () => {
    for (const fault of ['half', 'wrong-checksum', 'garbage', 'silence'] as const) {
      const { clock, events, stand, fleet, id, end } = await trained('bp-tm2657');
      void fleet.request(id, 'start', {}).catch(() => {});
      await clock.advance(500);
      await stand.misbehave(id, fault);
      await stand.play(id, trainingStepsFor('bp-tm2657')[0]?.steps ?? []);
      await clock.advance(5000);
      expect(events.filter(({ kind }) => kind === 'reading')).toEqual([]);
      await end();
    }
  });

  it('refuses a step that the simulator does not know, and a device that is not there', async () => {
    const { stand, id, end } = await trained('bp-ua767');
    await expect(stand.play(id, [{ dance: true }])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(stand.play('nobody', [])).rejects.toMatchObject({ code: 'device.away' });
    await end();
  });
});
