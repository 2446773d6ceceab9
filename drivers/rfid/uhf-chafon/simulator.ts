import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator, type SimulatorStage, type SimulatorStep } from '../../simulator/simulator-stage.ts';
import { SimulatedModule } from '../serial-uhf/simulated-module.ts';
import { CHAFON, commandName } from './codes.ts';
import { chafonFrame } from './commands.ts';
import { type ChafonFrame, createChafonFramer } from './frame.ts';

const ADDRESS = 0x00;
const UHF_READER_18 = 0x09;
const UHF_READER_288 = 0x0c;
const OK = 0x00;
const COMPLETE = 0x01;
const MORE = 0x03;
const NO_TAG = 0xfb;
const TAG_REFUSED = 0xfc;

/** Plays a reader of the family; the steps are in the README. */
export function attachChafonSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, new SimulatedChafon());
}

class SimulatedChafon extends SimulatedModule<ChafonFrame> {
  #type = UHF_READER_288;
  #power = 30;
  /** Highest and lowest frequency byte; as delivered: United States. */
  #band: readonly [number, number] = [0x31, 0x80];
  #scanTime = 10;

  constructor() {
    super(createChafonFramer());
  }

  protected losePower(): void {
    this.#power = 30;
    this.#band = [0x31, 0x80];
    this.#scanTime = 10;
  }

  protected override ownStep(step: SimulatorStep): (() => void) | undefined {
    const { model } = step;
    if (model !== 18 && model !== 288) return undefined;
    return () => {
      this.#type = model === 18 ? UHF_READER_18 : UHF_READER_288;
    };
  }

  protected async answer({ code, data }: ChafonFrame, stage: SimulatorStage): Promise<void> {
    const what = { did: commandName(code) ?? 'unknown' };
    const send = (...answer: readonly number[]): Promise<void> =>
      stage.send(chafonFrame(ADDRESS, code, answer), what);
    switch (code) {
      case CHAFON.readerInfo:
        return send(OK, 2, 22, this.#type, 0x02, ...this.#band, this.#power, this.#scanTime);
      case CHAFON.setScanTime:
        this.#scanTime = data[0] ?? 10;
        return send(OK);
      case CHAFON.setPower:
        this.#power = data[0] ?? 0;
        return send(OK);
      case CHAFON.setRegion:
        this.#band = [data[0] ?? 0, data[1] ?? 0];
        return send(OK);
      case CHAFON.inventory:
        return this.#type === UHF_READER_18
          ? this.#inventoryOf18(stage)
          : this.#inventoryOf288((data.at(-2) ?? 0x80) & 0x7f, stage);
      case CHAFON.read:
      case CHAFON.write:
        return this.#access(code, data, stage);
      default:
        return send(0xfe);
    }
  }

  async #inventoryOf18(stage: SimulatorStage): Promise<void> {
    const { tags } = this.field;
    if (tags.length === 0) return this.#send(CHAFON.inventory, [NO_TAG], stage);
    const list = tags.flatMap((tag) => [tag.epc.length, ...tag.epc]);
    return this.#send(CHAFON.inventory, [COMPLETE, tags.length, ...list], stage);
  }

  async #inventoryOf288(antenna: number, stage: SimulatorStage): Promise<void> {
    const tags = this.field.tags.filter((tag) => tag.antenna === antenna + 1);
    const bitmap = 1 << antenna;
    if (tags.length === 0) return this.#send(CHAFON.inventory, [NO_TAG], stage);
    for (const tag of tags) {
      const rssi = (tag.rssi + 129) & 0xff;
      await this.#send(CHAFON.inventory, [MORE, bitmap, 1, tag.epc.length, ...tag.epc, rssi], stage);
    }
    return this.#send(CHAFON.inventory, [COMPLETE, bitmap, 0], stage);
  }

  /** Reading: EPC, bank, address, words. Writing: the number of words stands before, the words behind the address. */
  async #access(code: number, data: Uint8Array, stage: SimulatorStage): Promise<void> {
    const isWrite = code === CHAFON.write;
    const words = isWrite ? (data[0] ?? 0) : 0;
    const at = isWrite ? 1 : 0;
    const placeAt = at + 1 + (data[at] ?? 0) * 2;
    const [tag] = this.field.withEpc(data.slice(at + 1, placeAt));
    if (tag === undefined) return this.#send(code, [NO_TAG], stage);
    const bank = data[placeAt] ?? 0;
    const wordAddress = data[placeAt + 1] ?? 0;
    const from = placeAt + 2;
    const result = isWrite
      ? (tag.write(bank, wordAddress, data.slice(from, from + words * 2)) ?? new Uint8Array(0))
      : tag.read(bank, wordAddress, data[from] ?? 0);
    return this.#send(code, typeof result === 'number' ? [TAG_REFUSED, result] : [OK, ...result], stage);
  }

  #send(code: number, data: readonly number[], stage: SimulatorStage): Promise<void> {
    return stage.send(chafonFrame(ADDRESS, code, data), { did: commandName(code) ?? 'unknown' });
  }
}
