import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const values = { spo2: 97, pulse: 133 };
const results = (scene: Awaited<ReturnType<typeof instrumentScene>>) =>
  scene.readings().filter(({ unsolicited }) => !unsolicited);

describe('Nonin on the line', () => {
  it.each([
    ['2', 333],
    ['7', 333],
    ['8', 1000],
  ])('makes a result of values that hold in format %s', async (format, everyMs) => {
    const scene = await instrumentScene(driver, [[{ live: values, times: 30, everyMs, afterMs: 200 }]], {
      settings: { format, settleSeconds: 3 },
    });
    await scene.ask('start', {}, 50);
    await scene.clock.advance(6000);
    expect(scene.done).toContainEqual({ did: 'format', format: Number(format) });
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    expect(results(scene).at(-1)?.reading).toMatchObject({
      values: { spo2: 97, pulseRate: 133 },
      fields: { format: Number(format) },
    });
    await scene.device.stop();
  });

  it('takes a spot check as the result, and tells the clock', async () => {
    const scene = await instrumentScene(driver, [[{ live: values, afterMs: 500 }]], {
      settings: { format: 13 },
    });
    await scene.ask('start', {}, 50);
    await scene.clock.advance(2000);
    expect(results(scene)).toHaveLength(1);
    expect(results(scene)[0]?.reading).toMatchObject({ values: { spo2: 97 }, flags: ['smartPoint'] });
    expect(scene.events.filter((event) => event.kind === 'clock')).toMatchObject([{ stepped: false }]);
    await scene.device.stop();
  });

  it('keeps a spot check from before the session apart', async () => {
    const scene = await instrumentScene(
      driver,
      [
        [
          { clockMinutes: 0, afterMs: 0 },
          { clockMinutes: -30, afterMs: 200 },
          { live: values, afterMs: 300 },
        ],
      ],
      { settings: { format: 13 } },
    );
    await scene.ask('start', {}, 50);
    await scene.clock.advance(2000);
    expect(results(scene)).toEqual([]);
    expect(scene.readings()).toHaveLength(1);
    await scene.device.stop();
  });

  it('sets the clock', async () => {
    const scene = await instrumentScene(driver, [[{ clockMinutes: -90, afterMs: 0 }]]);
    await scene.clock.advance(100);
    expect(await scene.ask('setClock', {}, 500)).toMatchObject({ at: expect.stringMatching(/^\d{4}-/) });
    await scene.clock.advance(100);
    expect(scene.done).toContainEqual({ did: 'setTime' });
    const clocks = scene.events.flatMap((event) => (event.kind === 'clock' ? [event.offsetMs] : []));
    expect(Math.abs(clocks.at(-1) ?? Number.NaN)).toBeLessThan(2000);
    expect(await scene.ask('readMemory', {}, 100)).toBe('device.unsupported');
    await scene.device.stop();
  });

  it('refuses a damaged frame and is interrupted when it is unplugged', async () => {
    const scene = await instrumentScene(
      driver,
      [
        [
          { misbehave: 'wrongChecksum', afterMs: 0 },
          { live: values, times: 3, everyMs: 300, afterMs: 0 },
          { hangUp: true, afterMs: 0 },
        ],
      ],
      { settings: { format: 2 } },
    );
    await scene.ask('start', {}, 50);
    await scene.clock.advance(3000);
    expect(scene.phases()).toContain('interrupted transport.closed');
    await scene.device.stop();
  });

  it('refuses a format it does not know', async () => {
    await expect(instrumentScene(driver, [[]], { settings: { format: 9 } })).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });
});

describeFaults('Nonin', driver, {
  // Format 8, the default of the modules, has no check.
  settings: { format: 2 },
  one: [{ live: { spo2: 97, pulse: 72 }, times: 40, everyMs: 250 }],
  other: [{ live: { spo2: 91, pulse: 88 }, times: 60, everyMs: 250 }],
  isOther: ({ spo2 }) => spo2 === 91,
  frames: 40,
  waitMs: 16_000,
});
