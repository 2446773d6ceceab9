import type { DeviceEvent, DriverModule, RunningDevice, TagSighting } from '../../../manifest.ts';
import type { SimulatorStep } from '../../../simulator/simulator-stage.ts';
import { askWithin, newestOf, statesOf } from '../../../testing/device-events.ts';
import { createManualClock, type ManualClock } from '../../../transport/manual-clock.ts';
import { createMemoryPair } from '../../../transport/memory.ts';
import { silentLog, type Transport } from '../../../transport/transport.ts';

export const EPC = '3416451FD4000000000F4409';
export const OTHER_EPC = '2D16451FD400003039000000';
export const TID = 'E2801160600002084A3B1C55';
export const OTHER_TID = 'E2801160600002084A3B1C56';

export interface Bench {
  readonly clock: ManualClock;
  readonly device: RunningDevice;
  readonly events: DeviceEvent[];
  /** What the simulated module did, in order. */
  readonly done: Readonly<Record<string, unknown>>[];
  readonly states: () => string[];
  readonly sightings: () => TagSighting[];
  /** The far end of the newest line. */
  readonly far: () => Transport;
  /** Sends an action and settles it within `milliseconds`. */
  ask(action: string, input?: unknown, milliseconds?: number): Promise<unknown>;
}

/** A module's device and its simulator on a line in memory that hands bytes over in small pieces. */
export function createBench(
  driver: DriverModule,
  script: readonly SimulatorStep[],
  settings: Readonly<Record<string, unknown>> = {},
): Bench {
  const clock = createManualClock();
  const ends: Transport[] = [];
  const done: Readonly<Record<string, unknown>>[] = [];
  const plugIn = (): Transport => {
    const [near, end] = createMemoryPair({ clock, toDriver: { split: 7 } });
    driver.attachSimulator({
      transport: end,
      clock,
      // Tags that were placed once lie there again after the line was opened anew.
      script: script.map((step) => ({ afterMs: 0, ...step })),
      report: (what) => done.push(what),
    });
    ends.push(end);
    return near;
  };
  // The first module has been there for a while when the device opens its line.
  let waiting: Transport | undefined = plugIn();
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const line = waiting ?? plugIn();
      waiting = undefined;
      return line;
    },
  });
  const events: DeviceEvent[] = [];
  device.onEvent((event) => events.push(event));
  return {
    clock,
    device,
    events,
    done,
    states: () => statesOf(events),
    sightings: () => events.flatMap((event) => (event.kind === 'tags' ? event.sightings : [])),
    far: () => newestOf(ends),
    ask: (action, input, milliseconds = 20_000) => askWithin({ device, clock }, action, input, milliseconds),
  };
}

/** The same, connected and configured. */
export async function startBench(
  driver: DriverModule,
  script: readonly SimulatorStep[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Bench> {
  const bench = createBench(driver, script, settings);
  await bench.clock.advance(100);
  bench.device.start();
  await bench.clock.advance(3000);
  return bench;
}
