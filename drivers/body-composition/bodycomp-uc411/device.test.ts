import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
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

  it('confirms a packet, asks for a damaged one again, and tells clock and serial number', async () => {
    const scene = await instrumentScene(driver, [
      [
        { bluetooth: true, afterMs: 0 },
        { misbehave: 'wrongChecksum', afterMs: 0 },
        { measure: { weight: 68.2, person: '3' }, afterMs: 1000 },
        { again: true, afterMs: 1000 },
        { again: true, afterMs: 1000 },
        { measure: { weight: 70 }, minutesAgo: 60, afterMs: 3000 },
      ],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(2500);
    expect(scene.done.filter(({ did }) => did === 'confirmed').map(({ by }) => by)).toEqual(['PWA0', 'PWA1']);
    expect(results(scene)).toMatchObject([
      { reading: { values: { weight: 68.2 }, at: expect.stringMatching(/^2026-01-15T08:00/) as unknown } },
    ]);
    expect(scene.events.find((event) => event.kind === 'identity')).toMatchObject({
      identity: { serial: 'SIM0000411', firmware: '17' },
    });
    expect(scene.events.find((event) => event.kind === 'clock')).toMatchObject({ stepped: false });
    await scene.ask('start', {}, 100);
    await scene.clock.advance(8000);
    // The same packet again and one of an hour ago are the memory of the scale.
    expect(results(scene)).toHaveLength(1);
    expect(scene.readings()).toHaveLength(3);
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('knows no action it has no words for', async () => {
    const scene = await instrumentScene(driver, [[]]);
    expect(await scene.ask('enterPerson', {}, 100)).toBe('device.unsupported');
    await scene.device.stop();
  });
});

describeFaults('UC-411', driver, {
  one: [{ measure: { weight: 68.2, person: '3' } }],
  other: [{ measure: { weight: 80.4, person: '4' } }],
  isOther: ({ weight }) => weight === 80.4,
});
