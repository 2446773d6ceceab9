export interface SerialNames {
  /** `/dev/ttyUSB0`, `COM3`. */
  readonly port: string;
  readonly serialNumber: string | undefined;
  /** Links of `/dev/serial/by-id` and `/dev/serial/by-path` that lead to it. */
  readonly byId: string | undefined;
  readonly byPath: string | undefined;
}

/**
 * The name of a port that stays (never `/dev/ttyUSB0`): by-id for a device with a serial number of its own, which may be
 * put into another socket; by-path for one without, since two alike share one by-id name and the socket alone tells them
 * apart. Windows keeps a COM number for each socket or serial number by itself. Pure.
 */
export function stableSerialName({ port, serialNumber, byId, byPath }: SerialNames): string {
  const own = serialNumber !== undefined && serialNumber !== '';
  return own ? (byId ?? byPath ?? port) : (byPath ?? byId ?? port);
}

/** `1-2.4` of `…/pci-0000:00:14.0-usb-0:2.4:1.0-port0`, udev's name of the same socket. Pure. */
export function socketOfPath(byPath: string | undefined): string | undefined {
  return byPath === undefined ? undefined : /-usb(?:v\d)?-\d+:([\d.]+):/.exec(byPath)?.[1];
}
