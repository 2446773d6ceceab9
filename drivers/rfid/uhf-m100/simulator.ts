import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator, type SimulatorStage, type SimulatorStep } from '../../simulator/simulator-stage.ts';
import { be16, u16, u32 } from '../serial-uhf/bytes.ts';
import { SimulatedModule } from '../serial-uhf/simulated-module.ts';
import type { VirtualField, VirtualTag } from '../serial-uhf/virtual-field.ts';
import { commandName, M100 } from './codes.ts';
import { m100Frame } from './commands.ts';
import { createM100Framer, type M100Frame } from './frame.ts';

const STREAM_MS = 50;
const INFO = ['M100 26dBm V1.0', 'V2.1.7', 'Simulated'];

/** Plays a module of the M100 family; the steps are in the README. */
export function attachM100Simulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, new SimulatedM100(), { checkFromEnd: 2 });
}

class SimulatedM100 extends SimulatedModule<M100Frame> {
  #power = 2000;
  #region = 1;
  #select: ((tags: VirtualField) => VirtualTag[]) | undefined;
  #cancelStream: (() => void) | undefined;

  constructor() {
    super(createM100Framer());
  }

  protected losePower(): void {
    this.#power = 2000;
    this.#region = 1;
    this.#stopStream();
  }

  protected override ownStep(step: SimulatorStep, stage: SimulatorStage): (() => void) | undefined {
    if (step['flooding'] !== true) return undefined;
    return () => this.#startStream(stage, Number.POSITIVE_INFINITY);
  }

  override ended(): void {
    this.#stopStream();
  }

  protected async answer({ type, code, parameters }: M100Frame, stage: SimulatorStage): Promise<void> {
    if (type !== 0) return;
    const what = { did: commandName(code) ?? 'unknown' };
    const send = (answer: readonly number[], as = code): Promise<void> =>
      stage.send(m100Frame(1, as, answer), what);
    switch (code) {
      case M100.moduleInfo:
        return send([parameters[0] ?? 0, ...Buffer.from(INFO[parameters[0] ?? 0] ?? '', 'latin1')]);
      case M100.setRegion:
        this.#region = parameters[0] ?? 1;
        return send([0]);
      case M100.getRegion:
        return send([this.#region]);
      case M100.setPower:
        this.#power = u16(parameters, 0);
        return send([0]);
      case M100.getPower:
        return send([...be16(this.#power)]);
      case M100.setSelect:
        this.#setSelect(parameters);
        return send([0]);
      case M100.setSelectMode:
        return send([0], M100.setSelect);
      case M100.singleInventory:
        return this.#round(stage);
      case M100.multiInventory:
        return this.#startStream(stage, u16(parameters, 1));
      case M100.stopInventory:
        this.#stopStream();
        return send([0]);
      case M100.read:
      case M100.write:
        return this.#access(code, parameters, stage);
      default:
        return send([0x17], M100.error);
    }
  }

  #setSelect(parameters: Uint8Array): void {
    const bank = (parameters[0] ?? 0) & 3;
    const pointer = u32(parameters, 1);
    const bits = parameters[5] ?? 0;
    const mask = parameters.slice(7);
    this.#select = (field) => field.matching(bank, pointer, bits, mask);
  }

  async #round(stage: SimulatorStage): Promise<void> {
    for (const tag of this.field.tags) {
      const crc = tag.crc;
      const frame = m100Frame(2, M100.singleInventory, [tag.rssi & 0xff, ...tag.pcAndEpc, ...be16(crc)]);
      await stage.send(frame, { did: 'tag' });
    }
    if (this.field.tags.length === 0) await stage.send(m100Frame(1, M100.error, [0x15]), { did: 'noTag' });
  }

  #startStream(stage: SimulatorStage, rounds: number): void {
    this.#stopStream();
    const next = (left: number): void => {
      if (left <= 0) return;
      this.#cancelStream = stage.clock.after(STREAM_MS, () => {
        void this.#round(stage);
        next(left - 1);
      });
    };
    next(rounds);
  }

  #stopStream(): void {
    this.#cancelStream?.();
    this.#cancelStream = undefined;
  }

  /** The first tag that the select leaves answers; a real module would hear whichever is loudest. */
  async #access(code: number, parameters: Uint8Array, stage: SimulatorStage): Promise<void> {
    const did = commandName(code) ?? '';
    const [tag] = this.#select === undefined ? this.field.tags : this.#select(this.field);
    if (tag === undefined) {
      const failed = code === M100.read ? 0x09 : 0x10;
      return stage.send(m100Frame(1, M100.error, [failed]), { did, failed: 'noAnswer' });
    }
    const bank = parameters[4] ?? 0;
    const wordAddress = u16(parameters, 5);
    const about = [tag.pcAndEpc.length, ...tag.pcAndEpc];
    const result =
      code === M100.read
        ? tag.read(bank, wordAddress, u16(parameters, 7))
        : (tag.write(bank, wordAddress, parameters.slice(9)) ?? Uint8Array.of(0));
    if (typeof result === 'number') {
      const operation = code === M100.read ? 0xa0 : 0xb0;
      return stage.send(m100Frame(1, M100.error, [operation | result, ...about]), { did, failed: result });
    }
    return stage.send(m100Frame(1, code, [...about, ...result]), { did });
  }
}
