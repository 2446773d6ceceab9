import { describe, expect, it } from 'vitest';
import { describeMeter } from '../meter-scenarios.testing.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const identity = { model: 'Contour7350', serialNumber: '7358-2200417', version: '01.10 01.02 05.02.03' };

describeMeter('glucose-astm serial', driver, { unit: 'mmol/L', identity, canSetClock: false });
describeMeter('glucose-astm in HID blocks', driver, {
  unit: 'mg/dL',
  identity,
  canSetClock: false,
  first: [{ link: 'hid', afterMs: 0 }],
  settings: { link: 'hid' },
});

describe('glucose-astm link', () => {
  it('gives up a transmission after six refusals', async () => {
    const memory = [{ value: 104, at: '2026-01-15T07:00' }];
    const scene = await instrumentScene(driver, [
      [
        { memory, afterMs: 0 },
        { misbehave: 'wrongChecksum', times: 30, afterMs: 20_000 },
      ],
    ]);
    await scene.clock.advance(25_000);
    expect(await scene.ask('readMemory', {}, 120_000)).toMatchObject({
      readings: [{ values: { glucose: 104 } }],
    });
    expect(scene.states()).toContain('degraded line.garbage');
    await scene.device.stop();
  });

  it('refuses a link it does not know', async () => {
    await expect(
      instrumentScene(driver, [[]], { settings: { link: 'carrier pigeon' } }),
    ).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });
});
