import type { ReadingContent, ReadingErrorContent } from '../decoded.ts';
import type { DeviceEvent, DriverModule, RunningDevice } from '../manifest.ts';
import { createManualClock, type ManualClock } from '../transport/manual-clock.ts';
import { createMemoryPair, type WireBehaviour } from '../transport/memory.ts';
import { silentLog, type Transport } from '../transport/transport.ts';
import { phasesOf, readingsOf, statesOf } from './device-events.ts';

type Script = readonly Readonly<Record<string, unknown>>[];

export interface InstrumentScene {
  readonly clock: ManualClock;
  readonly device: RunningDevice;
  readonly events: DeviceEvent[];
  /** What the simulators reported. */
  readonly done: Readonly<Record<string, unknown>>[];
  /** The device's ends of the lines opened so far. */
  readonly lines: Transport[];
  readings(): { readonly reading: ReadingContent | ReadingErrorContent; readonly unsolicited: boolean }[];
  /** `armed`, `measuring`, `interrupted transport.closed` … */
  phases(): string[];
  states(): string[];
  /** Waits for a request while time goes by; the answer, or the error's code. */
  ask(action: string, input?: unknown, milliseconds?: number): Promise<unknown>;
}

/**
 * A device and its simulator on a line in memory with a clock that stands still. Each opened line plays the next script;
 * the last one is played again for further lines.
 */
export async function instrumentScene(
  driver: DriverModule,
  scripts: readonly Script[],
  options: { readonly settings?: Readonly<Record<string, unknown>>; readonly toDriver?: WireBehaviour } = {},
): Promise<InstrumentScene> {
  const clock = createManualClock();
  const lines: Transport[] = [];
  const done: Readonly<Record<string, unknown>>[] = [];
  const events: DeviceEvent[] = [];
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings: options.settings ?? {},
    factory: () => {
      const [near, far] = createMemoryPair({ clock, toDriver: options.toDriver ?? { split: 3, delayMs: 1 } });
      const script = scripts[Math.min(lines.length, scripts.length - 1)] ?? [];
      lines.push(far);
      driver.attachSimulator({ transport: far, clock, script, report: (what) => done.push(what) });
      return near;
    },
  });
  device.onEvent((event) => events.push(event));
  device.start();
  await clock.advance(0);
  return {
    clock,
    device,
    events,
    done,
    lines,
    readings: () => readingsOf(events),
    phases: () => phasesOf(events),
    states: () => statesOf(events),
    async ask(action, input, milliseconds = 60_000) {
      let outcome: unknown = 'pending';
      device.request(action, input).then(
        (answer) => {
          outcome = answer;
        },
        (error: unknown) => {
          outcome = error instanceof Error && 'code' in error ? error.code : error;
        },
      );
      for (let waited = 0; waited < milliseconds && outcome === 'pending'; waited += 50)
        await clock.advance(50);
      return outcome;
    },
  };
}
