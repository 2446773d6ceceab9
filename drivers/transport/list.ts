import { readdir, realpath } from 'node:fs/promises';
import type { UsbDeviceShape } from './usb-library.ts';
import { socketOfHid, socketOfUsb } from './socket.ts';
import { socketOfPath, stableSerialName } from '../discovery/stable-name.ts';

/** Something that is plugged in and could be a device of a station. */
export interface PluggedDevice {
  readonly kind: 'serial' | 'hid' | 'usb';
  /** What to put into an address: port name, HID path, or `usb://vid:pid`. */
  readonly path: string;
  readonly vendorId: number | undefined;
  readonly productId: number | undefined;
  readonly manufacturer: string | undefined;
  readonly product: string | undefined;
  readonly serialNumber: string | undefined;
  /** Which socket it hangs on, for example `1-2.4`: tells two alike adapters apart when they carry no serial. */
  readonly portChain: string | undefined;
  /** HID: what its collections say they are. */
  readonly usages?: readonly { readonly page: number; readonly usage: number }[];
  /** USB: classes of its interfaces. */
  readonly interfaceClasses?: readonly number[];
}

/**
 * What is plugged in, serial ports first. Never throws: a bus that cannot be read (no udev, no permission, no native
 * binary) contributes nothing. Slow (HID enumeration): call it on a button or on hot-plug, never in a loop.
 */
export async function listPluggedDevices(): Promise<PluggedDevice[]> {
  const buses = await Promise.all(
    [listSerialPorts(), listHidDevices(), listUsbDevices()].map((bus) => bus.catch(() => [])),
  );
  return buses.flat();
}

/** `SerialPort.list()` needs the program `udevadm` and rejects without it (engineering notes 1.3): then look at /dev. */
async function listSerialPorts(): Promise<PluggedDevice[]> {
  const [byId, byPath] = await Promise.all([
    linksInto('/dev/serial/by-id'),
    linksInto('/dev/serial/by-path'),
  ]);
  const stable = (port: string, serialNumber: string | undefined): string =>
    stableSerialName({ port, serialNumber, byId: byId.get(port), byPath: byPath.get(port) });
  try {
    const { SerialPort } = await import('serialport');
    const ports = await SerialPort.list();
    return ports.map((port) =>
      plugged('serial', stable(port.path, port.serialNumber), {
        vendorId: parseId(port.vendorId),
        productId: parseId(port.productId),
        manufacturer: port.manufacturer,
        serialNumber: port.serialNumber,
        portChain: port.locationId ?? socketOfPath(byPath.get(port.path)),
      }),
    );
  } catch {
    const adapters = (await names('/dev')).filter((name) => /^(ttyUSB|ttyACM|ttyAMA|cu\.)/.test(name));
    return adapters.map((name) =>
      plugged('serial', stable(`/dev/${name}`, undefined), {
        portChain: socketOfPath(byPath.get(`/dev/${name}`)),
      }),
    );
  }
}

/** /dev/ttyUSB0 changes after each boot, these names do not (domain notes on devices): port name → link. */
async function linksInto(folder: string): Promise<Map<string, string>> {
  const links = new Map<string, string>();
  for (const name of await names(folder)) {
    const link = `${folder}/${name}`;
    links.set(await realpath(link).catch(() => link), link);
  }
  return links;
}

/** One thing a device: HID tells each collection apart, and a scanner has three. */
async function listHidDevices(): Promise<PluggedDevice[]> {
  const { devicesAsync } = await import('node-hid');
  const things = new Map<string, PluggedDevice>();
  for (const found of await devicesAsync()) {
    const usage = { page: found.usagePage ?? 0, usage: found.usage ?? 0 };
    const key = [found.vendorId, found.productId, found.serialNumber ?? '', found.path ?? ''].join(' ');
    const known = things.get(key);
    things.set(key, {
      ...plugged('hid', found.path ?? '', {
        vendorId: found.vendorId,
        productId: found.productId,
        manufacturer: found.manufacturer,
        product: found.product,
        serialNumber: found.serialNumber,
        portChain: await socketOfHid(found.path),
      }),
      usages: [...(known?.usages ?? []), usage],
    });
  }
  return [...things.values()];
}

async function listUsbDevices(): Promise<PluggedDevice[]> {
  const [{ usb }, { usbUrl }] = await Promise.all([import('usb'), import('./usb.ts')]);
  return (await usb.getDevices()).map((device) => ({
    ...plugged('usb', usbUrl(device.vendorId, device.productId), {
      vendorId: device.vendorId,
      productId: device.productId,
      manufacturer: device.manufacturerName ?? undefined,
      product: device.productName ?? undefined,
      serialNumber: device.serialNumber ?? undefined,
      portChain: socketOfUsb(device.bus, device.ports),
    }),
    interfaceClasses: interfaceClassesOf(device),
  }));
}

function interfaceClassesOf({ configuration }: Pick<UsbDeviceShape, 'configuration'>): readonly number[] {
  const interfaces = configuration?.interfaces ?? [];
  return [
    ...new Set(
      interfaces.flatMap(({ alternates }) => alternates.map(({ interfaceClass }) => interfaceClass)),
    ),
  ];
}

function plugged(
  kind: PluggedDevice['kind'],
  path: string,
  known: { [Key in Exclude<keyof PluggedDevice, 'kind' | 'path'>]?: PluggedDevice[Key] },
): PluggedDevice {
  return {
    kind,
    path,
    vendorId: known.vendorId,
    productId: known.productId,
    manufacturer: known.manufacturer,
    product: known.product,
    serialNumber: known.serialNumber,
    portChain: known.portChain,
  };
}

const parseId = (text: string | undefined): number | undefined => {
  const id = Number.parseInt(text ?? '', 16);
  return Number.isNaN(id) ? undefined : id;
};

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
