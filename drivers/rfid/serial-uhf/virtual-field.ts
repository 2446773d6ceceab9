import { DeviceError } from '../../errors.ts';
import { fromHex } from '../../framing/hexadecimal.ts';
import type { SimulatorStep } from '../../simulator/simulator-stage.ts';
import { hexOf, tagCrc, u16 } from './bytes.ts';

/** Tag error codes of EPC Gen2, as the simulated tags answer them. */
export type TagErrorCode = 0x3 | 0x4 | 0xb;

/** A tag in the field of a simulated module: its memory, and how it misbehaves. */
export class VirtualTag {
  readonly tid: Uint8Array;
  readonly rssi: number;
  readonly antenna: number;
  /** EPC bank behind the CRC: PC word and EPC, room for 31 words. */
  readonly #epcBank = new Uint8Array(64);
  readonly #user = new Uint8Array(32);
  readonly #locked: boolean;
  /** Words after which a write breaks off for want of power. */
  readonly #breaksAfter: number | undefined;

  constructor(options: {
    readonly epc: Uint8Array;
    readonly tid: Uint8Array;
    readonly rssi?: number;
    readonly antenna?: number;
    readonly locked?: boolean;
    readonly breaksAfter?: number | undefined;
  }) {
    this.tid = options.tid;
    this.rssi = options.rssi ?? -55;
    this.antenna = options.antenna ?? 1;
    this.#locked = options.locked ?? false;
    this.#breaksAfter = options.breaksAfter;
    this.#epcBank[0] = (options.epc.length / 2) << 3;
    this.#epcBank.set(options.epc, 2);
  }

  get epc(): Uint8Array {
    return this.#epcBank.subarray(2, 2 + ((this.#epcBank[0] ?? 0) >>> 3) * 2);
  }

  /** PC and EPC as the tag backscatters them. */
  get pcAndEpc(): Uint8Array {
    return this.#epcBank.subarray(0, 2 + this.epc.length);
  }

  get pc(): number {
    return u16(this.#epcBank, 0);
  }

  get crc(): number {
    return tagCrc(this.#epcBank, 0, 2 + this.epc.length);
  }

  read(bank: number, wordAddress: number, words: number): Uint8Array | TagErrorCode {
    const memory = this.#bank(bank);
    const from = wordAddress * 2;
    const to = from + words * 2;
    return memory === undefined || to > memory.length ? 0x3 : memory.slice(from, to);
  }

  write(bank: number, wordAddress: number, data: Uint8Array): TagErrorCode | undefined {
    if (bank === 2) return 0x4;
    if (this.#locked && bank !== 3) return 0x4;
    const offset = bank === 1 ? wordAddress * 2 - 2 : wordAddress * 2;
    const memory = bank === 1 ? this.#epcBank : bank === 3 ? this.#user : undefined;
    if (memory === undefined || offset < 0 || offset + data.length > memory.length) return 0x3;
    const words = Math.min(data.length / 2, this.#breaksAfter ?? Number.POSITIVE_INFINITY);
    memory.set(data.subarray(0, words * 2), offset);
    return words * 2 < data.length ? 0xb : undefined;
  }

  #bank(bank: number): Uint8Array | undefined {
    if (bank === 1) return Uint8Array.of(this.crc >>> 8, this.crc & 0xff, ...this.#epcBank);
    if (bank === 2) return this.tid;
    return bank === 3 ? this.#user : undefined;
  }
}

/** What lies in front of the antenna. */
export class VirtualField {
  readonly tags: VirtualTag[] = [];

  /** The tags whose bank begins, at this bit, with the mask; a mask of no bits fits all. */
  matching(bank: number, bitPointer: number, bits: number, mask: Uint8Array): VirtualTag[] {
    return this.tags.filter((tag) => {
      const memory = bank === 2 ? tag.tid : tag.pcAndEpc;
      // Bit 32 of the EPC bank is the first of the EPC; the CRC takes the first 16 bits, the PC the next.
      const from = bank === 2 ? bitPointer : bitPointer - 16;
      for (let bit = 0; bit < bits; bit += 1) {
        if (bitOf(memory, from + bit) !== bitOf(mask, bit)) return false;
      }
      return true;
    });
  }

  withEpc(epc: Uint8Array): VirtualTag[] {
    return this.tags.filter((tag) => hexOf(tag.epc) === hexOf(epc));
  }

  /**
   * Steps of all simulated modules: `{"place":"<EPC>","tid":"<TID>","rssi","antenna","locked":true,
   * "writeBreaksAfterWords":3}` and `{"take":"<TID>"}` or `{"take":"all"}`.
   *
   * @throws DeviceError `input.invalid` when such a step has a field that cannot be
   */
  step(step: SimulatorStep): (() => Readonly<Record<string, unknown>>) | undefined {
    const { place, take } = step;
    if (typeof place === 'string') {
      const tag = new VirtualTag({
        epc: words(place, 'place'),
        tid: words(step['tid'] ?? 'E2801160600002084A3B1C55', 'tid'),
        rssi: numberOf(step['rssi'], -55),
        antenna: numberOf(step['antenna'], 1),
        locked: step['locked'] === true,
        breaksAfter:
          step['writeBreaksAfterWords'] === undefined
            ? undefined
            : numberOf(step['writeBreaksAfterWords'], 0),
      });
      return () => {
        this.tags.push(tag);
        return { did: 'place', epc: hexOf(tag.epc), tid: hexOf(tag.tid) };
      };
    }
    if (typeof take === 'string') {
      return () => {
        const left = this.tags.filter((tag) => take !== 'all' && hexOf(tag.tid) !== take.toUpperCase());
        const taken = this.tags.length - left.length;
        this.tags.splice(0, this.tags.length, ...left);
        return { did: 'take', tags: taken };
      };
    }
    return undefined;
  }
}

function bitOf(bytes: Uint8Array, bit: number): number {
  return ((bytes[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1;
}

function words(value: unknown, name: string): Uint8Array {
  const bytes = typeof value === 'string' ? fromHex(value) : undefined;
  if (bytes === undefined || bytes.length === 0 || bytes.length % 2 !== 0 || bytes.length > 62) {
    throw new DeviceError('input.invalid', `${name} is hexadecimal, whole words`);
  }
  return bytes;
}

function numberOf(value: unknown, fallback: number): number {
  const number = value ?? fallback;
  if (typeof number === 'number' && Number.isInteger(number)) return number;
  throw new DeviceError('input.invalid', 'a whole number is missing');
}
