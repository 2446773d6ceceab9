import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { DeviceError } from '../errors.ts';
import { LineState } from './line-state.ts';
import { classifyNativeError, closedError } from './native-errors.ts';
import { socketOfUsb } from './socket.ts';
import type { Transport } from './transport.ts';

export interface UsbSettings {
  readonly vendorId: number;
  readonly productId: number;
  /** Tells two devices of one model apart. */
  readonly serialNumber?: string;
  /** Tells two of one model apart that carry no serial number: `1-2.4`. */
  readonly socket?: string;
  /**
   * Interface class to claim. Default: 7, printers (label-printers.md, "USB printer class"), or 15, personal health
   * devices (ieee-11073-20601.md section 8), whichever the device has.
   */
  readonly interfaceClass?: number;
}

/** What a line has claimed, for requests that name it. */
export interface ClaimedInterface {
  readonly interfaceNumber: number;
  readonly alternateSetting: number;
  /** Place of the active configuration among those of the device, from 0; not its `bConfigurationValue`. */
  readonly configurationIndex: number;
}

/** A class request to the claimed interface, for example GET_PORT_STATUS: request 1, length 1. */
export interface UsbControlRequest {
  readonly request: number;
  /**
   * `wValue` and `wIndex`, which each request fills in its own way. Default: 0, and the interface in the low byte of the
   * index (GET_PORT_STATUS of printers, GET_STATUS of health devices).
   */
  readonly fields?: (claimed: ClaimedInterface) => { readonly value: number; readonly index: number };
  /** Largest answer in bytes. */
  readonly length: number;
}

export interface UsbTransport extends Transport {
  /**
   * Class-specific control transfer from the device, recipient interface (`bmRequestType` A1).
   * Rejects with `transport.closed`, or `device.refused` when the device stalls the request.
   */
  controlIn(request: UsbControlRequest): Promise<Uint8Array>;
}

export function isUsbTransport(transport: Transport): transport is UsbTransport {
  return 'controlIn' in transport && typeof transport.controlIn === 'function';
}

interface UsbEndpointShape {
  readonly endpointNumber: number;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly packetSize: number;
}
interface UsbAlternateShape {
  readonly alternateSetting: number;
  readonly interfaceClass: number;
  readonly endpoints: readonly UsbEndpointShape[];
}

/** The part of a device of the `usb` 3 package that is used; WebUSB-shaped, with the time limits WebUSB lacks. */
export interface UsbDeviceShape {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string | null | undefined;
  /** Number of the bus and the way from it through the hubs. */
  readonly bus?: string;
  readonly ports?: readonly number[];
  readonly configuration?:
    | {
        readonly configurationValue?: number;
        readonly interfaces: readonly {
          readonly interfaceNumber: number;
          readonly alternates: readonly UsbAlternateShape[];
        }[];
      }
    | undefined;
  readonly configurations?: readonly { readonly configurationValue: number }[];
  open(): Promise<void>;
  close(): Promise<void>;
  claimInterface(interfaceNumber: number): Promise<void>;
  releaseInterface(interfaceNumber: number): Promise<void>;
  selectAlternateInterface(interfaceNumber: number, alternateSetting: number): Promise<void>;
  detachKernelDriver(interfaceNumber: number): Promise<void>;
  attachKernelDriver(interfaceNumber: number): Promise<void>;
  nativeControlTransferIn(
    setup: { requestType: 'class'; recipient: 'interface'; request: number; value: number; index: number },
    timeoutMs: number,
    length: number,
  ): Promise<Uint8Array | null>;
  nativeTransferIn(endpointNumber: number, timeoutMs: number, length: number): Promise<Uint8Array | null>;
  nativeTransferOut(endpointNumber: number, timeoutMs: number, data: Uint8Array): Promise<number>;
}

export interface UsbLibrary {
  getDevices(): Promise<readonly UsbDeviceShape[]>;
  /** Linux: who holds the interface, `usbfs` for a program; undefined where nobody does or the system does not say. */
  readonly kernelDriver?: (device: UsbDeviceShape, interfaceNumber: number) => Promise<string | undefined>;
}

const loadUsb = async (): Promise<UsbLibrary> => {
  const { usb } = await import('usb');
  return { getDevices: () => usb.getDevices(), kernelDriver: kernelDriverOf };
};

async function kernelDriverOf(device: UsbDeviceShape, interfaceNumber: number): Promise<string | undefined> {
  const { bus, ports, configuration } = device;
  if (bus === undefined || ports === undefined || configuration?.configurationValue === undefined)
    return undefined;
  const name = `${Number.parseInt(bus, 10)}-${ports.join('.')}:${configuration.configurationValue}.${interfaceNumber}`;
  return await readlink(`/sys/bus/usb/devices/${name}/driver`).then(
    (link) => basename(link),
    () => undefined,
  );
}

const PRINTER_CLASS = 7;
const PERSONAL_HEALTH_CLASS = 15;
const CONTROL_LIMIT_MS = 1000;
/** An idle device answers nothing; the read is simply asked again, and `close` waits at most this long. */
const READ_LIMIT_MS = 500;
/** A multiple of every bulk packet size, so that cutting a long label adds no short packet, which would end a transfer. */
const WRITE_BYTES = 16_384;
/** The library's own limit of 1 s cuts long labels half printed (label-printers.md section 6); slowest printers take 4 kB/s. */
const writeLimitMs = (bytes: number): number => 5000 + bytes / 4;

interface Claim extends ClaimedInterface {
  readonly device: UsbDeviceShape;
  readonly output: UsbEndpointShape;
  /** Personal health devices have one for each quality of service. */
  readonly inputs: readonly UsbEndpointShape[];
  readonly kernelDriverDetached: boolean;
}

export function usbUrl(vendorId: number, productId: number): string {
  const four = (value: number): string => value.toString(16).padStart(4, '0');
  return `usb://${four(vendorId)}:${four(productId)}`;
}

/**
 * The bulk endpoints of one USB interface as a byte pipe. On Linux the kernel's printer driver is detached and
 * attached again on close. Devices without a bulk IN endpoint are one-way: they never deliver a byte.
 */
export function createUsbTransport(
  settings: UsbSettings,
  load: () => Promise<UsbLibrary> = loadUsb,
): UsbTransport {
  const line = new LineState(usbUrl(settings.vendorId, settings.productId));
  const underWay = new UnderWay();
  let claim: Claim | undefined;

  const requireClaim = (): Claim => {
    line.requireOpen();
    if (claim === undefined) throw closedError(line.url, 'the line is not open');
    return claim;
  };
  const shutDown = async (cause: DeviceError | undefined): Promise<void> => {
    line.end(cause);
    const current = claim;
    claim = undefined;
    if (current === undefined) return;
    await underWay.ended();
    await release(current);
  };

  return {
    url: line.url,
    onBytes: (listener) => line.onBytes(listener),
    onClose: (listener) => line.onClose(listener),
    async open(signal) {
      line.beginOpen();
      try {
        const claimed = await claimInterface(await load(), settings, line.url);
        claim = claimed;
        if (signal?.aborted === true || line.isClosed) throw closedError(line.url, 'opening was given up');
        line.opened();
        for (const input of claimed.inputs) {
          void readUntilClosed(claimed.device, input, line, underWay).then((cause) =>
            cause === undefined ? undefined : shutDown(cause),
          );
        }
      } catch (error) {
        await shutDown(undefined);
        throw classifyNativeError(error, 'transport.open_failed', line.url);
      }
    },
    async write(bytes) {
      const { device, output } = requireClaim();
      try {
        for (let at = 0; at < bytes.length; at += WRITE_BYTES) {
          line.requireOpen();
          const part = bytes.subarray(at, at + WRITE_BYTES);
          await underWay.run(() =>
            device.nativeTransferOut(output.endpointNumber, writeLimitMs(part.length), part),
          );
        }
      } catch (error) {
        throw classifyNativeError(error, 'transport.write_failed', line.url);
      }
    },
    async controlIn({ request, fields, length }) {
      const claimed = requireClaim();
      const { device } = claimed;
      const { value, index } = fields?.(claimed) ?? { value: 0, index: claimed.interfaceNumber };
      const setup = { requestType: 'class', recipient: 'interface', request, value, index } as const;
      let answer: Uint8Array | null;
      try {
        answer = await underWay.run(() => device.nativeControlTransferIn(setup, CONTROL_LIMIT_MS, length));
      } catch (error) {
        throw classifyNativeError(error, 'transport.closed', line.url);
      }
      if (answer === null)
        throw new DeviceError('device.refused', `${line.url}: control request ${request} stalled`);
      return answer;
    },
    async close() {
      await shutDown(undefined);
    },
  };
}

async function claimInterface(library: UsbLibrary, settings: UsbSettings, url: string): Promise<Claim> {
  const device = (await library.getDevices()).find(
    (candidate) =>
      candidate.vendorId === settings.vendorId &&
      candidate.productId === settings.productId &&
      (settings.serialNumber === undefined || candidate.serialNumber === settings.serialNumber) &&
      (settings.socket === undefined || socketOfUsb(candidate.bus, candidate.ports) === settings.socket),
  );
  if (device === undefined) {
    throw new DeviceError('transport.not_found', `${url}: no such USB device`, {
      retryable: true,
      detail: { url },
    });
  }
  await device.open();
  try {
    return await claimBulkInterface(library, device, settings.interfaceClass, url);
  } catch (error) {
    await device.close().catch(() => {});
    throw error;
  }
}

async function claimBulkInterface(
  library: UsbLibrary,
  device: UsbDeviceShape,
  interfaceClass: number | undefined,
  url: string,
): Promise<Claim> {
  const wantedClasses =
    interfaceClass === undefined ? [PRINTER_CLASS, PERSONAL_HEALTH_CLASS] : [interfaceClass];
  for (const { interfaceNumber, alternates } of device.configuration?.interfaces ?? []) {
    for (const alternate of alternates) {
      const bulk = alternate.endpoints.filter((endpoint) => endpoint.type === 'bulk');
      const output = bulk.find((endpoint) => endpoint.direction === 'out');
      if (!wantedClasses.includes(alternate.interfaceClass) || output === undefined) continue;
      // Detaching would take the interface from a program as well, in the middle of its job.
      if ((await library.kernelDriver?.(device, interfaceNumber)) === 'usbfs') {
        throw new DeviceError('transport.busy', `${url}: another program uses this device`, {
          retryable: true,
          detail: { url },
        });
      }
      // Refused where no kernel driver holds the interface and on systems without this call; the claim decides.
      const kernelDriverDetached = await device.detachKernelDriver(interfaceNumber).then(
        () => true,
        () => false,
      );
      await device.claimInterface(interfaceNumber);
      if (alternate.alternateSetting !== 0) {
        await device.selectAlternateInterface(interfaceNumber, alternate.alternateSetting);
      }
      const { alternateSetting } = alternate;
      const inputs = bulk.filter((endpoint) => endpoint.direction === 'in');
      const configurationIndex = indexOfConfiguration(device);
      return {
        device,
        interfaceNumber,
        alternateSetting,
        configurationIndex,
        output,
        inputs,
        kernelDriverDetached,
      };
    }
  }
  throw new DeviceError(
    'transport.open_failed',
    `${url}: no bulk interface of class ${wantedClasses.join(' or ')}`,
    {
      detail: { url },
    },
  );
}

function indexOfConfiguration({ configuration, configurations }: UsbDeviceShape): number {
  const active = configuration?.configurationValue;
  const index = configurations?.findIndex(({ configurationValue }) => configurationValue === active) ?? 0;
  return Math.max(0, index);
}

/** Returns the cause when the device was lost, `undefined` when the line was closed by us. */
async function readUntilClosed(
  device: UsbDeviceShape,
  input: UsbEndpointShape,
  line: LineState,
  underWay: UnderWay,
): Promise<DeviceError | undefined> {
  while (line.isOpen) {
    try {
      const bytes = await underWay.run(() =>
        device.nativeTransferIn(input.endpointNumber, READ_LIMIT_MS, input.packetSize),
      );
      if (bytes !== null) line.receive(bytes);
    } catch (error) {
      if (!isReadTimeout(error)) return classifyNativeError(error, 'transport.closed', line.url);
    }
  }
  return undefined;
}

/** `usb` 3 reports an unanswered read as a cancelled transfer, in the message only. */
function isReadTimeout(error: unknown): boolean {
  return error instanceof Error && /cancel|time(d )?out/i.test(error.message);
}

/**
 * Transfers that run. `usb` 3 throws ("cannot be borrowed mutably") when an interface is released or a device closed while
 * one of its transfers runs, as when a station is stopped in the middle of a message: both wait for the last to end.
 */
class UnderWay {
  readonly #transfers = new Set<Promise<unknown>>();

  async run<Result>(transfer: () => Promise<Result>): Promise<Result> {
    const running = transfer();
    this.#transfers.add(running);
    try {
      return await running;
    } finally {
      this.#transfers.delete(running);
    }
  }

  async ended(): Promise<void> {
    while (this.#transfers.size > 0) await Promise.allSettled(this.#transfers);
  }
}

async function release({ device, interfaceNumber, kernelDriverDetached }: Claim): Promise<void> {
  // Each step fails once the device is pulled out; the rest is still tried, so that a live device is left usable.
  const attempt = async (step: () => Promise<void>): Promise<void> => {
    try {
      await step();
    } catch {
      // Nothing is left to release.
    }
  };
  await attempt(() => device.releaseInterface(interfaceNumber));
  if (kernelDriverDetached) await attempt(() => device.attachKernelDriver(interfaceNumber));
  await attempt(() => device.close());
}
