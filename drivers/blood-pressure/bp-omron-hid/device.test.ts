import { describe, expect, it } from 'vitest';
import type { DeviceEvent, DriverModule } from '../../manifest.ts';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import type { HidTransport } from '../../transport/hid.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { isHigher } from '../push-scenarios.testing.ts';
import { driver } from './index.ts';

describe('Omron over HID', () => {
  it('says who it is, and gives the record that was not there before the person sat down', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure: { systolic: 155, diastolic: 95 }, afterMs: 0 },
        { measure: { systolic: 131, diastolic: 84, irregular: true }, afterMs: 40_000 },
      ],
    ]);
    await scene.clock.advance(2000);
    expect(scene.events.find((event) => event.kind === 'identity')).toMatchObject({
      identity: { model: 'M7080IT', version: '207' },
    });
    expect(scene.states().at(-1)).toBe('ready');
    expect(await scene.ask('start', { bank: 0 })).toEqual({});
    await scene.clock.advance(45_000);
    expect(scene.readings()).toMatchObject([
      { unsolicited: false, reading: { values: { systolic: 131 }, flags: ['irregularHeartbeat'] } },
    ]);
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('repeats a question that is refused, and reads the whole memory as history', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure: { systolic: 120, diastolic: 80, at: '2026-01-10T08:00:10' }, afterMs: 0 },
        { measure: { systolic: 125, diastolic: 81, at: '2026-01-11T08:00:20' }, afterMs: 0 },
        { sayNo: 2, afterMs: 3000 },
        { misbehave: 'wrongChecksum', afterMs: 3000 },
      ],
    ]);
    await scene.clock.advance(4000);
    expect(await scene.ask('readMemory')).toMatchObject([
      { values: { systolic: 125 }, at: '2026-01-11T08:00:20' },
      { values: { systolic: 120 }, at: '2026-01-10T08:00:10' },
    ]);
    expect(scene.readings().map((event) => event.unsolicited)).toEqual([true, true]);
    expect(scene.done.filter((what) => what['did'] === 'refused')).toHaveLength(2);
    await scene.clock.advance(3000);
    expect(await scene.ask('readMemory')).toMatchObject([{ values: { systolic: 125 } }, {}]);
    expect(await scene.ask('readMemory', { bank: 7 })).toBe('input.invalid');
    expect(await scene.ask('switchOff')).toEqual({});
    await scene.device.stop();
  });

  it('reads meters without banks and compares their clock', async () => {
    const scene = await instrumentScene(driver, [
      [
        { plain: true, afterMs: 0 },
        { measure: {}, afterMs: 0 },
      ],
    ]);
    await scene.clock.advance(3000);
    expect(await scene.ask('readMemory')).toMatchObject([{ values: { systolic: 128 } }]);
    expect(scene.events.find((event) => event.kind === 'clock')).toMatchObject({ stepped: false });
    await scene.device.stop();
  });

  it('knocks at a meter that sleeps until it wakes up', async () => {
    // What was knocked meanwhile reaches the simulator when it is there.
    const sleeper: DriverModule = {
      ...driver,
      attachSimulator(options) {
        const cancel = options.clock.after(20_000, () => driver.attachSimulator(options));
        return { stop: cancel };
      },
    };
    const scene = await instrumentScene(sleeper, [[]]);
    await scene.clock.advance(15_000);
    expect(scene.states().at(-1)).toBe('degraded line.silent');
    await scene.clock.advance(20_000);
    expect(scene.states().at(-1)).toBe('ready');
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('does not start on a memory it cannot read, and is void when pulled out', async () => {
    const scene = await instrumentScene(driver, [
      [
        { sleep: true, afterMs: 2000 },
        { sleep: false, afterMs: 30_000 },
        { hangUp: true, afterMs: 20_000 },
      ],
      [],
    ]);
    await scene.clock.advance(3000);
    expect(await scene.ask('start')).toBe('device.timeout');
    expect(scene.phases()).toEqual(['armed', 'stopped pressure.memory_unreadable']);
    await scene.clock.advance(30_000);
    expect(await scene.ask('start')).toEqual({});
    expect(await scene.ask('start')).toBe('device.refused');
    await scene.clock.advance(20_000);
    expect(scene.phases().slice(-2)).toEqual(['armed', 'interrupted transport.closed']);
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('keeps a record of another day out of the session', async () => {
    const scene = await instrumentScene(driver, [
      [{ measure: { at: '2025-12-24T08:00:00' }, afterMs: 10_000 }],
    ]);
    await scene.clock.advance(2000);
    await scene.ask('start');
    await scene.clock.advance(20_000);
    expect(scene.readings()).toMatchObject([{ unsolicited: true }]);
    expect(scene.phases()).toEqual(['armed']);
    await scene.ask('stop');
    expect(scene.phases()).toEqual(['armed', 'stopped']);
    await scene.device.stop();
  });

  it('puts the report id before each report and selects its modes by feature reports', async () => {
    const clock = createManualClock();
    const written: string[] = [];
    const features: string[] = [];
    const events: DeviceEvent[] = [];
    const device = driver.createDevice({
      clock,
      log: silentLog,
      settings: {},
      factory: () => {
        const [near, far] = createMemoryPair({ clock });
        const stripped = {
          ...far,
          onBytes: (hear: (bytes: Uint8Array) => void) => far.onBytes((bytes) => hear(bytes.subarray(1))),
        };
        driver.attachSimulator({ transport: stripped, clock, script: [], report: () => {} });
        const hid: HidTransport = {
          ...near,
          write(bytes) {
            written.push(Buffer.from(bytes).toString('hex'));
            return near.write(bytes);
          },
          featureIn: () => Promise.resolve(new Uint8Array()),
          featureOut(report) {
            features.push(Buffer.from(report).toString('hex'));
            return Promise.resolve();
          },
        };
        return hid;
      },
    });
    device.onEvent((event) => events.push(event));
    device.start();
    await clock.advance(1000);
    expect(written.every((report) => report.length === 18 && report.startsWith('00'))).toBe(true);
    expect(written[5]).toBe('000556455230300000');
    expect(features[0]).toBe('000101');
    const memory = device.request('readMemory', {});
    await clock.advance(1000);
    expect(await memory).toEqual([]);
    expect(features).toHaveLength(2);
    expect(features[1]).not.toBe('000101');
    await device.stop();
  });
});

describeFaults('Omron over HID', driver, {
  one: [{ measure: { systolic: 119, diastolic: 77 } }],
  other: [{ measure: { systolic: 138, diastolic: 88 } }],
  isOther: isHigher,
  waitMs: 20_000,
  asksAgain: true,
});
