import { afterEach } from 'vitest';
import type { DeviceEvent, DriverModule, RunningDevice } from '../manifest.ts';
import { phasesOf, readingsOf, statesOf } from '../testing/device-events.ts';
import { createManualClock } from '../transport/manual-clock.ts';
import { createMemoryPair } from '../transport/memory.ts';
import { silentLog, type Transport } from '../transport/transport.ts';

export type Script = readonly Record<string, unknown>[];
const running: RunningDevice[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((device) => device.stop()));
});

/** A device and the simulator of its own driver on every connection; each connection plays the next script. */
export function scene(
  driver: DriverModule,
  scripts: readonly Script[],
  settings: Record<string, unknown> = {},
) {
  const clock = createManualClock();
  const far: Transport[] = [];
  const events: DeviceEvent[] = [];
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [line, end] = createMemoryPair({ clock });
      const script = scripts[far.length] ?? [];
      far.push(end);
      driver.attachSimulator({ transport: end, clock, script, report: () => {} });
      return line;
    },
  });
  device.onEvent((event) => events.push(event));
  running.push(device);
  const readings = () => readingsOf(events);
  const results = () => readings().filter(({ unsolicited }) => !unsolicited);
  const phases = () => phasesOf(events);
  const states = () => statesOf(events);
  return { clock, device, events, far, readings, results, phases, states };
}
