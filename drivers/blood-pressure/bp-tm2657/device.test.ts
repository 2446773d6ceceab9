import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { isHigher } from '../push-scenarios.testing.ts';
import { driver } from './index.ts';

const quick = { measuringMs: 2000, afterMs: 0 };

describe('TM-2657', () => {
  it('is started by the host, acknowledges, and its result ends the measurement', async () => {
    const scene = await instrumentScene(driver, [
      [quick, { next: { systolic: 141, diastolic: 93, person: '320106' }, afterMs: 0 }],
    ]);
    await scene.clock.advance(10);
    expect(await scene.ask('start')).toEqual({});
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    expect(await scene.ask('start')).toBe('device.refused');
    await scene.clock.advance(4000);
    expect(scene.readings()).toMatchObject([
      { unsolicited: false, reading: { values: { systolic: 141, diastolic: 93 }, person: '320106' } },
    ]);
    expect(scene.events.find((event) => event.kind === 'clock')).toMatchObject({ stepped: false });
    expect(await scene.ask('start')).toEqual({});
    await scene.device.stop();
    expect(scene.phases().at(-1)).toBe('interrupted transport.closed');
    expect(scene.clock.pending).toBe(0);
  });

  it('takes what nobody asked for apart, and a device error for what it is', async () => {
    const scene = await instrumentScene(driver, [
      [
        { measure: {}, afterMs: 100 },
        { measure: { error: 'E44' }, afterMs: 3000 },
      ],
    ]);
    await scene.clock.advance(1000);
    expect(scene.readings()).toMatchObject([{ unsolicited: true, reading: { values: { systolic: 128 } } }]);
    await scene.ask('start');
    await scene.clock.advance(5000);
    expect(scene.readings()[1]).toMatchObject({
      unsolicited: false,
      reading: { error: { code: 'E44', meaning: 'arm moved' } },
    });
    await scene.device.stop();
  });

  it('stops at any time and says aloud when the unit does not confirm', async () => {
    const scene = await instrumentScene(driver, [[{ misbehave: 'silence', afterMs: 1000 }]]);
    await scene.ask('start');
    expect(await scene.ask('stop')).toEqual({});
    expect(scene.phases()).toEqual(['armed', 'measuring', 'stopped']);
    await scene.clock.advance(1000);
    expect(await scene.ask('stop')).toBe('device.timeout');
    expect(scene.states().at(-1)).toBe('fault pressure.stop_unconfirmed');
    expect(await scene.ask('stop')).toEqual({});
    expect(scene.states().at(-1)).toBe('ready');
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('does not measure when the start is not acknowledged', async () => {
    const scene = await instrumentScene(driver, [[{ misbehave: 'silence', afterMs: 0 }]]);
    await scene.clock.advance(10);
    expect(await scene.ask('start')).toBe('device.timeout');
    expect(scene.phases()).toEqual(['armed', 'stopped device.timeout']);
    expect(scene.states().at(-1)).toBe('degraded line.silent');
    await scene.device.stop();
  });

  it('makes a measurement void when the cable is pulled in the middle of it', async () => {
    const scene = await instrumentScene(driver, [[{ hangUp: true, afterMs: 5000 }], []]);
    await scene.ask('start');
    await scene.clock.advance(5000);
    expect(scene.phases()).toEqual(['armed', 'measuring', 'interrupted transport.closed']);
    expect(scene.states().slice(-2)).toEqual(['ready', 'away transport.closed']);
    await scene.clock.advance(1000);
    expect(scene.states().at(-1)).toBe('ready');
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('keeps a result from before the session and the same result again out of it', async () => {
    const old = { measure: { systolic: 190, diastolic: 110, at: '2026-01-14T10:00' }, afterMs: 3000 };
    const scene = await instrumentScene(driver, [[old, { ...old, afterMs: 1000 }]]);
    await scene.ask('start');
    await scene.clock.advance(6000);
    expect(scene.readings().map((event) => event.unsolicited)).toEqual([true, true]);
    expect(scene.states().at(-1)).toBe('degraded pressure.old_result');
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    await scene.device.stop();
    const trusting = await instrumentScene(driver, [[old]], { settings: { checkClock: false } });
    await trusting.ask('start');
    await trusting.clock.advance(6000);
    expect(trusting.readings()).toMatchObject([{ unsolicited: false }]);
    await trusting.device.stop();
  });

  it('loses half a frame and a wrong check, finds the late answer, and names a line of rubbish', async () => {
    const fault = (misbehave: string) => [
      { misbehave, afterMs: 100 },
      { measure: {}, afterMs: 0 },
    ];
    const scene = await instrumentScene(driver, [
      [...fault('half'), ...fault('wrongChecksum'), ...fault('garbage'), ...fault('late')],
    ]);
    await scene.clock.advance(2500);
    expect(scene.readings()).toEqual([]);
    expect(scene.states().at(-1)).toBe('degraded line.garbage');
    await scene.clock.advance(3000);
    expect(scene.readings()).toHaveLength(1);
    expect(scene.states().at(-1)).toBe('ready');
    await scene.device.stop();
  });

  it('gives up after three minutes', async () => {
    const scene = await instrumentScene(driver, [[{ measuringMs: 400_000, afterMs: 0 }]]);
    await scene.clock.advance(10);
    await scene.ask('start');
    await scene.clock.advance(180_000);
    expect(scene.phases().at(-1)).toBe('timed-out');
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it('reads the last result and its pulses again, which are never the answer of a measurement', async () => {
    const scene = await instrumentScene(driver, [
      [{ measure: { systolic: 117, diastolic: 70 }, afterMs: 0 }],
    ]);
    await scene.clock.advance(500);
    expect(await scene.ask('readLast')).toMatchObject({ values: { systolic: 117 } });
    expect(scene.readings().map((event) => event.unsolicited)).toEqual([true, true]);
    expect(await scene.ask('readPulses')).toMatchObject({ type: 'RP_ANSWER' });
    expect(await scene.ask('zero')).toBe('device.unsupported');
    expect(wallTimeOf(scene.clock.now())).toMatch(/^2026-01-15T/);
    await scene.device.stop();
  });

  it('refuses settings it cannot use', () => {
    const make = (settings: Record<string, unknown>) => () => {
      const never = () => {
        throw new Error('not opened');
      };
      driver.createDevice({
        factory: never,
        clock: { now: () => 0, monotonic: () => 0, after: () => () => {} },
        log: { debug() {}, info() {}, warn() {} },
        settings,
      });
    };
    expect(make({ clockToleranceMinutes: 0 })).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    expect(make({ checkClock: 'no' })).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    expect(make({ clockToleranceMinutes: 30 })).not.toThrow();
  });
});

describeFaults('TM-2657', driver, {
  one: [{ measure: { systolic: 119, diastolic: 77 } }],
  other: [{ measure: { systolic: 138, diastolic: 88 } }],
  isOther: isHigher,
});
