import { DeviceError } from '../errors.ts';

/**
 * Control requests of the USB printer class 07 (`label-printers.md` section 5; USB-IF printer class 1.1). Setup
 * packets are eight bytes: request type, request, value, index and length little-endian.
 */

/** GET_DEVICE_ID of configuration 0; the interface stands in the high byte of the index, the alternate in the low. */
export function getDeviceIdSetup(interfaceNumber = 0, alternate = 0, length = 1024): Uint8Array {
  return Uint8Array.of(0xa1, 0x00, 0, 0, alternate, interfaceNumber, length & 0xff, length >> 8);
}

export function getPortStatusSetup(interfaceNumber = 0): Uint8Array {
  return Uint8Array.of(0xa1, 0x01, 0, 0, interfaceNumber, 0, 1, 0);
}

/** Drops what the printer has buffered. */
export function softResetSetup(interfaceNumber = 0): Uint8Array {
  return Uint8Array.of(0x21, 0x02, 0, 0, interfaceNumber, 0, 0, 0);
}

/**
 * `MFG:…;MDL:…;CMD:…;` by key. The first two bytes are the total length, big-endian, including themselves.
 * Throws DeviceError `protocol.length` when the length is not that of the answer, `protocol.malformed` without pairs.
 */
export function parseDeviceId(answer: Uint8Array): ReadonlyMap<string, string> {
  const length = ((answer[0] ?? 0) << 8) | (answer[1] ?? 0);
  if (length < 2 || length > answer.length) {
    throw new DeviceError(
      'protocol.length',
      `a device id of ${length} bytes in an answer of ${answer.length}`,
    );
  }
  const text = Buffer.from(answer.subarray(2, length)).toString('latin1');
  const pairs = text.split(';').flatMap((pair): [string, string][] => {
    const colon = pair.indexOf(':');
    return colon < 1 ? [] : [[pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()]];
  });
  if (pairs.length === 0) throw new DeviceError('protocol.malformed', 'a device id without keys');
  return new Map(pairs);
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
