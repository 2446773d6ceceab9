import { describe, expect, it } from 'vitest';
import type { DriverModule } from '../manifest.ts';
import type { WireBehaviour } from '../transport/memory.ts';
import { type InstrumentScene, instrumentScene } from './instrument-scene.ts';

type Step = Readonly<Record<string, unknown>>;
type Values = Readonly<Record<string, unknown>>;
type Fault = 'silence' | 'garbage' | 'half' | 'wrongChecksum';

export interface FaultExpectations {
  /** Steps of the simulator that make one result, and a second one that differs. The first step begins at once. */
  readonly one: readonly Step[];
  readonly other: readonly Step[];
  /** Which of the two a result is; what is neither (an empty pan before it) does not count. */
  readonly isOther: (values: Values) => boolean;
  /** Default: everything that is not the other. */
  readonly isOne?: (values: Values) => boolean;
  /** Frames of the device that the faults must hit; default 1. */
  readonly frames?: number;
  /** From the first step to the result; default 3000. */
  readonly waitMs?: number;
  /** Default all; left out where a frame has nothing that could be checked. */
  readonly faults?: readonly Fault[];
  /** The host asks: what goes wrong once is asked for again, and the result comes nevertheless. */
  readonly asksAgain?: boolean;
  /** What the device does before anything else, on every connection. */
  readonly first?: readonly Step[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly toDriver?: WireBehaviour;
}

/** Time for what is asked when a line has opened. */
const OPENED_MS = 8000;
const ALL: readonly Fault[] = ['silence', 'garbage', 'half', 'wrongChecksum'];
const at = (afterMs: number, steps: readonly Step[]): Step[] =>
  steps.map((step, index) => (index === 0 ? { ...step, afterMs } : { afterMs: 0, ...step }));

/**
 * What every instrument owes when its line goes wrong (issue 3, items 1 and 2): nothing of a damaged frame becomes a
 * result, the next good one does, a late one is taken once, a pulled cable interrupts, two devices are kept apart.
 */
export function describeFaults(name: string, driver: DriverModule, expected: FaultExpectations): void {
  const {
    one,
    other,
    isOther,
    frames = 1,
    waitMs = 3000,
    faults = ALL,
    asksAgain = false,
    first = [],
  } = expected;
  const isOne = expected.isOne ?? ((values: Values) => !isOther(values));
  const nameOf = (values: Values): string => (isOther(values) ? 'other' : isOne(values) ? 'one' : 'neither');
  const play = (...scripts: Step[][]): Promise<InstrumentScene> =>
    instrumentScene(
      driver,
      scripts.map((script) => [...at(0, first), ...script]),
      {
        settings: expected.settings ?? {},
        ...(expected.toDriver === undefined ? {} : { toDriver: expected.toDriver }),
      },
    );
  /** Results of the session that runs, `one` or `other`; values on the way to it come with the same numbers. */
  const results = (scene: InstrumentScene): string[] => {
    const names = scene
      .readings()
      .filter(({ unsolicited }) => !unsolicited)
      .map(({ reading }) => ('error' in reading ? 'error' : nameOf(reading.values)));
    return [...new Set(names)].filter((name) => name !== 'neither');
  };
  const start = async (scene: InstrumentScene): Promise<void> => {
    expect(await scene.ask('start', {}, 100)).toSatisfy((answer) => typeof answer === 'object');
  };

  describe(`${name} on a line that goes wrong`, () => {
    it.each(faults)('takes nothing of a frame with %s, and the next good one', async (misbehave) => {
      const scene = await play([
        { misbehave, times: frames, afterMs: OPENED_MS + 1000 },
        ...at(0, one),
        ...at(waitMs * 2, other),
      ]);
      await scene.clock.advance(OPENED_MS);
      await start(scene);
      await scene.clock.advance(1000 + waitMs);
      if (!asksAgain) expect(results(scene)).toEqual([]);
      await scene.clock.advance(waitMs * 3);
      expect(results(scene)).toEqual([asksAgain ? 'one' : 'other']);
      await scene.device.stop();
    });

    it('takes a frame that comes late once', async () => {
      const scene = await play([
        { misbehave: 'late', lateMs: 2000, times: frames, afterMs: OPENED_MS + 1000 },
        ...at(0, one),
      ]);
      await scene.clock.advance(OPENED_MS);
      await start(scene);
      await scene.clock.advance(3000 + waitMs * 2);
      expect(results(scene)).toEqual(['one']);
      await scene.device.stop();
    });

    it('is interrupted when the cable is pulled in the middle of a frame, and measures again', async () => {
      const scene = await play(
        [
          { misbehave: 'half', times: frames, afterMs: OPENED_MS + 1000 },
          ...at(0, one),
          { hangUp: true, afterMs: 0 },
        ],
        [...at(OPENED_MS + waitMs + 5000, other)],
      );
      await scene.clock.advance(OPENED_MS);
      await start(scene);
      await scene.clock.advance(waitMs + 1000);
      expect(results(scene)).toEqual([]);
      expect(scene.phases().at(-1)).toBe('interrupted transport.closed');
      expect(scene.states()).toContain('away transport.closed');
      await scene.clock.advance(OPENED_MS);
      await start(scene);
      await scene.clock.advance(waitMs * 2 + 10_000);
      expect(results(scene)).toEqual(['other']);
      await scene.device.stop();
      expect(scene.phases().filter((phase) => phase.startsWith('interrupted'))).toHaveLength(1);
    });

    it('keeps two of a kind apart', async () => {
      const left = await play([...at(OPENED_MS + 1000, one)]);
      const right = await play([...at(OPENED_MS + 1000, other)]);
      for (const scene of [left, right]) {
        await scene.clock.advance(OPENED_MS);
        await start(scene);
      }
      await Promise.all([left, right].map((scene) => scene.clock.advance(waitMs * 2 + 1000)));
      expect(results(left)).toEqual(['one']);
      expect(results(right)).toEqual(['other']);
      await Promise.all([left, right].map((scene) => scene.device.stop()));
    });
  });
}
