import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator, type SimulatorStage, type SimulatorStep } from '../../simulator/simulator-stage.ts';
import { be16, be32 } from '../serial-uhf/bytes.ts';
import { SimulatedModule } from '../serial-uhf/simulated-module.ts';
import type { VirtualTag } from '../serial-uhf/virtual-field.ts';
import { commandName, R2000, SUCCESS } from './codes.ts';
import { r2000Frame } from './commands.ts';
import { createR2000Framer, type R2000Frame } from './frame.ts';

const ADDRESS = 0x01;
const NO_TAG = 0x36;

/** Plays a board with the A0 protocol; the steps are in the README. */
export function attachR2000Simulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, new SimulatedR2000());
}

class SimulatedR2000 extends SimulatedModule<R2000Frame> {
  #power = 30;
  #region: readonly number[] = [1, 7, 59];
  #antenna = 0;
  #match: Uint8Array | undefined;
  /** Ports without antenna. */
  readonly #missing = new Set<number>();

  constructor() {
    super(createR2000Framer());
  }

  protected losePower(): void {
    this.#power = 30;
    this.#region = [1, 7, 59];
    this.#antenna = 0;
    this.#match = undefined;
  }

  protected override ownStep(step: SimulatorStep): (() => void) | undefined {
    const { missingAntenna } = step;
    if (typeof missingAntenna !== 'number') return undefined;
    return () => this.#missing.add(missingAntenna);
  }

  protected async answer({ code, data }: R2000Frame, stage: SimulatorStage): Promise<void> {
    const what = { did: commandName(code) ?? 'unknown' };
    const send = (answer: readonly number[]): Promise<void> =>
      stage.send(r2000Frame(ADDRESS, code, answer), what);
    switch (code) {
      case R2000.firmware:
        return send([8, 2]);
      case R2000.setAntenna:
        this.#antenna = data[0] ?? 0;
        return send([SUCCESS]);
      case R2000.setPower:
        this.#power = data[0] ?? 0;
        return send([SUCCESS]);
      case R2000.getPower:
        return send([this.#power]);
      case R2000.setRegion:
        this.#region = [...data];
        return send([SUCCESS]);
      case R2000.getRegion:
        return send(this.#region);
      case R2000.setMatch:
        this.#match = data[0] === 0 ? data.slice(2) : undefined;
        return send([SUCCESS]);
      case R2000.inventory:
        return this.#round(stage);
      case R2000.read:
      case R2000.write:
        return this.#access(code, data, stage);
      default:
        return send([0x11]);
    }
  }

  async #round(stage: SimulatorStage): Promise<void> {
    const antenna = this.#antenna + 1;
    if (this.#missing.has(antenna)) {
      return stage.send(r2000Frame(ADDRESS, R2000.inventory, [0x22]), { did: 'antennaMissing', antenna });
    }
    const tags = this.field.tags.filter((tag) => tag.antenna === antenna);
    for (const tag of tags) {
      const rssi = ((tag.rssi + 129) & 0x7f) | (antenna > 4 ? 0x80 : 0);
      const freqAnt = (7 << 2) | (this.#antenna & 3);
      const frame = r2000Frame(ADDRESS, R2000.inventory, [freqAnt, ...tag.pcAndEpc, rssi]);
      await stage.send(frame, { did: 'tag', antenna });
    }
    const end = [this.#antenna, ...be16(tags.length * 20), ...be32(tags.length)];
    await stage.send(r2000Frame(ADDRESS, R2000.inventory, end), { did: 'roundEnd', antenna });
  }

  async #access(code: number, data: Uint8Array, stage: SimulatorStage): Promise<void> {
    const did = commandName(code) ?? '';
    const [tag] = this.#match === undefined ? this.field.tags : this.field.withEpc(this.#match);
    if (tag === undefined) return stage.send(r2000Frame(ADDRESS, code, [NO_TAG]), { did, failed: 'noTag' });
    if (code === R2000.read) {
      const words = tag.read(data[0] ?? 0, data[1] ?? 0, data[2] ?? 0);
      if (typeof words === 'number') {
        return stage.send(r2000Frame(ADDRESS, code, [0x32]), { did, failed: words });
      }
      return stage.send(r2000Frame(ADDRESS, code, [...about(tag, words), words.length, 0x04, 1]), { did });
    }
    const stored = about(tag, new Uint8Array(0));
    const failed = tag.write(data[4] ?? 0, data[5] ?? 0, data.slice(7));
    const status = failed === undefined ? SUCCESS : 0x33;
    return stage.send(r2000Frame(ADDRESS, code, [...stored, status, 0x04, 1]), { did, status });
  }
}

/** Count of tags, length, PC, EPC, CRC, words. */
function about(tag: VirtualTag, words: Uint8Array): readonly number[] {
  const stored = [...tag.pcAndEpc, ...be16(tag.crc), ...words];
  return [...be16(1), stored.length, ...stored];
}
