import type { DeviceEvent, RunningDevice } from '../../manifest.ts';
import { createManualClock, type ManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair, type WireBehaviour } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { DeviceError } from '../../errors.ts';
import { encodeLabel, type RfidEncoding } from '../label-languages/index.ts';
import { type FakePort, onUsb } from '../printer-bench.testing.ts';
import { createZplPrinter } from './device.ts';
import { createVirtualPrinter, type PrintedLabel, type VirtualPrinter } from './virtual-printer.ts';

/** A device and a virtual printer joined by memory lines, under a clock that stands still until told. */
export interface PrinterBench {
  readonly clock: ManualClock;
  readonly device: RunningDevice;
  readonly printer: VirtualPrinter;
  readonly events: DeviceEvent[];
  readonly labels: PrintedLabel[];
  /** How often a connection was opened. */
  readonly connections: () => number;
  /** While true, connecting is refused. */
  unplugged: boolean;
}

export function createPrinterBench(
  settings: Readonly<Record<string, unknown>> = {},
  toDriver: WireBehaviour = {},
  port?: FakePort,
): PrinterBench {
  const clock = createManualClock();
  const printer = createVirtualPrinter({ clock });
  const events: DeviceEvent[] = [];
  const labels: PrintedLabel[] = [];
  let connections = 0;
  const factory = () => {
    const [driver, device] = createMemoryPair({ clock, toDriver });
    if (bench.unplugged) {
      return {
        ...driver,
        open: () => Promise.reject(new DeviceError('transport.open_failed', 'refused', { retryable: true })),
      };
    }
    connections += 1;
    printer.attach(device);
    return port === undefined ? driver : onUsb(driver, port);
  };
  const device = createZplPrinter({ factory, clock, log: silentLog, settings });
  device.onEvent((event) => events.push(event));
  printer.onLabel((label) => labels.push(label));
  const bench: PrinterBench = {
    clock,
    device,
    printer,
    events,
    labels,
    connections: () => connections,
    unplugged: false,
  };
  return bench;
}

/** A small label as ZPL. */
export function labelBytes(options: { copies?: number; rfid?: RfidEncoding } = {}): Uint8Array {
  return encodeLabel('zpl', {
    widthDots: 480,
    heightDots: 320,
    widthMm: 60,
    heightMm: 40,
    gapMm: 2,
    elements: [],
    copies: options.copies ?? 1,
    ...(options.rfid === undefined ? {} : { rfid: options.rfid }),
  });
}

/** The result of a promise, or the DeviceError it was rejected with; `undefined` while it is open. */
export function watch(promise: Promise<unknown>): { readonly value: () => unknown } {
  let value: unknown;
  promise.then(
    (result) => {
      value = result;
    },
    (error: unknown) => {
      value = error;
    },
  );
  return { value: () => value };
}
