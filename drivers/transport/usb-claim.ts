import { DeviceError } from '../errors.ts';
import { socketOfUsb } from './socket.ts';
import type { UsbDeviceShape, UsbEndpointShape, UsbLibrary } from './usb-library.ts';

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

/** An interface that is ours until `releaseClaim`. */
export interface Claim extends ClaimedInterface {
  readonly device: UsbDeviceShape;
  readonly output: UsbEndpointShape;
  /** Personal health devices have one for each quality of service. */
  readonly inputs: readonly UsbEndpointShape[];
  readonly kernelDriverDetached: boolean;
}

const PRINTER_CLASS = 7;
const PERSONAL_HEALTH_CLASS = 15;

/**
 * Finds the device, opens it and claims the bulk interface of the wanted class.
 *
 * @throws DeviceError `transport.not_found`, `transport.busy`, `transport.open_failed`; what the library throws
 */
export async function claimInterface(
  library: UsbLibrary,
  settings: UsbSettings,
  url: string,
): Promise<Claim> {
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

/** Gives the interface back, to the kernel's driver too where it was taken from it. Never rejects. */
export async function releaseClaim({ device, interfaceNumber, kernelDriverDetached }: Claim): Promise<void> {
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
