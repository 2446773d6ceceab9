import { describe, expect, it } from 'vitest';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

describe('UA-767PBT', () => {
  it('gives the result of a person who has sat down, and keeps others apart', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure: { systolic: 119, diastolic: 77 }, afterMs: 100 },
        { measure: { systolic: 138, diastolic: 88 }, afterMs: 60_000 },
      ],
    ]);
    await scene.clock.advance(1000);
    expect(await scene.ask('start')).toEqual({});
    expect(await scene.ask('start')).toBe('device.refused');
    await scene.clock.advance(70_000);
    expect(scene.readings()).toMatchObject([
      { unsolicited: true, reading: { values: { systolic: 119 } } },
      { unsolicited: false, reading: { values: { systolic: 138, diastolic: 88, pulse: 71 } } },
    ]);
    expect(scene.events.filter((event) => event.kind === 'clock')).toHaveLength(2);
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('tells a device error, a stop, an unplugged cable and three minutes of silence', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure: { error: '5' }, afterMs: 1000 },
        { hangUp: true, afterMs: 5000 },
      ],
      [],
    ]);
    await scene.ask('start');
    await scene.clock.advance(2000);
    expect(scene.readings()).toMatchObject([{ unsolicited: false, reading: { error: {} } }]);
    await scene.ask('start');
    await scene.ask('stop');
    await scene.ask('start');
    await scene.clock.advance(6000);
    expect(scene.phases()).toEqual(['armed', 'armed', 'stopped', 'armed', 'interrupted transport.closed']);
    expect(scene.states()).toContain('away transport.closed');
    expect(await scene.ask('start')).toEqual({});
    await scene.clock.advance(180_000);
    expect(scene.phases().at(-1)).toBe('timed-out');
    expect(await scene.ask('zero')).toBe('device.unsupported');
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('keeps a result from before the session out of it', async () => {
    const scene = await instrumentScene(driver, [
      [{ measure: { at: '2026-01-12T08:00:00' }, afterMs: 1000 }],
    ]);
    await scene.ask('start');
    await scene.clock.advance(3000);
    expect(scene.readings()).toMatchObject([{ unsolicited: true }]);
    expect(scene.phases()).toEqual(['armed']);
    expect(scene.states().at(-1)).toBe('degraded pressure.old_result');
    await scene.device.stop();
  });

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
