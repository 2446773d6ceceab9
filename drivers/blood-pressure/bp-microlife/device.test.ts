import { describe, expect, it } from 'vitest';
import type { DriverModule } from '../../manifest.ts';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { isHigher } from '../push-scenarios.testing.ts';
import { driver } from './index.ts';

describe('Microlife', () => {
  it('compares its clock, and gives the record that was not there before the person sat down', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure: { systolic: 155, diastolic: 95 }, afterMs: 0 },
        { measure: { systolic: 131, diastolic: 84, person: 'KIOSK7' }, afterMs: 60_000 },
      ],
    ]);
    await scene.clock.advance(2000);
    expect(scene.events.find((event) => event.kind === 'clock')).toMatchObject({ stepped: false });
    expect(scene.states().at(-1)).toBe('ready');
    expect(await scene.ask('start')).toEqual({});
    expect(await scene.ask('start')).toBe('device.refused');
    await scene.clock.advance(70_000);
    expect(scene.readings()).toMatchObject([
      {
        unsolicited: false,
        reading: { values: { systolic: 131, diastolic: 84, pulse: 71 }, person: 'KIOSK7' },
      },
    ]);
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('reads the whole memory as history and sets the clock', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure: { systolic: 120, diastolic: 80, at: '2026-01-10T08:00' }, afterMs: 0 },
        { measure: { systolic: 125, diastolic: 81, at: '2026-01-11T08:00' }, afterMs: 0 },
      ],
    ]);
    await scene.clock.advance(1000);
    expect(await scene.ask('readMemory')).toMatchObject([
      { values: { systolic: 120 }, at: '2026-01-10T08:00' },
      { values: { systolic: 125 } },
    ]);
    expect(scene.readings().map((event) => event.unsolicited)).toEqual([true, true]);
    expect(await scene.ask('setClock')).toEqual({});
    expect(scene.done).toContainEqual({ did: 'clock set' });
    expect(await scene.ask('zero')).toBe('device.unsupported');
    await scene.device.stop();
  });

  it('asks again after a wrong check, says when the meter sleeps, and is void when pulled out', async () => {
    const scene = await instrumentScene(driver, [
      [
        { misbehave: 'wrongChecksum', afterMs: 3000 },
        { sleep: true, afterMs: 5000 },
        { sleep: false, afterMs: 100_000 },
        { hangUp: true, afterMs: 10_000 },
      ],
    ]);
    await scene.clock.advance(4000);
    expect(await scene.ask('readMemory')).toEqual([]);
    await scene.clock.advance(5000);
    expect(await scene.ask('setClock')).toBe('device.timeout');
    await scene.clock.advance(100_000);
    expect(await scene.ask('start')).toEqual({});
    await scene.clock.advance(10_000);
    expect(scene.phases()).toEqual(['armed', 'interrupted transport.closed']);
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('says that nobody answers', async () => {
    const deaf: DriverModule = { ...driver, attachSimulator: () => ({ stop() {} }) };
    const scene = await instrumentScene(deaf, [[]]);
    await scene.clock.advance(10_000);
    expect(scene.states().at(-1)).toBe('degraded line.silent');
    expect(await scene.ask('readMemory', {}, 120_000)).toBe('device.timeout');
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });
});

describeFaults('Microlife', driver, {
  one: [{ measure: { systolic: 119, diastolic: 77 } }],
  other: [{ measure: { systolic: 138, diastolic: 88 } }],
  isOther: isHigher,
  waitMs: 20_000,
  asksAgain: true,
});
