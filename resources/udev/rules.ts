import type { DriverManifest } from '../../drivers/manifest.ts';
import { serialAdapters, takenByBrltty } from '../../drivers/discovery/serial-adapters.ts';

/** Below 73, where `73-seat-late.rules` turns the tag into rights (domain notes on devices, section 5). */
export const ACCESS_FILE = '70-station-suite.rules';
/** After brltty's own file, 85. */
export const BRLTTY_FILE = '86-station-suite-brltty.rules';

const four = (id: number): string => id.toString(16).padStart(4, '0');
const header = (lines: readonly string[]): string =>
  ['# Written by resources/udev/write.ts from the manifests of the drivers; see README.md.', ...lines]
    .map((line) => (line === '' ? '#' : line.startsWith('#') ? line : `# ${line}`))
    .join('\n');

/** Rights for who sits at the station, on what the drivers can open, and nothing else. Pure. */
export function accessRules(drivers: readonly DriverManifest[]): string {
  const hid = byId(drivers.filter(({ transports }) => transports.includes('hid')));
  const usb = byId(drivers.filter(({ transports }) => transports.includes('usb')));
  const serial = byId(drivers.filter(({ transports }) => transports.includes('serial')));
  const classes = new Map<number, string[]>();
  for (const { name, fingerprint } of drivers) {
    for (const each of fingerprint?.usbClasses ?? []) classes.set(each, [...(classes.get(each) ?? []), name]);
  }
  const sections = [
    header(['Devices of the station may be opened by who is logged in at it.']),
    'ACTION=="remove", GOTO="station_suite_end"',
    '# HID: scales, scanners, blood pressure monitors, glucose meters.\n' +
      hid
        .map(
          ([id, names]) =>
            `# ${names}\nSUBSYSTEM=="hidraw", KERNELS=="*:${id.toUpperCase()}.*", TAG+="uaccess"`,
        )
        .join('\n'),
    '# USB by class of the interface: label printers, personal health devices.\n' +
      [...classes]
        .map(
          ([each, names]) =>
            `# ${names.join(' ')}\nSUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_USB_INTERFACES}=="*:${each.toString(16).padStart(2, '0')}????:*", TAG+="uaccess"`,
        )
        .join('\n'),
    ...(usb.length === 0
      ? []
      : [usb.map(([id, names]) => `# ${names}\n${usbMatch(id)}, TAG+="uaccess"`).join('\n')]),
    '# Serial lines over USB. ModemManager would send commands to them for half a minute after they are plugged in.\n' +
      [...adapters(), ...serial.map(([id, names]) => [id, names] as const)]
        .map(
          ([id, what]) =>
            `# ${what}\n${usbMatch(id)}, ENV{ID_MM_DEVICE_IGNORE}="1"\n` +
            `SUBSYSTEM=="tty", ${parentMatch(id)}, TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"`,
        )
        .join('\n'),
    'LABEL="station_suite_end"',
  ];
  return `${sections.join('\n\n')}\n`;
}

/** brltty starts its daemon for chips that braille displays share with serial adapters; the station wins. Pure. */
export function brlttyRules(): string {
  const lines = takenByBrltty.map(
    (id) =>
      `${usbMatch(id)}, ENV{BRLTTY_BRAILLE_DRIVER}=="?*", ENV{BRLTTY_BRAILLE_DRIVER}="", ENV{SYSTEMD_WANTS}=""`,
  );
  return `${[header(['Keeps brltty from taking serial adapters for braille displays.']), ...lines].join('\n')}\n`;
}

function byId(drivers: readonly DriverManifest[]): (readonly [string, string])[] {
  const names = new Map<string, string[]>();
  for (const { name, usbIds } of drivers) {
    for (const { vendorId, productId } of usbIds ?? []) {
      const id = `${four(vendorId)}:${four(productId)}`;
      names.set(id, [...(names.get(id) ?? []), name]);
    }
  }
  return [...names].map(([id, each]) => [id, each.join(' ')]);
}

const adapters = (): (readonly [string, string])[] =>
  serialAdapters.flatMap(({ vendorId, productIds, chip }) =>
    productIds.map((productId) => [`${four(vendorId)}:${four(productId)}`, chip] as const),
  );

function usbMatch(id: string): string {
  const [vendor = '', product = ''] = id.split(':');
  return `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${vendor}", ATTR{idProduct}=="${product}"`;
}

function parentMatch(id: string): string {
  const [vendor = '', product = ''] = id.split(':');
  return `ATTRS{idVendor}=="${vendor}", ATTRS{idProduct}=="${product}"`;
}
