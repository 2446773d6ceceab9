import { describe, expect, it } from 'vitest';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { describePushMonitor } from '../push-scenarios.testing.ts';
import { driver } from './index.ts';

// Ten digits without a check: a damaged status is an error of the meter.
describePushMonitor('UA-767PBT', driver, ['silence', 'garbage', 'half']);

describe('UA-767PBT', () => {
  it('confirms a packet, tells the serial number, and does not take half a packet', async () => {
    const scene = await instrumentScene(driver, [
      [
        { misbehave: 'half', afterMs: 0 },
        { measure: {}, afterMs: 100 },
        { measure: {}, afterMs: 1000 },
      ],
    ]);
    await scene.clock.advance(500);
    expect(scene.readings()).toEqual([]);
    await scene.clock.advance(2000);
    expect(scene.readings()).toHaveLength(1);
    expect(scene.done).toContainEqual({ did: 'confirmed', by: 'PWA1' });
    expect(scene.events.find((event) => event.kind === 'identity')).toMatchObject({
      identity: { serial: '5091100966' },
    });
    await scene.device.stop();
  });

  it('reads the wired model as soon as its ten digits are over, and a packet that halts in the middle', async () => {
    const digits = Buffer.from('80334A445B', 'latin1').toString('hex');
    const scene = await instrumentScene(driver, [[{ raw: digits, afterMs: 0 }]]);
    await scene.clock.advance(60);
    expect(scene.readings()).toMatchObject([{ reading: { values: { systolic: 125 }, at: null } }]);
    await scene.device.stop();
    const packet =
      '02000A000000FF0200EA07010F080000EA07010F0800000009' +
      '1F80073A000000000000353039313130303936360000000000000000000000006E0011';
    const halting = await instrumentScene(driver, [
      [
        { raw: packet, afterMs: 0 },
        { raw: digits, afterMs: 400 },
      ],
    ]);
    await halting.clock.advance(600);
    expect(halting.readings()).toMatchObject([
      { reading: { values: { systolic: 125 }, at: '2026-01-15T08:00:00' } },
    ]);
    await halting.device.stop();
    expect(halting.clock.pending).toBe(0);
  });
});
