import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const steady = (values: object, times: number) => ({ live: values, times, everyMs: 100, afterMs: 0 });

describe('CMS50 on the line', () => {
  it('makes a result of values that hold, after a finger that was put in late', async () => {
    const scene = await instrumentScene(driver, [
      [steady({ flags: ['fingerOut'] }, 10), steady({ spo2: 97, pulse: 72 }, 150)],
    ]);
    expect(await scene.ask('start', {}, 100)).toEqual({});
    await scene.clock.advance(12_000);
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    const results = scene.readings().filter(({ unsolicited }) => !unsolicited);
    expect(results.at(-1)?.reading).toMatchObject({ values: { spo2: 97, pulseRate: 72 } });
    expect(scene.states().slice(0, 4)).toEqual(['connecting', 'ready', 'ready oximeter.finger_out', 'ready']);
    // Live values come four times a second at most.
    expect(scene.readings().length).toBeLessThan(60);
    await scene.device.stop();
    expect(scene.clock.pending).toBeLessThanOrEqual(1);
  });

  it('keeps values apart that nobody asked for, and refuses a second start', async () => {
    const scene = await instrumentScene(driver, [[steady({ spo2: 97, pulse: 72 }, 20)]]);
    await scene.clock.advance(2000);
    expect(scene.readings().every(({ unsolicited }) => unsolicited)).toBe(true);
    expect(await scene.ask('start', {}, 100)).toEqual({});
    expect(await scene.ask('start', {}, 100)).toBe('device.refused');
    expect(await scene.ask('stop', {}, 100)).toEqual({});
    expect(await scene.ask('tare', {}, 100)).toBe('device.unsupported');
    expect(scene.phases()).toEqual(['armed', 'stopped']);
    await scene.device.stop();
  });

  it('ends a measurement as interrupted when it is unplugged', async () => {
    const scene = await instrumentScene(driver, [
      [steady({ spo2: 97, pulse: 72 }, 20), { hangUp: true, afterMs: 0 }],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(3000);
    expect(scene.phases()).toEqual(['armed', 'measuring', 'interrupted transport.closed']);
    expect(scene.states()).toContain('away transport.closed');
    await scene.device.stop();
  });

  it('says that a line is silent, and that only rubbish comes', async () => {
    const scene = await instrumentScene(driver, [[{ raw: '00'.repeat(100), afterMs: 5000 }]]);
    await scene.clock.advance(4000);
    expect(scene.states().at(-1)).toBe('degraded line.silent');
    await scene.clock.advance(3000);
    expect(scene.states().at(-1)).toBe('degraded line.garbage');
    await scene.device.stop();
  });

  it('goes on after garbage and half a packet', async () => {
    const scene = await instrumentScene(driver, [
      [
        { misbehave: 'garbage', afterMs: 0 },
        { misbehave: 'half', afterMs: 0 },
        steady({ spo2: 97, pulse: 72 }, 10),
      ],
    ]);
    await scene.clock.advance(3000);
    expect(scene.readings().at(-1)?.reading).toMatchObject({ values: { spo2: 97 } });
    await scene.device.stop();
  });

  it('reads the stored session once, never as the result of a measurement', async () => {
    const scene = await instrumentScene(driver, [
      [
        {
          memory: [
            [97, 72],
            [96, 133],
            [95, 74],
          ],
          afterMs: 0,
        },
      ],
    ]);
    await scene.clock.advance(10);
    await scene.ask('start', {}, 50);
    const answer = await scene.ask('readMemory', {});
    expect(answer).toMatchObject({
      readings: [
        { values: { spo2: 97, pulseRate: 72 }, flags: ['stored'] },
        { values: { spo2: 96, pulseRate: 133 } },
        { values: { spo2: 95 } },
      ],
    });
    expect(scene.done).toContainEqual({ did: 'ended' });
    expect(scene.phases()).toEqual(['armed']);
    await scene.device.stop();
  });

  it('refuses a setting it cannot use', async () => {
    await expect(instrumentScene(driver, [[]], { settings: { settleSeconds: 1 } })).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });
});

describeFaults('CMS50', driver, {
  one: [{ live: { spo2: 97, pulse: 72 }, times: 40, everyMs: 250 }],
  other: [{ live: { spo2: 91, pulse: 88 }, times: 60, everyMs: 250 }],
  isOther: ({ spo2 }) => spo2 === 91,
  frames: 40,
  waitMs: 16_000,
  // Five bytes without a check: random ones may look like a packet, and only values that hold are a result.
  faults: ['silence', 'half'],
});
