import { setTimeout as wait } from 'node:timers/promises';
import { scoreCandidates } from '../../../../drivers/discovery/score.ts';
import { drivers } from '../../../../drivers/registry.ts';
import { listPluggedDevices, type PluggedDevice } from '../../../../drivers/transport/list.ts';
import { expect } from '../suite.ts';

const PATIENCE_MS = 60_000;

/** The device as the page "Devices" lists it; waits for the kernel to get to know it. */
export async function plugged(
  kind: PluggedDevice['kind'],
  isMeant: (device: PluggedDevice) => boolean,
): Promise<PluggedDevice> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const all = await listPluggedDevices();
    const found = all.find((device) => device.kind === kind && isMeant(device));
    if (found !== undefined) return found;
    expect(performance.now() < deadline, `not listed; listed: ${JSON.stringify(all)}`);
    await wait(200);
  }
}

/** What the devices page takes it for before anybody has spoken to it, and why. */
export function takenFor(device: PluggedDevice): string {
  const [best] = scoreCandidates(device, drivers);
  return best === undefined ? 'nothing' : `${best.driver} by ${best.why}`;
}

/** Waits until `holds`; for what the kernel does in its own time. */
export async function eventually(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    expect(performance.now() < deadline, otherwise);
    await wait(50);
  }
}
