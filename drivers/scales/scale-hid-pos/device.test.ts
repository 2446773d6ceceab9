import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { scene } from '../scale-scene.testing.ts';
import { driver } from './index.ts';

describe('an HID scale', () => {
  it('drops the first report after opening: it may be old', async () => {
    const { device, clock, readings } = scene(driver, [
      [
        { weight: 77, afterMs: 100 },
        { weight: 65.5, afterMs: 100 },
      ],
    ]);
    device.start();
    await clock.advance(1000);
    expect(readings().map(({ reading }) => ('error' in reading ? '' : reading.text?.weight))).toEqual([
      '65.50',
    ]);
  });

  it('asks for zero and waits until the scale shows it', async () => {
    const { device, clock } = scene(driver, [[{ weight: 1, afterMs: 0 }]]);
    device.start();
    await clock.advance(500);
    const zero = device.request('zero', {});
    await clock.advance(500);
    expect(await zero).toEqual({ zero: true });
  });

  it('tells overload and an empty pan, and takes neither for a result', async () => {
    const { device, clock, results } = scene(driver, [
      [
        { weight: 1, afterMs: 0 },
        { status: 'overLimit', afterMs: 500 },
        { status: 'stableAtZero', afterMs: 500 },
      ],
    ]);
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(3000);
    expect(results().map(({ reading }) => reading.flags)).toEqual([['overLimit'], ['zero']]);
    expect(await device.request('last', {})).toMatchObject({ phase: 'measuring' });
  });
});

describeFaults('scale-hid-pos', driver, {
  one: [{ weight: 65.5 }],
  other: [{ weight: 71.2 }],
  isOne: ({ weight }) => weight === 65.5,
  isOther: ({ weight }) => weight === 71.2,
  // Reports have no check, but come whole.
  faults: ['silence', 'garbage', 'half'],
  toDriver: { delayMs: 1 },
});
