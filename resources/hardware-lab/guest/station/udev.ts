import { readdirSync, readFileSync } from 'node:fs';
import { run } from '../bench/programs.ts';
import { expect } from '../suite.ts';
import { eventually } from './plugged.ts';

/** What udev knows of a device: its properties by name. @param place `--name=/dev/…` or `--path=/sys/…` */
async function properties(place: string): Promise<ReadonlyMap<string, string>> {
  const text = await run('udevadm', ['info', '--query=property', place]);
  return new Map(
    text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** Our rules let who is logged in open it: it carries the tag that `73-seat-late.rules` turns into rights. */
export async function expectAccess(place: string): Promise<void> {
  await eventually(
    async () => (await properties(place)).get('CURRENT_TAGS')?.includes(':uaccess:') === true,
    `${place} has no tag uaccess`,
  );
}

/** ModemManager is told to leave it alone. */
export async function expectNoModem(place: string): Promise<void> {
  expect((await properties(place)).get('ID_MM_DEVICE_IGNORE') === '1', `${place} may be taken for a modem`);
}

/** The place of a USB device in sysfs, for `udevadm info`. */
export function usbPlace(vendorId: number): string {
  const bus = '/sys/bus/usb/devices';
  const wanted = vendorId.toString(16).padStart(4, '0');
  const found = readdirSync(bus).find(
    (name) => !name.includes(':') && readFileSync(`${bus}/${name}/idVendor`, 'latin1').trim() === wanted,
  );
  expect(found !== undefined, `no USB device of ${wanted}`);
  return `--path=${bus}/${found}`;
}
