import { expect } from 'vitest';
import { DeviceError } from '../errors.ts';
import type { DeviceEvent, DriverModule, RunningDevice } from '../manifest.ts';
import { createManualClock, type ManualClock } from '../transport/manual-clock.ts';
import { createMemoryPair, type WireBehaviour } from '../transport/memory.ts';
import { silentLog, type Transport } from '../transport/transport.ts';
import type { UsbControlRequest, UsbTransport } from '../transport/usb.ts';
import { createPaperMachine, type PaperMachine } from './paper-machine.ts';
import { attachMachine, type SimulatedLanguage } from './printer-simulator.ts';
import { deviceIdRequest } from './usb-class.ts';

/** What the port of a printer on USB answers; `undefined` = the request is refused. */
export interface FakePort {
  deviceId?: string | undefined;
  portStatus?: number | undefined;
}

export interface PrintingBenchOptions {
  readonly driver: DriverModule;
  readonly language: SimulatedLanguage;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly toDriver?: WireBehaviour;
  /** The line is a USB line with this port. */
  readonly port?: FakePort;
}

export interface PrintingBench {
  readonly clock: ManualClock;
  readonly machine: PaperMachine;
  readonly device: RunningDevice;
  readonly events: DeviceEvent[];
  /** What came out, in order. */
  readonly pieces: Readonly<Record<string, unknown>>[];
  /** What the host sent, over all connections. */
  readonly received: Uint8Array[];
  /** `fault printer.paper_out`, in order. */
  states(): string[];
  /** Everything the device says of itself, the last of each. */
  identity(): unknown;
  /** No connection from now on, and the one that is open breaks. */
  unplug(): Promise<void>;
  plug(): void;
  end(): Promise<void>;
}

/** A printer's driver and the simulator of its language under a clock that stands still until told. */
export function createPrintingBench(options: PrintingBenchOptions): PrintingBench {
  const { driver, language, settings = {}, toDriver = { split: 1 }, port } = options;
  const clock = createManualClock();
  const machine = createPaperMachine(clock);
  const pieces: Readonly<Record<string, unknown>>[] = [];
  const received: Uint8Array[] = [];
  const events: DeviceEvent[] = [];
  let unplugged = false;
  let far: Transport | undefined;
  machine.onPiece((what) => pieces.push(what));
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [line, other] = createMemoryPair({ clock, toDriver });
      if (unplugged) return unreachable(line);
      far = other;
      attachMachine(machine, listeningTo(language, received), other);
      return port === undefined ? line : onUsb(line, port);
    },
  });
  device.onEvent((event) => events.push(event));
  return {
    clock,
    machine,
    device,
    events,
    pieces,
    received,
    states: () =>
      events.flatMap((event) =>
        event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
      ),
    identity: () => events.findLast((event) => event.kind === 'identity')?.identity,
    async unplug() {
      unplugged = true;
      await far?.close();
    },
    plug() {
      unplugged = false;
    },
    async end() {
      const stopped = device.stop();
      await clock.advance(0);
      await stopped;
      machine.stop();
    },
  };
}

function unreachable(line: Transport): Transport {
  const refused = new DeviceError('transport.open_failed', 'refused', { retryable: true });
  return { ...line, open: () => Promise.reject(refused) };
}

function listeningTo(language: SimulatedLanguage, received: Uint8Array[]): SimulatedLanguage {
  return {
    connect(machine, answer) {
      const conversation = language.connect(machine, answer);
      return {
        received(bytes) {
          received.push(bytes);
          conversation.received(bytes);
        },
      };
    },
  };
}

/** The line as a USB line whose port answers the requests of the printer class. */
export function onUsb(line: Transport, port: FakePort): UsbTransport {
  const controlIn = async ({ request }: UsbControlRequest): Promise<Uint8Array> => {
    const { deviceId, portStatus } = port;
    if (request === deviceIdRequest.request && deviceId !== undefined) {
      const length = deviceId.length + 2;
      return Uint8Array.from([length >> 8, length & 0xff, ...Buffer.from(deviceId, 'latin1')]);
    }
    if (request !== deviceIdRequest.request && portStatus !== undefined) return Uint8Array.of(portStatus);
    throw new DeviceError('device.refused', 'stalled');
  };
  return Object.assign(line, { controlIn });
}

export const printingFailure = (code: string, detail: Record<string, unknown>): unknown =>
  expect.objectContaining({ name: 'DeviceError', code, detail: expect.objectContaining(detail) as unknown });
