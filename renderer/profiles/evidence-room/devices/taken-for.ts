import { deviceNamed } from './address.ts';
import type { Device, Driver, Plugged } from './device-words.ts';

/**
 * 认作: what a plugged device is taken for. `usb-id` = its USB ids are in the driver's list; `line` = only the kind of
 * line fits, so a person has to say what it is.
 */
export interface TakenFor {
  readonly device: Plugged;
  readonly why: 'usb-id' | 'line' | 'nothing';
  readonly drivers: readonly Driver[];
  /** The position that already uses it. */
  readonly usedBy: Device | undefined;
}

/** Everything that is plugged in, what is known for certain first. Pure. */
export function takeFor(
  plugged: readonly Plugged[],
  drivers: readonly Driver[],
  positions: readonly Device[],
): readonly TakenFor[] {
  const rank = { 'usb-id': 0, line: 1, nothing: 2 } as const;
  return plugged
    .map((device): TakenFor => {
      const usedBy = positions.find((position) => deviceNamed(position.url) === deviceNamed(device.url));
      const named = drivers.filter((driver) => hasIds(driver, device));
      if (named.length > 0) return { device, why: 'usb-id', drivers: named, usedBy };
      // A serial port is made to be talked to; HID and USB also hold keyboards, hubs and mice.
      const fitting =
        device.kind === 'serial' ? drivers.filter(({ transports }) => transports.includes('serial')) : [];
      return { device, why: fitting.length > 0 ? 'line' : 'nothing', drivers: fitting, usedBy };
    })
    .toSorted((left, right) => rank[left.why] - rank[right.why]);
}

function hasIds(driver: Driver, device: Plugged): boolean {
  return (
    device.vendor !== '' &&
    driver.usbIds.some(({ vendor, product }) => vendor === device.vendor && product === device.model)
  );
}
