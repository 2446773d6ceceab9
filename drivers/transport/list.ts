import { readdir, realpath } from 'node:fs/promises';

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
  const named = await namesBySerialPort();
  try {
    const { SerialPort } = await import('serialport');
    const ports = await SerialPort.list();
    return ports.map((port) =>
      plugged('serial', named.get(port.path) ?? port.path, {
        vendorId: parseId(port.vendorId),
        productId: parseId(port.productId),
        manufacturer: port.manufacturer,
        serialNumber: port.serialNumber,
        portChain: port.locationId,
      }),
    );
  } catch {
    const adapters = (await names('/dev')).filter((name) => /^(ttyUSB|ttyACM|ttyAMA|cu\.)/.test(name));
    return adapters.map((name) => plugged('serial', named.get(`/dev/${name}`) ?? `/dev/${name}`, {}));
  }
}

/** /dev/ttyUSB0 changes after each boot, the by-id name does not (domain notes on devices): port name → stable name. */
async function namesBySerialPort(): Promise<Map<string, string>> {
  const folder = '/dev/serial/by-id';
  const stable = new Map<string, string>();
  for (const name of await names(folder)) {
    const link = `${folder}/${name}`;
    stable.set(await realpath(link).catch(() => link), link);
  }
  return stable;
}

async function listHidDevices(): Promise<PluggedDevice[]> {
  const { devicesAsync } = await import('node-hid');
  return (await devicesAsync()).map((device) =>
    plugged('hid', device.path ?? '', {
      vendorId: device.vendorId,
      productId: device.productId,
      manufacturer: device.manufacturer,
      product: device.product,
      serialNumber: device.serialNumber,
    }),
  );
}

async function listUsbDevices(): Promise<PluggedDevice[]> {
  const [{ usb }, { usbUrl }] = await Promise.all([import('usb'), import('./usb.ts')]);
  return (await usb.getDevices()).map((device) =>
    plugged('usb', usbUrl(device.vendorId, device.productId), {
      vendorId: device.vendorId,
      productId: device.productId,
      manufacturer: device.manufacturerName ?? undefined,
      product: device.productName ?? undefined,
      serialNumber: device.serialNumber ?? undefined,
      portChain: device.ports.length === 0 ? device.bus : `${device.bus}-${device.ports.join('.')}`,
    }),
  );
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
