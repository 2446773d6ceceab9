import {
  createVirtualPrinter,
  type PrintedLabel,
  type VirtualPrinter,
} from '../../../../drivers/printers/printer-zpl/virtual-printer.ts';
import { systemClock } from '../../../../drivers/transport/transport.ts';
import { eventually } from '../station/plugged.ts';
import { DeviceEnd } from './device-end.ts';
import { Gadget } from './gadget.ts';
import { errorCode, KernelFile } from './kernel-file.ts';
import { expect } from '../suite.ts';
import { run } from './programs.ts';

const MOST_READ = 65_536;
/** GADGET_SET_PRINTER_STATUS (Linux include/uapi/linux/usb/g_printer.h): read and write, one byte, group `g`, number 22h. */
const SET_STATUS = 0xc0016722;

const DEVICE_FILE = '/dev/g_printer0';

/** A label printer on USB: the kernel's printer function outside, the virtual ZPL printer of the drivers inside. */
export class LabelPrinter {
  readonly virtual: VirtualPrinter = createVirtualPrinter({ clock: systemClock });
  readonly labels: PrintedLabel[] = [];
  /** Since it was built. */
  bytesTaken = 0;
  readonly #gadget: Gadget;
  #file: KernelFile | undefined;
  #end: DeviceEnd | undefined;

  private constructor(gadget: Gadget) {
    this.#gadget = gadget;
    this.virtual.onLabel((label) => this.labels.push(label));
  }

  static async build(deviceId: string): Promise<LabelPrinter> {
    return new LabelPrinter(
      await Gadget.build({
        name: 'printer',
        vendorId: 0x0a5f,
        productId: 0x0081,
        serialNumber: 'LABEL-1',
        manufacturer: 'Lab',
        product: 'Lab label printer',
        function: 'printer.label',
        attributes: { pnp_string: deviceId },
        socket: 1,
      }),
    );
  }

  /** The function's file can be opened while it is plugged in and the host has configured it. */
  async plug(): Promise<void> {
    await this.#gadget.plug();
    const received = (bytes: Uint8Array): void => {
      this.bytesTaken += bytes.length;
      this.#end?.receive(bytes);
    };
    const file = await openOnceThere(received);
    this.#file = file;
    this.#end = new DeviceEnd(DEVICE_FILE, (bytes) => file.write(bytes));
    this.virtual.attach(this.#end);
  }

  async unplug(): Promise<void> {
    const [file, end] = [this.#file, this.#end];
    this.#file = undefined;
    this.#end = undefined;
    await this.#gadget.unplug();
    await end?.close();
    await file?.close();
  }

  /** A buffer that is full and stays full. */
  stuck(): void {
    if (this.#file !== undefined) this.#file.isStuck = true;
  }

  /** The byte of GET_PORT_STATUS. Node has no `ioctl`; Perl is part of every Debian. */
  async portStatus(status: number): Promise<void> {
    const script = `exit(defined(ioctl(STDIN, ${SET_STATUS}, ${status})) ? 0 : 1)`;
    await run('perl', ['-e', script], this.#file?.descriptor);
  }

  async end(): Promise<void> {
    this.virtual.stop();
    await this.unplug();
  }
}

async function openOnceThere(received: (bytes: Uint8Array) => void): Promise<KernelFile> {
  let file: KernelFile | undefined;
  await eventually(async () => {
    file = await KernelFile.open(DEVICE_FILE, MOST_READ, received).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENODEV') return undefined;
      throw error;
    });
    return file !== undefined;
  }, `${DEVICE_FILE} did not come`);
  expect(file !== undefined, 'no file');
  return file;
}
