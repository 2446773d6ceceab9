import { DeviceError } from '../../errors.ts';
import type { Group } from './codec.ts';
import { BANK, protocolControlWord } from './access-commands.ts';
import { groupAt, numberAt, textAt } from './groups.ts';
import { fromHex } from './wire.ts';

export interface SimulatedTag {
  /** Hex, whole words. */
  readonly epc: string;
  /** Hex, whole words. */
  readonly tid: string;
  readonly user?: string;
  /** Banks that refuse to be written. */
  readonly locked?: readonly number[];
  /** Breaks every write off after so many words, as a tag at the edge of the field does. */
  readonly writeBreaksAfterWords?: number;
}

/** Result codes of C1G2WriteOpSpecResult and C1G2ReadOpSpecResult the simulator gives (llrp.md section 8). */
const WRITE = { ok: 0, overrun: 1, locked: 2, tagError: 4 } as const;
const READ = { ok: 0, tagError: 1 } as const;

const bitsOf = (hex: string): string =>
  [...fromHex(hex)].map((byte) => byte.toString(2).padStart(8, '0')).join('');

/** The four memory banks of one Gen2 tag as hex strings: reserved, EPC (CRC, PC, EPC), TID, user. */
export class TagMemory {
  readonly #banks: [string, string, string, string];
  readonly #locked: ReadonlySet<number>;
  readonly #breaksAfter: number | undefined;

  constructor(tag: SimulatedTag) {
    for (const hex of [tag.epc, tag.tid, tag.user ?? '']) {
      if (!/^([0-9a-f]{4})*$/i.test(hex)) throw new DeviceError('input.invalid', `not whole words: ${hex}`);
    }
    const pc = protocolControlWord(tag.epc.length / 2);
    this.#banks = [
      '0000000000000000',
      `0000${pc}${tag.epc.toUpperCase()}`,
      tag.tid.toUpperCase(),
      (tag.user ?? '').toUpperCase(),
    ];
    this.#locked = new Set(tag.locked ?? []);
    this.#breaksAfter = tag.writeBreaksAfterWords;
  }

  get tid(): string {
    return this.#banks[BANK.tid];
  }

  /** The PC word (协议控制字) as a number. */
  get pc(): number {
    return Number.parseInt(this.#banks[BANK.epc].slice(4, 8), 16);
  }

  /** As long as the PC word says. */
  get epc(): string {
    return this.#banks[BANK.epc].slice(8, 8 + 4 * (this.pc >> 11));
  }

  /** Whether this tag is the one a C1G2TargetTag means: its bits under the mask equal the data. */
  matches(target: Group): boolean {
    const mask = groupAt(target, 'tagMask');
    const data = bitsOf(textAt(groupAt(target, 'tagData'), 'hex'));
    const maskBits = bitsOf(textAt(mask, 'hex'));
    const length = numberAt(mask, 'bits') ?? 0;
    const bank = bitsOf(this.#banks[numberAt(target, 'memoryBank') ?? 0] ?? '');
    const pointer = numberAt(target, 'pointer') ?? 0;
    let equal = pointer + length <= bank.length;
    for (let at = 0; at < length && equal; at += 1) {
      if (maskBits[at] === '1' && bank[pointer + at] !== data[at]) equal = false;
    }
    return equal === (target['match'] === true);
  }

  /** C1G2Read: the fields of its result. A count of 0 reads to the end of the bank. */
  read(operation: Group): Group {
    const bank = this.#banks[numberAt(operation, 'memoryBank') ?? 0] ?? '';
    const start = 4 * (numberAt(operation, 'wordPointer') ?? 0);
    const count = numberAt(operation, 'wordCount') ?? 0;
    const end = count === 0 ? bank.length : start + 4 * count;
    const fits = end <= bank.length;
    return { result: fits ? READ.ok : READ.tagError, readData: fits ? bank.slice(start, end) : '' };
  }

  /** C1G2Write: the fields of its result, after changing the bank as far as it went. */
  write(operation: Group): Group {
    const number = numberAt(operation, 'memoryBank') ?? 0;
    const bank = this.#banks[number];
    const start = 4 * (numberAt(operation, 'wordPointer') ?? 0);
    const data = textAt(operation, 'writeData');
    // The EPC bank has room for the longest EPC this simulator is asked for; the others are as long as given.
    const room = number === BANK.epc ? 4 * 33 : (bank?.length ?? 0);
    if (bank === undefined || start + data.length > room)
      return { result: WRITE.overrun, numWordsWritten: 0 };
    if (this.#locked.has(number) || number === BANK.tid) return { result: WRITE.locked, numWordsWritten: 0 };
    const words = Math.min(data.length / 4, this.#breaksAfter ?? Number.POSITIVE_INFINITY);
    const padded = bank.padEnd(start + data.length, '0');
    this.#banks[number] = padded.slice(0, start) + data.slice(0, 4 * words) + padded.slice(start + 4 * words);
    const whole = words === data.length / 4;
    return { result: whole ? WRITE.ok : WRITE.tagError, numWordsWritten: words };
  }
}
