import { describe, expect, it } from 'vitest';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const results = (scene: Awaited<ReturnType<typeof instrumentScene>>) =>
  scene.readings().filter(({ unsolicited }) => !unsolicited);

describe('UC-411 on the line', () => {
  it('tells the weight while it settles and gives the session its result', async () => {
    const scene = await instrumentScene(driver, [
      [
        { weight: 50.3, stable: false, afterMs: 1000 },
        { measure: { weight: 68.2, person: '3' }, afterMs: 5000 },
      ],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(10_000);
    expect(results(scene)).toMatchObject([
      { reading: { values: { weight: 50.3 }, flags: ['unstable'] } },
      { reading: { values: { weight: 68.2, height: 1712, bodyFat: 18.6 }, person: '03', flags: [] } },
    ]);
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    await scene.device.stop();
  });

  it('takes a weight alone after a moment of silence', async () => {
    const scene = await instrumentScene(driver, [[{ weight: 68.25, afterMs: 500 }]]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(2000);
    expect(results(scene)).toMatchObject([{ reading: { text: { weight: '68.25' } } }]);
    await scene.device.stop();
  });

  it('is interrupted when it is unplugged, and takes nothing of half a measurement', async () => {
    const scene = await instrumentScene(driver, [
      [
        { misbehave: 'half', afterMs: 0 },
        { measure: {}, afterMs: 500 },
        { hangUp: true, afterMs: 1000 },
      ],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(3000);
    expect(results(scene)).toEqual([]);
    expect(scene.phases()).toEqual(['armed', 'interrupted transport.closed']);
    await scene.device.stop();
  });
});
