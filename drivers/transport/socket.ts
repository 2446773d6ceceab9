import { realpath } from 'node:fs/promises';

/** `1-2.4`: bus and the way through the hubs, as Linux names the socket of a USB device. Pure. */
export function socketOfUsb(
  bus: string | undefined,
  ports: readonly number[] | undefined,
): string | undefined {
  if (bus === undefined) return undefined;
  const number = /^\d+$/.test(bus) ? String(Number(bus)) : bus;
  return ports === undefined || ports.length === 0 ? number : `${number}-${ports.join('.')}`;
}

/** `1-2.4` out of the folder in /sys that a HID device hangs on. Pure. */
export function socketInSysPath(folder: string): string | undefined {
  return /\/(\d+-\d+(?:\.\d+)*):[^/]*(?:\/|$)/.exec(folder)?.[1];
}

/** The socket of a HID device by its `/dev/hidrawN`; undefined where the system has no such names. */
export async function socketOfHid(path: string | undefined): Promise<string | undefined> {
  const name = path === undefined ? undefined : /^\/dev\/(hidraw\d+)$/.exec(path)?.[1];
  if (name === undefined) return undefined;
  return socketInSysPath(await realpath(`/sys/class/hidraw/${name}/device`).catch(() => ''));
}
