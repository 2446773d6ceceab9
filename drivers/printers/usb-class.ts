import { DeviceError } from '../errors.ts';
import type { UsbControlRequest } from '../transport/usb.ts';

/**
 * Control requests of the USB printer class 07 (`label-printers.md` section 5; USB-IF printer class 1.1, section 4.2).
 * SOFT_RESET is left out: it drops what others have sent.
 */

/** GET_DEVICE_ID: the configuration as value; the interface in the high byte of the index, the alternate in the low. */
export const deviceIdRequest: UsbControlRequest = {
  request: 0,
  fields: ({ configurationIndex, interfaceNumber, alternateSetting }) => ({
    value: configurationIndex,
    index: (interfaceNumber << 8) | alternateSetting,
  }),
  length: 1024,
};

/** GET_PORT_STATUS: the interface in the low byte of the index. */
export const portStatusRequest: UsbControlRequest = { request: 1, length: 1 };

/**
 * `MFG:…;MDL:…;CMD:…;` by key in capitals (IEEE 1284 section 7.6). The first two bytes are the total length, big-endian,
 * including themselves; some makers send it little-endian, taken where the other reading is impossible.
 *
 * @throws DeviceError `protocol.length` when the length is not that of the answer, `protocol.malformed` without pairs
 */
export function parseDeviceId(answer: Uint8Array): ReadonlyMap<string, string> {
  const [high = 0, low = 0] = answer;
  const length = [(high << 8) | low, (low << 8) | high].find((one) => one > 2 && one <= answer.length);
  if (length === undefined) {
    throw new DeviceError('protocol.length', `no device id in an answer of ${answer.length} bytes`);
  }
  const text = Buffer.from(answer.subarray(2, length)).toString('latin1');
  const pairs = text.split(';').flatMap((pair): [string, string][] => {
    const colon = pair.indexOf(':');
    const value = pair.slice(colon + 1).replaceAll('\0', '');
    return colon < 1 ? [] : [[pair.slice(0, colon).trim().toUpperCase(), value.trim()]];
  });
  if (pairs.length === 0) throw new DeviceError('protocol.malformed', 'a device id without keys');
  return new Map(pairs);
}

/** What a device id says of the printer; keys have a short and a long name. Empty values are left out. */
export interface PrinterDeviceId {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  /** As the printer lists them: `ZPL,EPL`. */
  readonly commandSet?: string;
}

export function readDeviceId(pairs: ReadonlyMap<string, string>): PrinterDeviceId {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => pairs.get(name)).find((value) => value !== undefined && value !== '');
  const manufacturer = first('MFG', 'MANUFACTURER');
  const model = first('MDL', 'MODEL');
  const serial = first('SN', 'SERN', 'SERIALNUMBER');
  const commandSet = first('CMD', 'COMMAND SET');
  return {
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    ...(serial === undefined ? {} : { serial }),
    ...(commandSet === undefined ? {} : { commandSet }),
  };
}

export interface PortStatus {
  readonly paperEmpty: boolean;
  readonly selected: boolean;
  readonly error: boolean;
}

/** One byte: bit 5 paper empty, bit 4 selected, bit 3 **no** error; 18h = fine. */
export function parsePortStatus(status: number): PortStatus {
  return {
    paperEmpty: (status & 0x20) !== 0,
    selected: (status & 0x10) !== 0,
    error: (status & 0x08) === 0,
  };
}
