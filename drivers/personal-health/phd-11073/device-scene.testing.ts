import type { DeviceEvent } from '../../manifest.ts';
import { statesOf } from '../../testing/device-events.ts';
import { createManualClock, type ManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog, type Transport } from '../../transport/transport.ts';
import { driver } from './index.ts';

export type Step = Record<string, unknown>;

export function scene(settings: Record<string, unknown> = {}) {
  const clock = createManualClock();
  const lines: Transport[] = [];
  const events: DeviceEvent[] = [];
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [near, far] = createMemoryPair({ clock, toDriver: { split: 'random', delayMs: 1 } });
      lines.push(far);
      return near;
    },
  });
  device.onEvent((event) => events.push(event));
  const readings = () =>
    events.flatMap((event) =>
      event.kind === 'reading'
        ? [
            {
              ...('error' in event.reading ? { error: event.reading.error.code } : event.reading.values),
              unsolicited: event.unsolicited,
            },
          ]
        : [],
    );
  const states = () => statesOf(events);
  const phases = () => events.flatMap((event) => (event.kind === 'measurement' ? [event.phase] : []));
  return { clock, lines, events, device, readings, states, phases };
}

export function play(line: Transport | undefined, clock: ManualClock, script: Step[]): Step[] {
  if (line === undefined) throw new Error('the device has not connected');
  const done: Step[] = [];
  driver.attachSimulator({ transport: line, clock, script, report: (what) => done.push({ ...what }) });
  return done;
}

export async function running(script: Step[], settings: Record<string, unknown> = {}) {
  const all = scene(settings);
  all.device.start();
  await all.clock.advance(0);
  const done = play(all.lines[0], all.clock, script);
  const did = (): unknown[] => done.map((step) => step['did']);
  return { ...all, done, did };
}

export const PRESSURE = { systolic: 128, diastolic: 82, map: 97, pulse: 71 };
