import type { BoardDoors, DoorCell } from '../../decoded.ts';
import type { DeviceEvent, DriverModule, RunningDevice } from '../../manifest.ts';
import type { SimulatorStep } from '../../simulator/simulator-stage.ts';
import { askWithin, newestOf, statesOf } from '../../testing/device-events.ts';
import { createManualClock, type ManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair, type WireBehaviour } from '../../transport/memory.ts';
import { silentLog, type Transport } from '../../transport/transport.ts';

export interface Bench {
  readonly clock: ManualClock;
  readonly device: RunningDevice;
  readonly events: DeviceEvent[];
  /** What the simulated boards did, in order. */
  readonly done: Readonly<Record<string, unknown>>[];
  /** Bytes that the host has written, one entry a write, upper-case hexadecimal. */
  readonly written: string[];
  readonly states: () => string[];
  /** Newest published state of a door. */
  readonly door: (cell: number, board?: number) => DoorCell | undefined;
  readonly alarms: () => unknown[];
  readonly pulses: () => number;
  readonly far: () => Transport;
  /** Sends an action and settles it within `milliseconds`. */
  ask(action: string, input?: unknown, milliseconds?: number): Promise<unknown>;
}

/** A device and its simulated boards on a line in memory; steps without `afterMs` happen at once. */
export function createBench(
  driver: DriverModule,
  script: readonly SimulatorStep[],
  settings: Readonly<Record<string, unknown>> = {},
  toDriver: WireBehaviour = {},
  doorsBefore: readonly BoardDoors[] = [],
): Bench {
  const clock = createManualClock();
  const ends: Transport[] = [];
  const done: Readonly<Record<string, unknown>>[] = [];
  const written: string[] = [];
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings: { commissioned: true, cells: 8, ...settings },
    doorsBefore,
    factory: () => {
      const [near, end] = createMemoryPair({ clock, toDriver });
      driver.attachSimulator({
        transport: end,
        clock,
        script: script.map((step) => ({ afterMs: 0, ...step })),
        report: (what) => done.push(what),
      });
      ends.push(end);
      return {
        ...near,
        write: (bytes) => {
          written.push(Buffer.from(bytes).toString('hex').toUpperCase());
          return near.write(bytes);
        },
      };
    },
  });
  const events: DeviceEvent[] = [];
  device.onEvent((event) => events.push(event));
  return {
    clock,
    device,
    events,
    done,
    written,
    states: () => statesOf(events),
    door: (cell, board) =>
      events
        .flatMap((event) =>
          event.kind === 'doors' && (board === undefined || event.board === board) ? [event] : [],
        )
        .at(-1)?.cells[cell - 1],
    alarms: () =>
      events.flatMap((event) => (event.kind === 'security' ? [{ code: event.code, ...event.detail }] : [])),
    pulses: () => done.filter((what) => what['did'] === 'open' || what['asked'] === 'open').length,
    far: () => newestOf(ends),
    ask: (action, input, milliseconds = 10_000) => askWithin({ device, clock }, action, input, milliseconds),
  };
}

/** The same, connected, with every door read twice. */
export async function startBench(
  driver: DriverModule,
  script: readonly SimulatorStep[],
  settings: Readonly<Record<string, unknown>> = {},
  toDriver: WireBehaviour = {},
  doorsBefore: readonly BoardDoors[] = [],
): Promise<Bench> {
  const bench = createBench(driver, script, settings, toDriver, doorsBefore);
  bench.device.start();
  await bench.clock.advance(2000);
  return bench;
}
