import { mkdir, symlink, writeFile } from 'node:fs/promises';

const FOLDER = '/sys/kernel/config/usb_gadget';
const ENGLISH = '0x409';
/** USB self-powered, 100 mA: what a device says of its hunger does not matter on a virtual bus. */
const POWER_MA = '100';

export interface GadgetModel {
  /** Name in configfs. */
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly product: string;
  /** Kind of function and name, for example `printer.label`, with its attributes. */
  readonly function: string;
  readonly attributes?: Readonly<Record<string, string | Uint8Array>>;
  /** Which of the four sockets of the virtual bus, 0 to 3. */
  readonly socket: number;
}

/** A USB device of the kernel's gadget framework (Linux Documentation/usb/gadget_configfs.rst) on the virtual bus. */
export class Gadget {
  readonly #folder: string;
  readonly #socket: number;

  private constructor(folder: string, socket: number) {
    this.#folder = folder;
    this.#socket = socket;
  }

  /** Puts it together; it is on the bus after `plug`. */
  static async build(model: GadgetModel): Promise<Gadget> {
    const folder = `${FOLDER}/${model.name}`;
    const set = (file: string, value: string | Uint8Array): Promise<void> =>
      writeFile(`${folder}/${file}`, value);
    await mkdir(folder);
    await set('idVendor', `0x${model.vendorId.toString(16)}`);
    await set('idProduct', `0x${model.productId.toString(16)}`);
    await mkdir(`${folder}/strings/${ENGLISH}`);
    await set(`strings/${ENGLISH}/serialnumber`, model.serialNumber);
    await set(`strings/${ENGLISH}/manufacturer`, model.manufacturer);
    await set(`strings/${ENGLISH}/product`, model.product);
    await mkdir(`${folder}/configs/c.1`);
    await set('configs/c.1/MaxPower', POWER_MA);
    await mkdir(`${folder}/functions/${model.function}`);
    for (const [name, value] of Object.entries(model.attributes ?? {})) {
      await set(`functions/${model.function}/${name}`, value);
    }
    await symlink(`${folder}/functions/${model.function}`, `${folder}/configs/c.1/${model.function}`);
    return new Gadget(folder, model.socket);
  }

  async plug(): Promise<void> {
    await writeFile(`${this.#folder}/UDC`, `dummy_udc.${this.#socket}\n`);
  }

  /** An empty line lets go of the socket: to the system the cable was pulled. */
  async unplug(): Promise<void> {
    await writeFile(`${this.#folder}/UDC`, '\n');
  }
}
