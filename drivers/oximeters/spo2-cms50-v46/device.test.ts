import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const steady = (times: number) => ({ live: { spo2: 97, pulse: 133 }, times, everyMs: 100, afterMs: 0 });

describe('CMS50 with commands', () => {
  it('starts the stream, asks who it is and keeps it alive', async () => {
    const scene = await instrumentScene(driver, [[steady(100)]]);
    await scene.clock.advance(9000);
    expect(scene.readings().at(-1)?.reading).toMatchObject({ values: { spo2: 97, pulseRate: 133 } });
    const identity = scene.events.filter((event) => event.kind === 'identity');
    expect(identity).toEqual([
      { kind: 'identity', identity: { model: 'SIM50' } },
      { kind: 'identity', identity: { vendor: 'VIRTUL' } },
    ]);
    expect(scene.done.filter(({ did }) => did === 'keepAlive')).toHaveLength(2);
    await scene.device.stop();
  });

  it('makes a result of values that hold', async () => {
    const scene = await instrumentScene(driver, [[steady(150)]], { settings: { settleSeconds: 3 } });
    await scene.ask('start', {}, 50);
    await scene.clock.advance(5000);
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    expect(scene.readings().filter(({ unsolicited }) => !unsolicited).length).toBeGreaterThan(1);
    await scene.device.stop();
  });

  it('reads the stored session and goes back to the live stream', async () => {
    const scene = await instrumentScene(driver, [
      [
        {
          memory: [
            [97, 72],
            [96, 133],
            [95, 74],
            [94, 75],
          ],
          afterMs: 0,
        },
      ],
    ]);
    await scene.clock.advance(50);
    expect(await scene.ask('readMemory', {})).toMatchObject({
      readings: [{ values: { pulseRate: 72 } }, { values: { pulseRate: 133 } }, {}, { values: { spo2: 94 } }],
    });
    await scene.clock.advance(100);
    expect(scene.done.filter(({ did }) => did === 'startLive')).toHaveLength(2);
    await scene.device.stop();
  });

  it('says that a line is silent, and is interrupted when it is unplugged', async () => {
    const scene = await instrumentScene(driver, [[{ hangUp: true, afterMs: 5000 }]]);
    await scene.ask('start', {}, 50);
    await scene.clock.advance(4000);
    expect(scene.states().at(-1)).toBe('degraded line.silent');
    expect(await scene.ask('readMemory', {}, 500)).toBe('pending');
    await scene.clock.advance(2000);
    expect(scene.phases()).toEqual(['armed', 'interrupted transport.closed']);
    await scene.device.stop();
  });
});

describeFaults('CMS50 with commands', driver, {
  one: [{ live: { spo2: 97, pulse: 72 }, times: 40, everyMs: 250 }],
  other: [{ live: { spo2: 91, pulse: 88 }, times: 60, everyMs: 250 }],
  isOther: ({ spo2 }) => spo2 === 91,
  frames: 40,
  waitMs: 16_000,
  // Seven bits a byte without a check.
  faults: ['silence', 'garbage', 'half'],
});
