import { describe, expect, it } from 'vitest';
import type { DriverModule } from '../manifest.ts';
import { describeFaults, type FaultExpectations } from '../testing/instrument-faults.ts';
import { instrumentScene } from '../testing/instrument-scene.ts';

const lower = { systolic: 119, diastolic: 77 };
const higher = { systolic: 138, diastolic: 88 };
export const isHigher = (values: Readonly<Record<string, unknown>>): boolean => values['systolic'] === 138;

/** What every monitor owes that sends its result by itself, played against its simulator. */
export function describePushMonitor(
  name: string,
  driver: DriverModule,
  faults?: FaultExpectations['faults'],
): void {
  describeFaults(name, driver, {
    one: [{ measure: lower }],
    other: [{ measure: higher }],
    isOther: isHigher,
    ...(faults === undefined ? {} : { faults }),
  });
  describe(`${name} on the line`, () => {
    it('gives the result of a person who has sat down, and keeps others apart', async () => {
      const scene = await instrumentScene(driver, [
        [
          { measure: lower, afterMs: 100 },
          { measure: higher, afterMs: 60_000 },
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
  });
}

/** Of the monitors whose lines have a check and end by themselves. */
export function describeRubbish(name: string, driver: DriverModule): void {
  describe(`${name} on a bad line`, () => {
    it('names rubbish on the line, and is ready again after a good line', async () => {
      const scene = await instrumentScene(driver, [
        [
          { misbehave: 'wrongChecksum', afterMs: 0, times: 3 },
          ...Array.from({ length: 4 }, () => ({ measure: {}, afterMs: 100 })),
        ],
      ]);
      await scene.clock.advance(390);
      expect(scene.states().at(-1)).toBe('degraded line.garbage');
      await scene.clock.advance(1000);
      expect(scene.states().at(-1)).toBe('ready');
      expect(scene.readings()).toHaveLength(1);
      await scene.device.stop();
    });
  });
}
