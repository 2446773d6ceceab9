import { afterEach } from 'vitest';
import type { DeviceEvent, DriverModule, RunningDevice } from '../manifest.ts';
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
  const readings = () => events.flatMap((event) => (event.kind === 'reading' ? [event] : []));
  const results = () => readings().filter(({ unsolicited }) => !unsolicited);
  const phases = () =>
    events.flatMap((event) =>
      event.kind === 'measurement'
        ? [event.reason === undefined ? event.phase : `${event.phase} ${event.reason}`]
        : [],
    );
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
    );
  return { clock, device, events, far, readings, results, phases, states };
}
