import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../errors.ts';
import { listenMemory } from './memory-exchange.ts';
import { openTransportFactory, parseTransportUrl } from './url.ts';

describe('device addresses', () => {
  it('reads every documented form', () => {
    expect(parseTransportUrl('tcp://192.0.2.7:5084')).toEqual({ kind: 'tcp', host: '192.0.2.7', port: 5084 });
    expect(parseTransportUrl('tcp://[::1]:9100')).toEqual({ kind: 'tcp', host: '::1', port: 9100 });
    expect(parseTransportUrl('serial:///dev/ttyUSB0?baud=9600')).toEqual({
      kind: 'serial',
      path: '/dev/ttyUSB0',
      baudRate: 9600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      rtscts: false,
    });
    expect(
      parseTransportUrl('serial:COM3?baud=115200&parity=even&dataBits=7&stopBits=2&flow=rtscts'),
    ).toMatchObject({
      path: 'COM3',
      baudRate: 115_200,
      parity: 'even',
      dataBits: 7,
      stopBits: 2,
      rtscts: true,
    });
    expect(parseTransportUrl('hid://0AA5:00ff?usagePage=8d')).toEqual({
      kind: 'hid',
      vendorId: 0x0aa5,
      productId: 0xff,
      usagePage: 0x8d,
    });
    expect(parseTransportUrl('usb://0a5f:0081?serial=X1')).toEqual({
      kind: 'usb',
      vendorId: 0x0a5f,
      productId: 0x81,
      serialNumber: 'X1',
    });
    expect(parseTransportUrl('replay:///captures/gate%201.jsonl?speed=0&wait=writes')).toEqual({
      kind: 'replay',
      path: '/captures/gate 1.jsonl',
      speed: 0,
      waitForWrites: true,
    });
    expect(parseTransportUrl('memory:')).toEqual({ kind: 'memory', name: '' });
    expect(parseTransportUrl('memory:gate-a')).toEqual({ kind: 'memory', name: 'gate-a' });
  });

  it.each([
    '',
    '/dev/ttyUSB0',
    'http://192.0.2.7/',
    'tcp://192.0.2.7',
    'tcp://192.0.2.7:70000',
    'tcp://a b:1',
    'serial:///etc/passwd',
    'serial:///dev/ttyUSB0?baud=fast',
    'serial:///dev/ttyUSB0?baud=1',
    'serial:///dev/ttyUSB0?parity=odd1',
    'serial:///dev/ttyUSB0?boud=9600',
    'serial:///dev/%zz',
    'hid://0a5f',
    'usb://0a5f:zzzz',
    'replay://',
  ])('refuses %j', (text) => {
    expect(() => openTransportFactory(text)).toThrow(expect.objectContaining({ code: 'transport.bad_url' }));
  });

  it('answers any text with an address or transport.bad_url, never with another error', () => {
    const anyAddress = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom('tcp', 'serial', 'hid', 'usb', 'replay', 'memory'), fc.string())
        .map(([kind, rest]) => `${kind}://${rest}`),
    );
    fc.assert(
      fc.property(anyAddress, (text) => {
        try {
          return typeof parseTransportUrl(text).kind === 'string';
        } catch (error) {
          return error instanceof DeviceError && error.code === 'transport.bad_url';
        }
      }),
    );
  });

  it('takes the socket of a device that carries no serial number', () => {
    expect(parseTransportUrl('usb://0a5f:0081?socket=1-2.4')).toEqual({
      kind: 'usb',
      vendorId: 0x0a5f,
      productId: 0x0081,
      socket: '1-2.4',
    });
  });

  it('makes a fresh line at every call', () => {
    const factory = openTransportFactory('tcp://127.0.0.1:1');
    expect(factory()).not.toBe(factory());
    expect(factory().url).toBe('tcp://127.0.0.1:1');
  });

  it('reaches a virtual device of this process by name, and says so when there is none', async () => {
    const factory = openTransportFactory('memory:virtual-reader');
    await expect(factory().open()).rejects.toMatchObject({ code: 'transport.not_found' });
    const device = listenMemory('virtual-reader', (line) => {
      line.onBytes((bytes) => void line.write(bytes.toReversed()));
    });
    expect(() => listenMemory('virtual-reader', () => {})).toThrow(
      expect.objectContaining({ code: 'transport.busy' }),
    );
    const line = factory();
    const answer = new Promise<Uint8Array>((resolve) => line.onBytes(resolve));
    await line.open();
    await line.write(Uint8Array.of(1, 2, 3));
    expect([...(await answer)]).toEqual([3, 2, 1]);
    await line.close();
    await device.close();
    await expect(factory().open()).rejects.toMatchObject({ code: 'transport.not_found' });
  });
});
