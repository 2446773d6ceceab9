import { KernelFile } from './kernel-file.ts';

/** Event numbers and offsets of `struct uhid_event` (Linux include/uapi/linux/uhid.h); everything little-endian and packed. */
const EVENT = {
  destroy: 1,
  open: 4,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;
const TYPE_BYTES = 4;
const DATA_MAX = 4096;
const EVENT_BYTES = TYPE_BYTES + 128 + 64 + 64 + 2 + 2 + 16 + DATA_MAX;
const BUS_USB = 3;
/** What a device without an answer says: the request is stalled. */
const STALL = 32;

export interface HidModel {
  readonly name: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string;
  readonly descriptor: Uint8Array;
}

export interface HidHandlers {
  /** An output report, with its id in front; the id is 0 for devices without ids. */
  output(report: Uint8Array): void;
  /** A feature report from the host; false = refused. */
  setFeature(report: Uint8Array): boolean;
  /** A feature report for the host, id in front; `undefined` = refused. */
  getFeature(reportId: number): Uint8Array | undefined;
}

/** A HID device that exists as long as this object is not unplugged: `/dev/uhid` (Linux Documentation/hid/uhid.rst). */
export class UhidDevice {
  readonly #handlers: HidHandlers;
  readonly #file: Promise<KernelFile>;

  private constructor(handlers: HidHandlers) {
    this.#handlers = handlers;
    this.#file = KernelFile.open('/dev/uhid', EVENT_BYTES, (event) => this.#happened(event));
  }

  static async plug(model: HidModel, handlers: HidHandlers): Promise<UhidDevice> {
    const device = new UhidDevice(handlers);
    await device.#write(createEvent(model));
    return device;
  }

  async input(report: Uint8Array): Promise<void> {
    const event = Buffer.alloc(TYPE_BYTES + 2 + report.length);
    event.writeUInt32LE(EVENT.input2, 0);
    event.writeUInt16LE(report.length, TYPE_BYTES);
    event.set(report, TYPE_BYTES + 2);
    await this.#write(event);
  }

  async unplug(): Promise<void> {
    const event = Buffer.alloc(TYPE_BYTES);
    event.writeUInt32LE(EVENT.destroy, 0);
    await this.#write(event);
    await (await this.#file).close();
  }

  async #write(event: Uint8Array): Promise<void> {
    await (await this.#file).write(event);
  }

  #happened(bytes: Uint8Array): void {
    const handlers = this.#handlers;
    const event = Buffer.from(bytes);
    switch (event.readUInt32LE(0)) {
      case EVENT.output: {
        const size = event.readUInt16LE(TYPE_BYTES + DATA_MAX);
        handlers.output(Uint8Array.from(event.subarray(TYPE_BYTES, TYPE_BYTES + size)));
        return;
      }
      case EVENT.setReport: {
        const size = event.readUInt16LE(TYPE_BYTES + 6);
        const data = event.subarray(TYPE_BYTES + 8, TYPE_BYTES + 8 + size);
        const isTaken = handlers.setFeature(Uint8Array.from(data));
        void this.#reply(
          EVENT.setReportReply,
          event.readUInt32LE(TYPE_BYTES),
          isTaken ? 0 : STALL,
          undefined,
        );
        return;
      }
      case EVENT.getReport: {
        const report = handlers.getFeature(event.readUInt8(TYPE_BYTES + 4));
        const error = report === undefined ? STALL : 0;
        void this.#reply(
          EVENT.getReportReply,
          event.readUInt32LE(TYPE_BYTES),
          error,
          report ?? new Uint8Array(0),
        );
        return;
      }
      default:
    }
  }

  async #reply(type: number, id: number, error: number, data: Uint8Array | undefined): Promise<void> {
    const event = Buffer.alloc(TYPE_BYTES + 6 + (data === undefined ? 0 : 2 + data.length));
    event.writeUInt32LE(type, 0);
    event.writeUInt32LE(id, TYPE_BYTES);
    event.writeUInt16LE(error, TYPE_BYTES + 4);
    if (data !== undefined) {
      event.writeUInt16LE(data.length, TYPE_BYTES + 6);
      event.set(data, TYPE_BYTES + 8);
    }
    await this.#write(event);
  }
}

function createEvent(model: HidModel): Uint8Array {
  const event = Buffer.alloc(TYPE_BYTES + 128 + 64 + 64 + 2 + 2 + 16 + model.descriptor.length);
  event.writeUInt32LE(EVENT.create2, 0);
  event.write(model.name, TYPE_BYTES, 127, 'utf8');
  event.write(model.serialNumber, TYPE_BYTES + 128 + 64, 63, 'latin1');
  let at = TYPE_BYTES + 128 + 64 + 64;
  at = event.writeUInt16LE(model.descriptor.length, at);
  at = event.writeUInt16LE(BUS_USB, at);
  at = event.writeUInt32LE(model.vendorId, at);
  at = event.writeUInt32LE(model.productId, at);
  at = event.writeUInt32LE(0x0100, at);
  at = event.writeUInt32LE(0, at);
  event.set(model.descriptor, at);
  return event;
}
