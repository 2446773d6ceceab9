import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';

export interface UsbEndpointShape {
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

export const loadUsb = async (): Promise<UsbLibrary> => {
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
