import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createHidTransport, type HidLibrary } from './hid.ts';
import { listPluggedDevices } from './list.ts';
import type { UsbDeviceShape } from './usb-library.ts';
import { type ClaimedInterface, createUsbTransport, isUsbTransport } from './usb.ts';

/** A printer on USB as the `usb` package shows it; there is no USB bus on test machines (engineering notes 3). */
class PluggedPrinter implements UsbDeviceShape {
  readonly vendorId = 0x0a5f;
  readonly productId = 0x0081;
  readonly configuration = {
    interfaces: [
      {
        interfaceNumber: 0,
        alternates: [
          {
            alternateSetting: 1,
            interfaceClass: 7,
            endpoints: [
              { endpointNumber: 2, direction: 'out', type: 'bulk', packetSize: 64 },
              { endpointNumber: 3, direction: 'in', type: 'bulk', packetSize: 64 },
            ],
          },
        ],
      },
    ],
  } as const;
  readonly calls: string[] = [];
  #reads: ((answer: Uint8Array | Error) => void)[] = [];

  answerRead(answer: Uint8Array | Error): void {
    this.#reads.shift()?.(answer);
  }
  async open(): Promise<void> {
    this.calls.push('open');
  }
  async close(): Promise<void> {
    this.calls.push('close');
  }
  async claimInterface(number: number): Promise<void> {
    this.calls.push(`claim ${number}`);
  }
  async releaseInterface(number: number): Promise<void> {
    this.calls.push(`release ${number}`);
  }
  async selectAlternateInterface(number: number, alternate: number): Promise<void> {
    this.calls.push(`select ${number}.${alternate}`);
  }
  async detachKernelDriver(number: number): Promise<void> {
    this.calls.push(`detach ${number}`);
  }
  async attachKernelDriver(number: number): Promise<void> {
    this.calls.push(`attach ${number}`);
  }
  readonly setups: { request: number; value: number; index: number }[] = [];
  async nativeControlTransferIn(
    setup: { request: number; value: number; index: number },
    _timeout: number,
    length: number,
  ): Promise<Uint8Array | null> {
    this.setups.push(setup);
    return setup.request === 1 ? Uint8Array.of(0x18).subarray(0, length) : null;
  }
  nativeTransferIn(): Promise<Uint8Array | null> {
    return new Promise((resolve, reject) => {
      this.#reads.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  }
  async nativeTransferOut(endpoint: number, timeout: number, data: Uint8Array): Promise<number> {
    this.calls.push(`out ${endpoint} ${Buffer.from(data).toString('hex')} within ${timeout}`);
    return data.length;
  }
}

describe('usb line', () => {
  it('claims the printer interface, moves bytes, asks for the port status and leaves the device as it was', async () => {
    const printer = new PluggedPrinter();
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [printer],
    }));
    const received: string[] = [];
    line.onBytes((bytes) => received.push(Buffer.from(bytes).toString('hex')));
    expect(isUsbTransport(line)).toBe(true);
    await line.open();
    await line.write(new Uint8Array(8).fill(0x7e));
    printer.answerRead(Uint8Array.of(1, 2));
    expect([...(await line.controlIn({ request: 1, length: 1 }))]).toEqual([0x18]);
    await expect(line.controlIn({ request: 9, length: 1 })).rejects.toMatchObject({ code: 'device.refused' });
    const closing = line.close();
    printer.answerRead(new Error('Transfer was cancelled'));
    await closing;
    expect(received).toEqual(['0102']);
    expect(printer.calls).toEqual([
      'open',
      'detach 0',
      'claim 0',
      'select 0.1',
      'out 2 7e7e7e7e7e7e7e7e within 5002',
      'release 0',
      'attach 0',
      'close',
    ]);
  });

  it('finds a personal health device without being told its class, and reads each of its inputs', async () => {
    const meter = Object.assign(new PluggedPrinter(), {
      configuration: {
        interfaces: [
          {
            interfaceNumber: 1,
            alternates: [
              {
                alternateSetting: 0,
                interfaceClass: 15,
                endpoints: [
                  { endpointNumber: 1, direction: 'out', type: 'bulk', packetSize: 64 },
                  { endpointNumber: 1, direction: 'in', type: 'bulk', packetSize: 64 },
                  { endpointNumber: 2, direction: 'in', type: 'bulk', packetSize: 64 },
                ],
              },
            ],
          },
        ],
      },
    } as const);
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [meter],
    }));
    const received: string[] = [];
    line.onBytes((bytes) => received.push(Buffer.from(bytes).toString('hex')));
    await line.open();
    meter.answerRead(Uint8Array.of(0xe2));
    meter.answerRead(Uint8Array.of(0xe7));
    await new Promise((resolve) => setImmediate(resolve));
    expect(received).toEqual(['e2', 'e7']);
    expect(meter.calls).toEqual(['open', 'detach 1', 'claim 1']);
    const closing = line.close();
    meter.answerRead(new Error('Transfer was cancelled'));
    meter.answerRead(new Error('Transfer was cancelled'));
    await closing;
    expect(meter.calls.at(-1)).toBe('close');
  });

  it('fills value and index as the request wants, from what was claimed', async () => {
    const [{ alternates }] = new PluggedPrinter().configuration.interfaces;
    const printer = Object.assign(new PluggedPrinter(), {
      configuration: { configurationValue: 2, interfaces: [{ interfaceNumber: 3, alternates }] },
      configurations: [{ configurationValue: 1 }, { configurationValue: 2 }],
    });
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [printer],
    }));
    await line.open();
    await line.controlIn({ request: 1, length: 1 });
    const fields = (claimed: ClaimedInterface) => ({
      value: claimed.configurationIndex,
      index: (claimed.interfaceNumber << 8) | claimed.alternateSetting,
    });
    await line.controlIn({ request: 1, fields, length: 1 });
    expect(printer.setups).toMatchObject([
      { value: 0, index: 3 },
      { value: 1, index: 0x0301 },
    ]);
    const closing = line.close();
    printer.answerRead(new Error('Transfer was cancelled'));
    await closing;
  });

  it('goes on reading after a silent read and ends with a cause when the device is pulled out', async () => {
    const printer = new PluggedPrinter();
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [printer],
    }));
    const closed = new Promise<Error | undefined>((resolve) => line.onClose(resolve));
    await line.open();
    printer.answerRead(new Error('Transfer was cancelled'));
    await new Promise((resolve) => setImmediate(resolve));
    printer.answerRead(new Error('device disconnected'));
    expect(await closed).toMatchObject({ code: 'transport.closed' });
  });

  it('is left only after the last transfer has ended, as the library demands', async () => {
    const printer = new PluggedPrinter();
    let written = (): void => {};
    printer.nativeTransferOut = (endpoint, _timeout, data) =>
      new Promise((resolve) => {
        printer.calls.push(`out ${endpoint} ${data.length}`);
        written = () => {
          printer.calls.push('out ended');
          resolve(data.length);
        };
      });
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [printer],
    }));
    await line.open();
    const writing = line.write(new Uint8Array(20_000)).catch((error: unknown) => error);
    const closing = line.close();
    printer.answerRead(new Error('Transfer was cancelled'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(printer.calls.at(-1)).toBe('out 2 16384');
    written();
    await closing;
    expect(printer.calls.slice(-4)).toEqual(['out ended', 'release 0', 'attach 0', 'close']);
    // The rest of a long label is not sent on a line that was closed.
    expect(await writing).toMatchObject({ code: 'transport.closed' });
  });

  it('closes a device whose interface another program holds', async () => {
    const printer = new PluggedPrinter();
    printer.claimInterface = async () => {
      throw new Error('interface is busy (os error 16)');
    };
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [printer],
    }));
    await expect(line.open()).rejects.toMatchObject({ code: 'transport.busy' });
    expect(printer.calls.at(-1)).toBe('close');
  });

  it('does not take a device from a program that uses it', async () => {
    const printer = new PluggedPrinter();
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [printer],
      kernelDriver: async () => 'usbfs',
    }));
    await expect(line.open()).rejects.toMatchObject({ code: 'transport.busy', retryable: true });
    expect(printer.calls).toEqual(['open', 'close']);
  });

  it('survives a release that throws at once because the device is gone', async () => {
    const printer = new PluggedPrinter();
    printer.releaseInterface = () => {
      throw new Error('not open');
    };
    const line = createUsbTransport({ vendorId: 0x0a5f, productId: 0x81 }, async () => ({
      getDevices: async () => [printer],
    }));
    await line.open();
    const closing = line.close();
    printer.answerRead(new Error('Transfer was cancelled'));
    await closing;
    expect(printer.calls.at(-1)).toBe('close');
  });

  it('says that the device is not there', async () => {
    const line = createUsbTransport({ vendorId: 1, productId: 2 }, async () => ({
      getDevices: async () => [],
    }));
    await expect(line.open()).rejects.toMatchObject({ code: 'transport.not_found' });
  });
});

class OpenedHid extends EventEmitter {
  readonly written: string[] = [];
  closed = 0;
  async write(report: Buffer): Promise<number> {
    this.written.push(report.toString('hex'));
    return report.length;
  }
  async close(): Promise<void> {
    this.closed += 1;
  }
}

function hidLibrary(device: OpenedHid): HidLibrary {
  const library = {
    devicesAsync: async () => [
      { vendorId: 0x0aa5, productId: 1, path: '/dev/hidraw0', usagePage: 1, release: 0, interface: 0 },
      { vendorId: 0x0aa5, productId: 1, path: '/dev/hidraw1', usagePage: 0x8d, release: 0, interface: 1 },
    ],
    HIDAsync: {
      open: async (path: string) => {
        if (path !== '/dev/hidraw1')
          throw new Error(`Failed to open a device with path '${path}': Permission denied`);
        return device;
      },
    },
  };
  return library as unknown as HidLibrary;
}

describe('hid line', () => {
  it('tells two alike without serial number apart by their socket', async () => {
    const twin = (path: string) => ({
      vendorId: 0x0aa5,
      productId: 1,
      path,
      usagePage: 1,
      release: 0,
      interface: 0,
    });
    const opened: string[] = [];
    const library = {
      devicesAsync: async () => [twin('/dev/hidraw0'), twin('/dev/hidraw1')],
      HIDAsync: {
        open: async (path: string) => {
          opened.push(path);
          return new OpenedHid();
        },
      },
    } as unknown as HidLibrary;
    const socketOf = async (path: string | undefined) => (path === '/dev/hidraw0' ? '1-2.1' : '1-2.2');
    const at = (socket: string) =>
      createHidTransport({ vendorId: 0x0aa5, productId: 1, socket }, async () => library, socketOf);
    const line = at('1-2.2');
    await line.open();
    expect(opened).toEqual(['/dev/hidraw1']);
    await line.close();
    await expect(at('1-9').open()).rejects.toMatchObject({ code: 'transport.not_found' });
  });

  it('opens the wanted collection, delivers reports whole and writes one report a call', async () => {
    const device = new OpenedHid();
    const line = createHidTransport({ vendorId: 0x0aa5, productId: 1, usagePage: 0x8d }, async () =>
      hidLibrary(device),
    );
    const reports: number[][] = [];
    line.onBytes((bytes) => reports.push([...bytes]));
    await line.open();
    device.emit('data', Buffer.from('030403fe9619', 'hex'));
    await line.write(Uint8Array.of(0, 1));
    await line.close();
    expect(reports).toEqual([[0x03, 0x04, 0x03, 0xfe, 0x96, 0x19]]);
    expect(device.written).toEqual(['0001']);
    expect(device.closed).toBe(1);
  });

  it('classifies a refused and a lost device', async () => {
    const device = new OpenedHid();
    const refused = createHidTransport({ vendorId: 0x0aa5, productId: 1 }, async () => hidLibrary(device));
    await expect(refused.open()).rejects.toMatchObject({ code: 'transport.permission' });
    const line = createHidTransport({ vendorId: 0x0aa5, productId: 1, usagePage: 0x8d }, async () =>
      hidLibrary(device),
    );
    const closed = new Promise<Error | undefined>((resolve) => line.onClose(resolve));
    await line.open();
    device.emit('error', new Error('could not read from HID device'));
    expect(await closed).toMatchObject({ code: 'transport.closed' });
    await expect(line.write(Uint8Array.of(0))).rejects.toMatchObject({ code: 'transport.closed' });
  });
});

describe('list of what is plugged in', () => {
  it('answers with complete rows on any machine, with or without udev and buses', async () => {
    for (const device of await listPluggedDevices()) {
      expect(Object.keys(device)).toEqual([
        'kind',
        'path',
        'vendorId',
        'productId',
        'manufacturer',
        'product',
        'serialNumber',
        'portChain',
      ]);
      expect(['serial', 'hid', 'usb']).toContain(device.kind);
    }
    expect(await listPluggedDevices()).toBeInstanceOf(Array);
  });
});
