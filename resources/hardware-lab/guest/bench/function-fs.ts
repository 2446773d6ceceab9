import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from './kernel-file.ts';
import { run } from './programs.ts';

/** Linux include/uapi/linux/usb/functionfs.h. */
const DESCRIPTORS_MAGIC_V2 = 3;
const STRINGS_MAGIC = 2;
const HAS_FULL_SPEED = 1;
const HAS_HIGH_SPEED = 2;
const EVENT_BYTES = 12;
const EVENT_TYPE_AT = 8;
const EVENT = { enable: 2, disable: 3, setup: 4 } as const;
const FROM_DEVICE = 0x80;
const MOST_READ = 16_384;

export interface FunctionFsHandlers {
  /** The host has configured the device. */
  enabled(): void;
  disabled(): void;
  received(bytes: Uint8Array): void;
  /** Class requests from the device; `undefined` = stalled. */
  controlIn(request: number, length: number): Uint8Array | undefined;
}

/** One interface with a bulk endpoint each way, carried out here instead of in the kernel (FunctionFS). */
export class BulkFunction {
  readonly #folder: string;
  readonly #control: FileHandle;
  #input: FileHandle | undefined;

  private constructor(folder: string, control: FileHandle) {
    this.#folder = folder;
    this.#control = control;
  }

  /** @param name of the function in configfs, behind `ffs.`; its gadget must be built */
  static async mount(name: string, interfaceClass: number): Promise<BulkFunction> {
    const folder = `/run/lab/${name}`;
    await mkdir(folder, { recursive: true });
    await run('/run/lab/busybox', ['mount', '-t', 'functionfs', name, folder]);
    const control = await open(`${folder}/ep0`, 'r+');
    await control.write(descriptors(interfaceClass));
    await control.write(noStrings());
    return new BulkFunction(folder, control);
  }

  /** Ends with the guest: a read in the kernel cannot be called back. */
  async serve(handlers: FunctionFsHandlers): Promise<void> {
    this.#input = await open(`${this.#folder}/ep2`, 'r+');
    const output = await open(`${this.#folder}/ep1`, 'r+');
    void this.#readEvents(handlers);
    void readBulk(output, handlers);
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#input?.write(bytes);
  }

  async #readEvents(handlers: FunctionFsHandlers): Promise<void> {
    const buffer = Buffer.alloc(EVENT_BYTES * 4);
    for (;;) {
      const { bytesRead } = await this.#control.read(buffer, 0, buffer.length, null);
      for (let at = 0; at + EVENT_BYTES <= bytesRead; at += EVENT_BYTES) {
        const event = buffer.subarray(at, at + EVENT_BYTES);
        const type = event.readUInt8(EVENT_TYPE_AT);
        if (type === EVENT.enable) handlers.enabled();
        else if (type === EVENT.disable) handlers.disabled();
        else if (type === EVENT.setup) await this.#answer(event, handlers);
      }
    }
  }

  async #answer(setup: Buffer, handlers: FunctionFsHandlers): Promise<void> {
    const isIn = (setup.readUInt8(0) & FROM_DEVICE) !== 0;
    const answer = isIn ? handlers.controlIn(setup.readUInt8(1), setup.readUInt16LE(6)) : undefined;
    if (answer !== undefined) {
      await this.#control.write(answer.subarray(0, setup.readUInt16LE(6)));
      return;
    }
    // The wrong direction stalls the request, which the kernel tells as an error on purpose.
    const stall = isIn
      ? this.#control.read(Buffer.alloc(1), 0, 0, null)
      : this.#control.write(Buffer.alloc(0));
    await stall.catch(() => {});
  }
}

async function readBulk(output: FileHandle, handlers: FunctionFsHandlers): Promise<void> {
  const buffer = Buffer.alloc(MOST_READ);
  for (;;) {
    try {
      const { bytesRead } = await output.read(buffer, 0, buffer.length, null);
      if (bytesRead > 0) handlers.received(Uint8Array.from(buffer.subarray(0, bytesRead)));
    } catch (error) {
      // Unplugged in the middle of a read; the next one waits for the plug.
      if (errorCode(error) !== 'ESHUTDOWN' && errorCode(error) !== 'ENODEV') throw error;
      await wait(5);
    }
  }
}

function descriptors(interfaceClass: number): Uint8Array {
  const bulk = (address: number, packet: number): number[] => [
    7,
    5,
    address,
    2,
    packet & 0xff,
    packet >> 8,
    0,
  ];
  const speed = (packet: number): number[] => [
    ...[9, 4, 0, 0, 2, interfaceClass, 0, 0, 0],
    ...bulk(0x01, packet),
    ...bulk(0x82, packet),
  ];
  const body = Buffer.from([...speed(64), ...speed(512)]);
  const header = Buffer.alloc(20);
  [DESCRIPTORS_MAGIC_V2, header.length + body.length, HAS_FULL_SPEED | HAS_HIGH_SPEED, 3, 3].forEach(
    (value, index) => header.writeUInt32LE(value, index * 4),
  );
  return Buffer.concat([header, body]);
}

function noStrings(): Uint8Array {
  const header = Buffer.alloc(16);
  [STRINGS_MAGIC, header.length, 0, 0].forEach((value, index) => header.writeUInt32LE(value, index * 4));
  return header;
}
