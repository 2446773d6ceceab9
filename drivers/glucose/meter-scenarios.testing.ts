import { describe, expect, it } from 'vitest';
import type { DriverModule } from '../manifest.ts';
import { wallTimeOf } from '../measurement/wall-time.ts';
import { describeFaults } from '../testing/instrument-faults.ts';
import { instrumentScene } from '../testing/instrument-scene.ts';

export interface MeterExpectation {
  readonly unit: 'mg/dL' | 'mmol/L';
  readonly identity: Readonly<Record<string, unknown>>;
  readonly canSetClock: boolean;
  /** Steps before all others, for simulators of several models. */
  readonly first?: readonly Readonly<Record<string, unknown>>[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

const START = Date.UTC(2026, 0, 15, 8);
const minutesAgo = (minutes: number): string => wallTimeOf(START - minutes * 60_000).slice(0, 16);

/** What every meter driver owes, played against its simulator. */
export function describeMeter(name: string, driver: DriverModule, expected: MeterExpectation): void {
  const { unit } = expected;
  const value = unit === 'mg/dL' ? 104 : 5.8;
  const other = unit === 'mg/dL' ? 98 : 5.4;
  const memory = [
    { value, unit, flags: ['beforeMeal'], at: minutesAgo(90) },
    { value: other, unit, at: minutesAgo(600) },
  ];
  const scene = (...scripts: Readonly<Record<string, unknown>>[][]) =>
    instrumentScene(
      driver,
      scripts.map((script) => [...(expected.first ?? []), ...script]),
      { settings: expected.settings ?? {} },
    );

  describeFaults(name, driver, {
    first: [...(expected.first ?? []), { memory, afterMs: 0 }],
    one: [{ measure: { value, unit } }],
    other: [{ measure: { value: other, unit } }],
    isOther: ({ glucose }) => glucose === other,
    waitMs: 30_000,
    asksAgain: true,
    settings: expected.settings ?? {},
  });

  describe(`${name} on the line`, () => {
    it('says who it is and what its clock shows', async () => {
      const played = await scene([]);
      await played.clock.advance(8000);
      expect(played.events.find((event) => event.kind === 'identity')).toMatchObject({
        identity: expected.identity,
      });
      const clock = played.events.find((event) => event.kind === 'clock');
      expect(clock).toMatchObject({ stepped: false });
      expect(Math.abs(clock?.kind === 'clock' ? clock.offsetMs : Number.NaN)).toBeLessThanOrEqual(61_000);
      expect(played.states().at(-1)).toBe('ready');
      await played.device.stop();
    });

    it('reads its memory', async () => {
      const played = await scene([{ memory, afterMs: 0 }]);
      await played.clock.advance(3000);
      expect(await played.ask('readMemory', {})).toMatchObject({
        readings: [
          {
            values: { glucose: value },
            units: { glucose: unit },
            at: expect.stringContaining(minutesAgo(90)) as unknown,
          },
          { values: { glucose: other }, at: expect.stringContaining(minutesAgo(600)) as unknown },
        ],
      });
      await played.device.stop();
    });

    it('gives the session the result that is made in it, never an old one', async () => {
      const played = await scene([
        { memory, afterMs: 0 },
        { measure: { value: other, unit }, afterMs: 40_000 },
      ]);
      await played.clock.advance(8000);
      expect(await played.ask('start', {}, 100)).toEqual({});
      expect(await played.ask('start', {}, 100)).toBe('device.refused');
      await played.clock.advance(20_000);
      expect(played.readings().filter(({ unsolicited }) => !unsolicited)).toEqual([]);
      await played.clock.advance(60_000);
      expect(played.readings().filter(({ unsolicited }) => !unsolicited)).toMatchObject([
        { reading: { values: { glucose: other }, units: { glucose: unit } } },
      ]);
      expect(played.phases()).toEqual(['armed', 'measuring']);
      await played.device.stop();
    });

    it('ends a session as interrupted when it is unplugged, and is read again when it is back', async () => {
      const played = await scene([{ hangUp: true, afterMs: 20_000 }], [{ memory, afterMs: 0 }]);
      await played.clock.advance(8000);
      await played.ask('start', {}, 100);
      await played.clock.advance(15_000);
      expect(played.phases()).toEqual(['armed', 'interrupted transport.closed']);
      expect(played.states()).toContain('away transport.closed');
      await played.clock.advance(8000);
      expect(played.states().at(-1)).toBe('ready');
      expect(await played.ask('readMemory', {})).toMatchObject({
        readings: [{ values: { glucose: value } }, {}],
      });
      await played.device.stop();
    });

    it('says that a meter is silent and notices when it is switched on', async () => {
      const played = await scene([
        { power: false, afterMs: 0 },
        { power: true, afterMs: 60_000 },
      ]);
      await played.clock.advance(40_000);
      expect(played.states().at(-1)).toBe('degraded line.silent');
      await played.clock.advance(60_000);
      expect(played.states().at(-1)).toBe('ready');
      await played.device.stop();
    });

    it.each(['garbage', 'half', 'wrongChecksum', 'silence'])('asks again after %s', async (misbehave) => {
      const played = await scene([
        { memory, afterMs: 0 },
        { misbehave, afterMs: 20_000 },
      ]);
      await played.clock.advance(25_000);
      expect(await played.ask('readMemory', {})).toMatchObject({
        readings: [{ values: { glucose: value } }, {}],
      });
      await played.device.stop();
    });

    it('is not fooled by an answer that comes late', async () => {
      const played = await scene([
        { memory, afterMs: 0 },
        { misbehave: 'late', lateMs: 2500, afterMs: 20_000 },
      ]);
      await played.clock.advance(25_000);
      const answer = await played.ask('readMemory', {});
      expect(answer).toMatchObject({
        readings: [{ values: { glucose: value } }, { values: { glucose: other } }],
      });
      await played.device.stop();
    });

    it(expected.canSetClock ? 'sets its clock' : 'cannot set its clock', async () => {
      const played = await scene([{ clockMinutes: -45, afterMs: 0 }]);
      await played.clock.advance(10_000);
      const answer = await played.ask('setClock', {});
      if (!expected.canSetClock) {
        expect(answer).toBe('device.unsupported');
        await played.device.stop();
        return;
      }
      expect(answer).toEqual({});
      const offsets = played.events.flatMap((event) => (event.kind === 'clock' ? [event.offsetMs] : []));
      expect(Math.abs(offsets.at(-1) ?? Number.NaN)).toBeLessThanOrEqual(61_000);
      await played.device.stop();
    });
  });
}
