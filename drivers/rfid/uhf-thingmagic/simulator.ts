import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator, type SimulatorStage, type SimulatorStep } from '../../simulator/simulator-stage.ts';
import { be16, be32, u16, u32 } from '../serial-uhf/bytes.ts';
import { SimulatedModule } from '../serial-uhf/simulated-module.ts';
import type { VirtualTag } from '../serial-uhf/virtual-field.ts';
import { GEN2, NO_TAGS, operationName, THINGMAGIC } from './codes.ts';
import { thingmagicFrame } from './commands.ts';
import { createThingmagicFramer, type ThingmagicFrame } from './frame.ts';

const STREAM_MS = 100;
const ALIVE_MS = 1000;
/** Bootloader, hardware, date, firmware, protocols. */
const VERSION = [
  ...[0x12, 0x12, 0x13, 0x00, 0x30, 0x00, 0x00, 0x02],
  ...[0x20, 0x16, 0x07, 0x06, 0x01, 0x07, 0x00, 0x02, 0x00, 0x00, 0x00, 0x10],
];
const OK = 0x0000;

/** Plays a ThingMagic module; the steps are in the README. */
export function attachThingmagicSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, new SimulatedThingmagic());
}

class SimulatedThingmagic extends SimulatedModule<ThingmagicFrame> {
  #power = 2700;
  #region = 0x01;
  #antennas: readonly number[] = [1];
  #buffer: VirtualTag[] = [];
  #cancelStream: (() => void) | undefined;
  #sinceAlive = 0;

  constructor() {
    super(createThingmagicFramer());
  }

  protected losePower(): void {
    this.#power = 2700;
    this.#region = 0x01;
    this.#stopStream();
  }

  protected override ownStep(step: SimulatorStep, stage: SimulatorStage): (() => void) | undefined {
    if (step['flooding'] === true) return () => this.#startStream(stage);
    const { trouble } = step;
    const status = trouble === 'hot' ? 0x0504 : trouble === 'returnLoss' ? 0x0505 : undefined;
    if (status === undefined) return undefined;
    return () =>
      void stage.send(thingmagicFrame(THINGMAGIC.readMultiple, [], status), { did: String(trouble) });
  }

  override ended(): void {
    this.#stopStream();
  }

  protected async answer({ operation, status, data }: ThingmagicFrame, stage: SimulatorStage): Promise<void> {
    if (status !== undefined) return;
    const did = operationName(operation) ?? 'unknown';
    const send = (answer: readonly number[] = [], as = OK): Promise<void> =>
      stage.send(thingmagicFrame(operation, answer, as), { did });
    switch (operation) {
      case THINGMAGIC.version:
        return send(VERSION);
      case THINGMAGIC.setProtocol:
      case THINGMAGIC.setWritePower:
      case THINGMAGIC.setOptional:
        return send();
      case THINGMAGIC.setAntenna:
        this.#antennas = Array.from(data.subarray(1)).filter((_, index) => index % 2 === 0);
        return send();
      case THINGMAGIC.setRegion:
        this.#region = data[0] ?? 1;
        return send();
      case THINGMAGIC.getRegion:
        return send([this.#region]);
      case THINGMAGIC.setReadPower:
        this.#power = u16(data, 0);
        return send();
      case THINGMAGIC.getReadPower:
        return send([0, ...be16(this.#power)]);
      case THINGMAGIC.clearTagBuffer:
        this.#buffer = [];
        return send();
      case THINGMAGIC.readMultiple:
        this.#buffer = this.#inView();
        return this.#buffer.length === 0 ? send([], NO_TAGS) : send([0, 0, 3, ...be32(this.#buffer.length)]);
      case THINGMAGIC.getTagBuffer:
        return this.#sendBuffer(stage);
      case THINGMAGIC.readTagData:
      case THINGMAGIC.writeTagData:
        return this.#access(operation, data, stage);
      case THINGMAGIC.multiProtocolOperation:
        if (data[2] === 2) this.#stopStream();
        else this.#startStream(stage);
        return send();
      default:
        return send([], 0x0101);
    }
  }

  #inView(): VirtualTag[] {
    return this.field.tags.filter((tag) => this.#antennas.includes(tag.antenna));
  }

  /** Metadata flags, read options, count and as many records as go into a frame. */
  async #sendBuffer(stage: SimulatorStage): Promise<void> {
    const tags = this.#buffer.splice(0, 4);
    const records = tags.flatMap((tag) => record(tag, 0));
    const data = [...be16(0x01ff), 0, tags.length, ...records];
    return stage.send(thingmagicFrame(THINGMAGIC.getTagBuffer, data, OK), { did: 'getTagBuffer' });
  }

  #startStream(stage: SimulatorStage): void {
    this.#stopStream();
    this.#sinceAlive = 0;
    const next = (): void => {
      this.#cancelStream = stage.clock.after(STREAM_MS, () => {
        this.#sinceAlive += STREAM_MS;
        for (const tag of this.#inView()) {
          const data = [0x10, 0x00, 0x1b, ...be16(0x01ff), 0x01, ...record(tag, this.#sinceAlive)];
          void stage.send(thingmagicFrame(THINGMAGIC.readMultiple, data, OK), { did: 'tag' });
        }
        if (this.#sinceAlive >= ALIVE_MS) {
          this.#sinceAlive = 0;
          void stage.send(thingmagicFrame(THINGMAGIC.readMultiple, [], NO_TAGS), { did: 'alive' });
        }
        next();
      });
    };
    next();
  }

  #stopStream(): void {
    this.#cancelStream?.();
    this.#cancelStream = undefined;
  }

  /** Reading is told its tag by the EPC at the end, writing goes to the first tag heard. */
  async #access(operation: number, data: Uint8Array, stage: SimulatorStage): Promise<void> {
    const did = operationName(operation) ?? '';
    const isWrite = operation === THINGMAGIC.writeTagData;
    const [tag] = isWrite ? this.#inView() : this.field.withEpc(data.slice(16));
    if (tag === undefined)
      return stage.send(thingmagicFrame(operation, [], NO_TAGS), { did, failed: 'noTag' });
    const result = isWrite
      ? (tag.write(data[7] ?? 0, u32(data, 3), data.slice(8)) ?? new Uint8Array(0))
      : tag.read(data[5] ?? 0, u32(data, 6), data[10] ?? 0);
    if (typeof result === 'number') {
      return stage.send(thingmagicFrame(operation, [], 0x0420 | result), { did, failed: result });
    }
    const head = isWrite ? [] : [0x11, 0x00, 0x00];
    return stage.send(thingmagicFrame(operation, [...head, ...result], OK), { did });
  }
}

/** All metadata of 01FF, then length in bits, PC, EPC and CRC. */
function record(tag: VirtualTag, sinceAlive: number): readonly number[] {
  const stored = [...tag.pcAndEpc, ...be16(tag.crc)];
  const ports = (tag.antenna << 4) | tag.antenna;
  const meta = [1, tag.rssi & 0xff, ports, 0x0d, 0x37, 0xfc, ...be32(sinceAlive), ...be16(73), GEN2];
  return [...meta, ...be16(0), 0x0f, ...be16(stored.length * 8), ...stored];
}
