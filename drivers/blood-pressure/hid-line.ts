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

/** A message cut into reports: the number of bytes that count, the bytes, zeros up to the end. */
export function countedReports(message: Uint8Array, reportLength: number): Uint8Array[] {
  const payload = reportLength - 1;
  const reports: Uint8Array[] = [];
  for (let at = 0; at < message.length; at += payload) {
    const part = message.subarray(at, at + payload);
    const report = new Uint8Array(reportLength);
    report[0] = part.length;
    report.set(part, 1);
    reports.push(report);
  }
  return reports;
}
