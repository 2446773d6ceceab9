import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { scene } from '../scale-scene.testing.ts';
import { driver } from './index.ts';

describe('a height and weight stand', () => {
  it('gives the result of the person who stands on it', async () => {
    const { device, clock, results, phases } = scene(driver, [[{ line: 'W:065.5 H:172.3', afterMs: 1000 }]], {
      confirmed: true,
    });
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(2000);
    expect(results().at(-1)?.reading).toMatchObject({ values: { weight: 65.5, height: 172.3 }, flags: [] });
    expect(phases()).toEqual(['armed', 'measuring']);
  });

  it('marks every reading until the profile is confirmed', async () => {
    const { device, clock, readings } = scene(driver, [[{ line: 'W:065.5 H:172.3', afterMs: 100 }]]);
    device.start();
    await clock.advance(1000);
    expect(readings()[0]?.reading.flags).toEqual(['unconfirmedProfile']);
    expect(readings()[0]?.unsolicited).toBe(true);
  });

  it('is learnt from its raw bytes and commissioned with a known weight', async () => {
    const { device, clock } = scene(
      driver,
      [[{ line: '\x02168.2,71.4,,,25.2', end: '\x03', afterMs: 100 }]],
      {
        profile: 'gl-list',
      },
    );
    device.start();
    await clock.advance(1000);
    expect(await device.request('learn', {})).toMatchObject({
      raw: expect.stringContaining('3136382E32'),
      profiles: expect.arrayContaining([expect.objectContaining({ profile: 'gl-list' })]),
    });
    expect(await device.request('commission', { weightKg: 71.2, heightCm: 168 })).toMatchObject({
      agrees: true,
      weightDifferenceKg: 0.2,
    });
    await expect(device.request('commission', { weightKg: 60 })).rejects.toMatchObject({
      detail: { code: 'stand.differs' },
    });
  });

  it('takes a profile of one’s own and refuses what is none', () => {
    const make = (profile: unknown) => () =>
      driver.createDevice({
        clock: createManualClock(),
        log: silentLog,
        settings: { profile },
        factory: () => createMemoryPair()[0],
      });
    expect(make({ name: 'ours', weight: { pattern: 'KG(\\d+)', exponent: -1 } })).not.toThrow();
    expect(make('{"name":"ours","weight":["KG(\\\\d+)"]}')).not.toThrow();
    for (const wrong of [
      'nobody',
      { name: 'ours' },
      { name: 'ours', weight: '(' },
      { name: 'ours', weight: '((a+)+)b' },
      { name: 'ours', weight: { pattern: '(\\d)', unit: 'mmol/L' } },
      { name: 'ours', starts: ['\x02'], weight: '(\\d)' },
    ]) {
      expect(make(wrong)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    }
  });
});

describeFaults('height-weight', driver, {
  settings: { confirmed: true },
  one: [{ line: 'W:065.5 H:172.3' }],
  other: [{ line: 'W:071.2 H:172.3' }],
  isOne: ({ weight }) => weight === 65.5,
  isOther: ({ weight }) => weight === 71.2,
  // The lines of a stand have no check.
  faults: ['silence', 'garbage', 'half'],
});
