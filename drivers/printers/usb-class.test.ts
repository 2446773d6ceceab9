import { describe, expect, it } from 'vitest';
import type { ClaimedInterface, UsbControlRequest } from '../transport/usb.ts';
import {
  deviceIdRequest,
  parseDeviceId,
  parsePortStatus,
  portStatusRequest,
  readDeviceId,
} from './usb-class.ts';

// Vectors: shared/protocols/vectors/devices.json, section `label`.
const answer = Uint8Array.from(
  Buffer.from('002A4D46473A41434D453B4D444C3A4C2D3230303B434D443A5453504C3B434C533A5052494E5445523B', 'hex'),
);
const only: ClaimedInterface = { interfaceNumber: 0, alternateSetting: 0, configurationIndex: 0 };

/** The eight bytes on the wire: type, request, value, index, length, little-endian. */
function setupOf({ request, fields, length }: UsbControlRequest, claimed: ClaimedInterface): string {
  const { value, index } = fields?.(claimed) ?? { value: 0, index: claimed.interfaceNumber };
  const packet = Buffer.from([0xa1, request, 0, 0, 0, 0, 0, 0]);
  packet.writeUInt16LE(value, 2);
  packet.writeUInt16LE(index, 4);
  packet.writeUInt16LE(length, 6);
  return packet.toString('hex').toUpperCase();
}

const deviceId = (text: string): Uint8Array => {
  const length = text.length + 2;
  return Uint8Array.from([length >> 8, length & 0xff, ...Buffer.from(text, 'latin1')]);
};

describe('USB printer class', () => {
  it('has the setup packets of the class', () => {
    expect(setupOf(deviceIdRequest, only)).toBe('A100000000000004');
    expect(setupOf(portStatusRequest, only)).toBe('A101000000000100');
  });

  it('names interface and alternate setting where each request wants them', () => {
    const third = { interfaceNumber: 3, alternateSetting: 1, configurationIndex: 2 };
    expect(setupOf(deviceIdRequest, third)).toBe('A100020001030004');
    expect(setupOf(portStatusRequest, third)).toBe('A101000003000100');
  });

  it('reads the device id, whose length is big-endian and counts itself', () => {
    expect(Object.fromEntries(parseDeviceId(answer))).toEqual({
      MFG: 'ACME',
      MDL: 'L-200',
      CMD: 'TSPL',
      CLS: 'PRINTER',
    });
  });

  it('reads a length that a maker sent the other way round', () => {
    const [high = 0, low = 0, ...text] = answer;
    expect(parseDeviceId(Uint8Array.of(low, high, ...text)).get('MDL')).toBe('L-200');
  });

  it('knows the long names of keys, spaces, empty values and padding', () => {
    const text =
      'MANUFACTURER:Maker Technologies ;COMMAND SET:ZPL;MODEL:MT 42-203dpi ZPL;CLASS:PRINTER;SERN:;SN:42A1\0;';
    expect(readDeviceId(parseDeviceId(deviceId(text)))).toEqual({
      manufacturer: 'Maker Technologies',
      model: 'MT 42-203dpi ZPL',
      serial: '42A1',
      commandSet: 'ZPL',
    });
    expect(readDeviceId(parseDeviceId(deviceId('mfg:Maker;cmd:ESC/POS;cid:Maker_TM')))).toEqual({
      manufacturer: 'Maker',
      commandSet: 'ESC/POS',
    });
  });

  it('refuses a device id of another length and one without keys', () => {
    const coded = (code: string): Error => expect.objectContaining({ code }) as Error;
    expect(() => parseDeviceId(answer.subarray(0, 20))).toThrow(coded('protocol.length'));
    expect(() => parseDeviceId(new Uint8Array())).toThrow(coded('protocol.length'));
    expect(() => parseDeviceId(Uint8Array.of(0, 4, 0x41, 0x42))).toThrow(coded('protocol.malformed'));
  });

  it('reads the port status: 38h paper empty, 18h fine', () => {
    expect(parsePortStatus(0x38)).toEqual({ paperEmpty: true, selected: true, error: false });
    expect(parsePortStatus(0x18)).toEqual({ paperEmpty: false, selected: true, error: false });
    expect(parsePortStatus(0x10).error).toBe(true);
  });
});
