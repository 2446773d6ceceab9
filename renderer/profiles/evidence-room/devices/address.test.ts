import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressProblems, deviceNamed, emptyAddress, readAddress, writeAddress } from './address.ts';

describe('address of a device in a form', () => {
  it.each([
    'tcp://192.0.2.7:5084',
    'tcp://[2001:db8::7]:9100',
    'serial:///dev/serial/by-id/usb-FTDI_FT232R-if00-port0?baud=9600',
    'serial:COM3?baud=38400&parity=even',
    'serial:///dev/ttyS1?dataBits=7&stopBits=2&flow=rtscts',
    'hid://0590:0028',
    'hid://0590:0028?usagePage=8d&serial=A%201',
    'usb://0a5f:0166?class=7',
    'http://192.0.2.9',
    'https://camera.example:8443',
    'wedge:',
    'replay:///captures/reader.ndjson?speed=2',
  ])('reads and writes %s without change', (url) => {
    expect(writeAddress(readAddress(url))).toBe(url);
  });

  it('reads back every part that it wrote', () => {
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom('tcp' as const, 'serial' as const, 'hid' as const, 'usb' as const),
          host: fc.constantFrom('192.0.2.7', 'reader-1', '[2001:db8::7]'),
          port: fc.integer({ min: 1, max: 65_535 }),
          path: fc.constantFrom('/dev/ttyUSB0', 'COM12', '/dev/serial/by-id/usb-读卡器'),
          baud: fc.option(fc.integer({ min: 50, max: 4_000_000 })),
          dataBits: fc.constantFrom('7' as const, '8' as const),
          parity: fc.constantFrom('none' as const, 'even' as const, 'odd' as const),
          stopBits: fc.constantFrom('1' as const, '2' as const),
          flow: fc.boolean(),
          vendor: fc.constantFrom('0590', 'A5F'),
          product: fc.constantFrom('0028', '1'),
          serial: fc.constantFrom('', 'S/N 1&2', '序列号'),
        }),
        (parts) => {
          const whole = { ...emptyAddress, ...parts };
          expect(addressProblems(whole)).toEqual([]);
          const url = writeAddress(whole) ?? '';
          expect(readAddress(url)).toMatchObject({
            kind: parts.kind,
            serial: whole.kind === 'hid' || whole.kind === 'usb' ? parts.serial.trim() : '',
          });
          expect(readAddress(writeAddress(readAddress(url)) ?? '')).toEqual(readAddress(url));
        },
      ),
    );
  });

  it('says which part is missing or wrong', () => {
    expect(addressProblems({ ...emptyAddress, host: 'http://192.0.2.7' })).toEqual(['host', 'port']);
    expect(addressProblems({ ...emptyAddress, kind: 'serial', path: 'ttyUSB0', baud: 5 })).toEqual([
      'path',
      'baud',
    ]);
    expect(addressProblems({ ...emptyAddress, kind: 'hid', vendor: 'xyz', product: '1' })).toEqual(['ids']);
    expect(addressProblems({ ...emptyAddress, kind: 'wedge' })).toEqual([]);
  });

  it('knows the same device under other line settings', () => {
    expect(deviceNamed('serial:COM3?baud=9600')).toBe(deviceNamed('serial:COM3'));
    expect(deviceNamed('hid://0590:0028?socket=1-2.1')).not.toBe(deviceNamed('hid://0590:0028?socket=1-2.2'));
    expect(deviceNamed('hid://0590:0028?serial=A')).not.toBe(deviceNamed('hid://0590:0028?serial=B'));
  });
});
