import { DeviceError } from '../../errors.ts';
import type { DeviceEvent, RunningDevice } from '../../manifest.ts';
import { createManualClock, type ManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { createLlrpDevice } from './device.ts';
import { createLlrpSimulator, type LlrpSimulator, type SimulatorOptions } from './simulator.ts';
import vectors from './vectors.json' with { type: 'json' };
import { fromHex } from './wire.ts';

/** Names of the published messages in `vectors.json`. */
export const VECTOR_NAMES: readonly string[] = vectors.map((vector) => vector.name);

/** A published message by name, as lower-case hex. */
export function vectorHex(name: string): string {
  const vector = vectors.find((each) => each.name === name);
  if (vector === undefined) throw new Error(`no vector ${name}`);
  return vector.hex;
}

export const vectorBytes = (name: string): Uint8Array => fromHex(vectorHex(name));

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Everything around a device under test: a clock that stands still, a virtual reader, what the device said. */
export interface Rig {
  readonly clock: ManualClock;
  readonly simulator: LlrpSimulator;
  readonly device: RunningDevice;
  readonly events: DeviceEvent[];
  /** Messages the reader received, by name. */
  readonly received: string[];
  /** False: the next connects fail, as with the cable out. */
  reachable: boolean;
  readonly connects: () => number;
  of<Kind extends DeviceEvent['kind']>(kind: Kind): Extract<DeviceEvent, { kind: Kind }>[];
  lastState(): Extract<DeviceEvent, { kind: 'state' }> | undefined;
}

export function createRig(
  options: {
    readonly settings?: Record<string, unknown>;
    readonly simulator?: Partial<SimulatorOptions>;
  } = {},
): Rig {
  const clock = createManualClock();
  const received: string[] = [];
  const simulator = createLlrpSimulator({
    clock,
    report: (what) => {
      if (typeof what['received'] === 'string') received.push(what['received']);
    },
    ...options.simulator,
  });
  let connects = 0;
  const events: DeviceEvent[] = [];
  const device = createLlrpDevice({
    clock,
    log: silentLog,
    settings: { role: 'portal', antennas: [1, 2, 3, 4], powerDbm: 27, ...options.settings },
    random: () => 0.5,
    factory: () => {
      connects += 1;
      const [driverEnd, deviceEnd] = createMemoryPair({ clock, url: 'memory:reader' });
      if (!rig.reachable) {
        return {
          ...driverEnd,
          open: () =>
            Promise.reject(new DeviceError('transport.open_failed', 'no route', { retryable: true })),
        };
      }
      simulator.accept(deviceEnd);
      return driverEnd;
    },
  });
  device.onEvent((event) => events.push(event));
  const of = <Kind extends DeviceEvent['kind']>(kind: Kind): Extract<DeviceEvent, { kind: Kind }>[] =>
    events.filter((event): event is Extract<DeviceEvent, { kind: Kind }> => event.kind === kind);
  const rig: Rig = {
    clock,
    simulator,
    device,
    events,
    received,
    reachable: true,
    connects: () => connects,
    of,
    lastState: () => of('state').at(-1),
  };
  return rig;
}

/** Starts the device and lets it provision its reader. */
export async function startRig(options: Parameters<typeof createRig>[0] = {}): Promise<Rig> {
  const rig = createRig(options);
  rig.device.start();
  await rig.clock.advance(100);
  return rig;
}

export const READ = { epc: '3416451FD4000000000F4409', antenna: 2, rssi: -52 } as const;
