import type * as NodeHid from 'node-hid';
import type { HIDAsync } from 'node-hid';
import { LineState } from './line-state.ts';
import { classifyNativeError, closedError } from './native-errors.ts';
import { socketOfHid } from './socket.ts';
import type { Transport } from './transport.ts';

export interface HidSettings {
  readonly vendorId: number;
  readonly productId: number;
  /** Tells two devices of one model apart. */
  readonly serialNumber?: string;
  /** Tells two of one model apart that carry no serial number: `1-2.4`. Linux only. */
  readonly socket?: string;
  /** Picks one of several collections of a device, for example 0x8D for scales. */
  readonly usagePage?: number;
}

/** The part of `node-hid` that is used; handed in so that the line can be tested without a device. */
export type HidLibrary = Pick<typeof NodeHid, 'devicesAsync' | 'HIDAsync'>;

const loadNodeHid = async (): Promise<HidLibrary> => await import('node-hid');

/** HID beside its interrupt reports: feature reports over the control pipe. */
export interface HidTransport extends Transport {
  /** The report with its id in the first byte. Rejects with `transport.closed` or `device.refused` (stalled). */
  featureIn(reportId: number, length: number): Promise<Uint8Array>;
  /** `report`: id in the first byte, 0 for devices without ids. Rejects with `transport.write_failed`. */
  featureOut(report: Uint8Array): Promise<void>;
}

export function isHidTransport(transport: Transport): transport is HidTransport {
  return 'featureOut' in transport && typeof transport.featureOut === 'function';
}

export function hidUrl(vendorId: number, productId: number): string {
  const four = (value: number): string => value.toString(16).padStart(4, '0');
  return `hid://${four(vendorId)}:${four(productId)}`;
}

/**
 * HID reports as a byte pipe: every input report arrives as one chunk, every `write` is one output report whose first
 * byte is the report id (0 for devices without ids), as `node-hid` wants it. Keyboards cannot be opened this way
 * (iso14443-cards.md section 2). Belongs into the devices process: the native code may crash (engineering notes 1.9).
 */
export function createHidTransport(
  settings: HidSettings,
  load: () => Promise<HidLibrary> = loadNodeHid,
  socketOf: typeof socketOfHid = socketOfHid,
): HidTransport {
  const line = new LineState(hidUrl(settings.vendorId, settings.productId));
  let device: HIDAsync | undefined;

  const requireDevice = (): HIDAsync => {
    line.requireOpen();
    if (device === undefined) throw closedError(line.url, 'the line is not open');
    return device;
  };
  const release = async (): Promise<void> => {
    const current = device;
    device = undefined;
    if (current === undefined) return;
    current.removeAllListeners('data');
    // A device that was pulled out rejects its close; there is nothing left to release then.
    await current.close().catch(() => {});
  };

  return {
    url: line.url,
    onBytes: (listener) => line.onBytes(listener),
    onClose: (listener) => line.onClose(listener),
    async open(signal) {
      line.beginOpen();
      try {
        const library = await load();
        const opened = await library.HIDAsync.open(await findPath(library, settings, line.url, socketOf));
        device = opened;
        if (signal?.aborted === true || line.isClosed) throw closedError(line.url, 'opening was given up');
        opened.on('error', (error: unknown) => {
          if (line.end(classifyNativeError(error, 'transport.closed', line.url))) void release();
        });
        opened.on('data', (report: Buffer) => line.receive(Uint8Array.from(report)));
        line.opened();
      } catch (error) {
        line.end(undefined);
        await release();
        throw classifyNativeError(error, 'transport.open_failed', line.url);
      }
    },
    async write(bytes) {
      const opened = requireDevice();
      try {
        await opened.write(Buffer.from(bytes));
      } catch (error) {
        throw classifyNativeError(error, 'transport.write_failed', line.url);
      }
    },
    async featureIn(reportId, length) {
      const opened = requireDevice();
      try {
        return Uint8Array.from(await opened.getFeatureReport(reportId, length));
      } catch (error) {
        throw classifyNativeError(error, 'device.refused', line.url);
      }
    },
    async featureOut(report) {
      const opened = requireDevice();
      try {
        await opened.sendFeatureReport(Buffer.from(report));
      } catch (error) {
        throw classifyNativeError(error, 'transport.write_failed', line.url);
      }
    },
    async close() {
      line.end(undefined);
      await release();
    },
  };
}

async function findPath(
  library: HidLibrary,
  settings: HidSettings,
  url: string,
  socketOf: typeof socketOfHid,
): Promise<string> {
  const fitting = (await library.devicesAsync(settings.vendorId, settings.productId)).filter(
    (candidate) =>
      candidate.path !== undefined &&
      (settings.serialNumber === undefined || candidate.serialNumber === settings.serialNumber) &&
      (settings.usagePage === undefined || candidate.usagePage === settings.usagePage),
  );
  const { socket } = settings;
  const sockets = socket === undefined ? [] : await Promise.all(fitting.map(({ path }) => socketOf(path)));
  const found = socket === undefined ? fitting[0] : fitting[sockets.indexOf(socket)];
  if (found?.path === undefined) {
    throw classifyNativeError(
      Object.assign(new Error('no such HID device'), { code: 'ENOENT' }),
      'transport.not_found',
      url,
    );
  }
  return found.path;
}
