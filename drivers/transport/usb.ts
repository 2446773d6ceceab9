import { DeviceError } from '../errors.ts';
import { LineState } from './line-state.ts';
import { classifyNativeError, closedError } from './native-errors.ts';
import type { Transport } from './transport.ts';
import {
  type Claim,
  type ClaimedInterface,
  claimInterface,
  releaseClaim,
  type UsbSettings,
} from './usb-claim.ts';
import { loadUsb, type UsbDeviceShape, type UsbEndpointShape, type UsbLibrary } from './usb-library.ts';
import { UnderWay } from './usb-transfers.ts';

export type { ClaimedInterface, UsbSettings } from './usb-claim.ts';

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

const CONTROL_LIMIT_MS = 1000;
/** An idle device answers nothing; the read is simply asked again, and `close` waits at most this long. */
const READ_LIMIT_MS = 500;
/** A multiple of every bulk packet size, so that cutting a long label adds no short packet, which would end a transfer. */
const WRITE_BYTES = 16_384;
/** The library's own limit of 1 s cuts long labels half printed (label-printers.md section 6); slowest printers take 4 kB/s. */
const writeLimitMs = (bytes: number): number => 5000 + bytes / 4;

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
    await releaseClaim(current);
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
