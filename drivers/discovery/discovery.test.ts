import { describe, expect, it } from 'vitest';
import { drivers } from '../registry.ts';
import type { PluggedDevice } from '../transport/list.ts';
import { socketInSysPath, socketOfUsb } from '../transport/socket.ts';
import { judgeListening } from './listening.ts';
import { scoreCandidates, twinsOf } from './score.ts';
import { isPlainAdapter } from './serial-adapters.ts';
import { socketOfPath, stableSerialName } from './stable-name.ts';

const device = (change: Partial<PluggedDevice>): PluggedDevice => ({
  kind: 'hid',
  path: '',
  vendorId: undefined,
  productId: undefined,
  manufacturer: undefined,
  product: undefined,
  serialNumber: undefined,
  portChain: undefined,
  ...change,
});

describe('discovery by fingerprint', () => {
  it('knows a device by its USB ids', () => {
    const [best, ...others] = scoreCandidates(device({ vendorId: 0x0590, productId: 0x0028 }), drivers);
    expect(best).toEqual({ driver: 'bp-omron-hid', score: 90, why: 'usb-id' });
    expect(others).toEqual([]);
  });

  it('knows a scale and a scanner of any maker by what their HID reports say they are', () => {
    const scale = device({ vendorId: 0x1234, productId: 1, usages: [{ page: 0x8d, usage: 0x20 }] });
    expect(scoreCandidates(scale, drivers)[0]).toMatchObject({ driver: 'scale-hid-pos', why: 'usage' });
    const scanner = device({ vendorId: 0x1234, productId: 2, usages: [{ page: 0x8c, usage: 2 }] });
    expect(scoreCandidates(scanner, drivers)[0]).toMatchObject({ driver: 'scanner-hid-pos', why: 'usage' });
  });

  it('tells a printer by its interface class, and its language by its name', () => {
    const zebra = device({
      kind: 'usb',
      vendorId: 0x0a5f,
      productId: 0x0166,
      manufacturer: 'Zebra Technologies',
      product: 'ZTC ZD421',
      interfaceClasses: [7],
    });
    const found = scoreCandidates(zebra, drivers);
    expect(found[0]).toMatchObject({ driver: 'printer-zpl', why: 'usb-class' });
    expect(found.every(({ driver }) => driver.startsWith('printer-'))).toBe(true);
    expect(found[0]?.score ?? 0).toBeGreaterThan(found[1]?.score ?? 100);
  });

  it('takes a keyboard or a mouse for nothing that it is not', () => {
    const mouse = device({ vendorId: 0x046d, productId: 0xc077, usages: [{ page: 1, usage: 2 }] });
    expect(scoreCandidates(mouse, drivers)).toEqual([]);
  });

  it('is not sure of anything behind a cheap adapter, even where a driver lists its ids', () => {
    for (const [vendorId, productId] of [
      [0x1a86, 0x7523],
      [0x10c4, 0xea60],
      [0x067b, 0x2303],
      [0x0403, 0x6001],
    ] as const) {
      expect(isPlainAdapter({ vendorId, productId })).toBe(true);
      const found = scoreCandidates(device({ kind: 'serial', vendorId, productId }), drivers);
      expect(found.length).toBeGreaterThan(10);
      expect(Math.max(...found.map(({ score }) => score))).toBeLessThan(30);
    }
  });

  it('counts twins: same ids, no serial number, another socket', () => {
    const left = device({ kind: 'serial', vendorId: 0x1a86, productId: 0x7523, portChain: '1-2.1' });
    const right = { ...left, portChain: '1-2.2' };
    const own = { ...left, portChain: '1-2.3', serialNumber: 'A1' };
    expect(twinsOf(left, [left, right, own])).toBe(1);
    expect(twinsOf(own, [left, right, own])).toBe(0);
  });

  it('names a port so that the name stays', () => {
    const names = {
      port: '/dev/ttyUSB0',
      byId: '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0',
      byPath: '/dev/serial/by-path/pci-0000:00:14.0-usb-0:2.4:1.0-port0',
    };
    expect(stableSerialName({ ...names, serialNumber: undefined })).toBe(names.byPath);
    expect(stableSerialName({ ...names, serialNumber: 'A10K' })).toBe(names.byId);
    expect(
      stableSerialName({ port: 'COM3', serialNumber: undefined, byId: undefined, byPath: undefined }),
    ).toBe('COM3');
    expect(socketOfPath(names.byPath)).toBe('2.4');
    expect(socketOfUsb('001', [2, 4])).toBe('1-2.4');
    expect(socketOfUsb('001', [])).toBe('1');
    expect(
      socketInSysPath('/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.4/1-2.4:1.0/0003:0590:0028.0001'),
    ).toBe('1-2.4');
    expect(socketInSysPath('')).toBeUndefined();
  });

  it('trusts several whole messages, one a little, and few among noise not at all', () => {
    const frame = { kind: 'frame', type: 'x', fields: {}, offset: 0, length: 10 } as const;
    const noise = { kind: 'discarded', hex: '', offset: 0, length: 200 } as const;
    expect(judgeListening([frame, frame, frame]).score).toBe(95);
    expect(judgeListening([frame]).score).toBe(65);
    expect(judgeListening([frame, noise]).score).toBeLessThan(10);
    expect(judgeListening([noise])).toEqual({ frames: 0, strayBytes: 200, score: 0 });
    expect(judgeListening([])).toEqual({ frames: 0, strayBytes: 0, score: 0 });
  });
});
