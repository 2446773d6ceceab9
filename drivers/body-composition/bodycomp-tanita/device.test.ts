import { describe, expect, it } from 'vitest';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const measure = { weight: 68.2, person: '320106' };
const results = (scene: Awaited<ReturnType<typeof instrumentScene>>) =>
  scene.readings().filter(({ unsolicited }) => !unsolicited);

describe('Tanita on the line', () => {
  it('gives the session its result, and says who it is and what its clock shows', async () => {
    const scene = await instrumentScene(driver, [[{ measure, afterMs: 30_000 }]]);
    await scene.ask('start', {}, 100);
    expect(await scene.ask('start', {}, 100)).toBe('device.refused');
    await scene.clock.advance(40_000);
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    expect(results(scene)).toMatchObject([
      {
        reading: {
          values: { weight: 68.2, bodyFat: 18.6 },
          person: '0000000000320106',
          at: expect.any(String),
        },
      },
    ]);
    expect(scene.events.find((event) => event.kind === 'identity')).toMatchObject({
      identity: { model: 'MC-780', serialNumber: '00000001' },
    });
    expect(scene.events.find((event) => event.kind === 'clock')).toMatchObject({ stepped: false });
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('keeps results out of a session that are older, come again or come unasked', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure, afterMs: 1000 },
        { again: true, afterMs: 5000 },
        { measure: { ...measure, weight: 70 }, minutesAgo: 60, afterMs: 1000 },
      ],
    ]);
    await scene.clock.advance(3000);
    expect(scene.readings().map(({ unsolicited }) => unsolicited)).toEqual([true]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(10_000);
    expect(results(scene)).toEqual([]);
    expect(scene.readings()).toHaveLength(3);
    await scene.device.stop();
  });

  it('times out, and stops when asked to', async () => {
    const scene = await instrumentScene(driver, [[]]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(180_000);
    await scene.ask('start', {}, 100);
    await scene.ask('stop', {}, 100);
    expect(await scene.ask('tare', {}, 100)).toBe('device.unsupported');
    expect(scene.phases()).toEqual(['armed', 'timed-out', 'armed', 'stopped']);
    await scene.device.stop();
  });

  it.each([
    ['garbage', 'degraded line.garbage'],
    ['half', 'ready'],
    ['silence', 'ready'],
  ])('takes nothing of %s as a result', async (misbehave, state) => {
    const scene = await instrumentScene(driver, [
      [
        { misbehave, times: 3, afterMs: 0 },
        { measure, afterMs: 1000 },
        { measure, afterMs: 1000 },
        { measure, afterMs: 1000 },
      ],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(10_000);
    expect(results(scene)).toEqual([]);
    expect(scene.states()).toContain(state);
    await scene.device.stop();
  });

  it('is interrupted when it is unplugged in the middle of a line, and measures again when it is back', async () => {
    const scene = await instrumentScene(driver, [
      [
        { misbehave: 'half', afterMs: 0 },
        { measure, afterMs: 1000 },
        { hangUp: true, afterMs: 0 },
      ],
      [{ measure, afterMs: 3000 }],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(2500);
    expect(scene.phases()).toEqual(['armed', 'interrupted transport.closed']);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(5000);
    expect(results(scene)).toHaveLength(1);
    await scene.device.stop();
  });

  it('keeps two scales apart', async () => {
    const one = await instrumentScene(driver, [[{ measure, afterMs: 1000 }]]);
    const two = await instrumentScene(driver, [[{ measure: { ...measure, weight: 80 }, afterMs: 1000 }]]);
    await one.clock.advance(3000);
    await two.clock.advance(3000);
    expect(one.readings()).toMatchObject([{ reading: { values: { weight: 68.2 } } }]);
    expect(two.readings()).toMatchObject([{ reading: { values: { weight: 80 } } }]);
    await one.device.stop();
    await two.device.stop();
  });

  it('refuses a setting it cannot use', async () => {
    await expect(
      instrumentScene(driver, [[]], { settings: { clockToleranceMinutes: 0 } }),
    ).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });
});
