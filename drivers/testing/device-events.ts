import type { DeviceEvent, RunningDevice } from '../manifest.ts';
import type { ManualClock } from '../transport/manual-clock.ts';

/** `ready`, `degraded line.garbage` … in order. */
export function statesOf(events: readonly DeviceEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'state' ? [named(event.state, event.reason)] : []));
}

/** `armed`, `measuring`, `interrupted transport.closed` … in order. */
export function phasesOf(events: readonly DeviceEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'measurement' ? [named(event.phase, event.reason)] : []));
}

/** Readings with whether they answer the measurement that runs. */
export function readingsOf(events: readonly DeviceEvent[]): Extract<DeviceEvent, { kind: 'reading' }>[] {
  return events.flatMap((event) => (event.kind === 'reading' ? [event] : []));
}

/** Sends an action and settles it within `milliseconds` of the clock. Throws what the device refuses with. */
export async function askWithin(
  { device, clock }: { readonly device: RunningDevice; readonly clock: ManualClock },
  action: string,
  input: unknown,
  milliseconds: number,
): Promise<unknown> {
  const outcome = device.request(action, input).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await clock.advance(milliseconds);
  const result = await outcome;
  if ('error' in result) throw result.error;
  return result.value;
}

/** The newest line of a scene. */
export function newestOf<Line>(lines: readonly Line[]): Line {
  const line = lines.at(-1);
  if (line === undefined) throw new Error('nothing has connected');
  return line;
}

function named(word: string, reason: string | undefined): string {
  return reason === undefined ? word : `${word} ${reason}`;
}
