import type { DeviceLine } from '../line-device.ts';
import { isHidTransport } from '../transport/hid.ts';

/** Sends reports of a device without report ids: on a HID line the id 0 goes before each of them. */
export async function writeReports(line: DeviceLine, reports: readonly Uint8Array[]): Promise<void> {
  const id = isHidTransport(line.transport) ? [0] : [];
  for (const report of reports) await line.write(Uint8Array.from([...id, ...report]));
}

/** Feature reports exist on a HID line only; a simulator on a socket needs none. @param report id in the first byte */
export async function writeFeature(line: DeviceLine, report: Uint8Array): Promise<void> {
  if (isHidTransport(line.transport)) await line.transport.featureOut(report);
}
