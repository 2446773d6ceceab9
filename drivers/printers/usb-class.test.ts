import { describe, expect, it } from 'vitest';
import {
  getDeviceIdSetup,
  getPortStatusSetup,
  parseDeviceId,
  parsePortStatus,
  softResetSetup,
} from './usb-class.ts';

// Vectors: shared/protocols/vectors/devices.json, section `label`.
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const answer = Uint8Array.from(
  Buffer.from('002A4D46473A41434D453B4D444C3A4C2D3230303B434D443A5453504C3B434C533A5052494E5445523B', 'hex'),
);

describe('USB printer class', () => {
  it('has the setup packets of the class', () => {
    expect(hex(getDeviceIdSetup())).toBe('A100000000000004');
    expect(hex(getPortStatusSetup())).toBe('A101000000000100');
    expect(hex(softResetSetup(1))).toBe('2102000001000000');
  });

  it('reads the device id, whose length is big-endian and counts itself', () => {
    expect(Object.fromEntries(parseDeviceId(answer))).toEqual({
      MFG: 'ACME',
      MDL: 'L-200',
      CMD: 'TSPL',
      CLS: 'PRINTER',
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
