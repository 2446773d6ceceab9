import { DeviceError } from '../../errors.ts';
import type { Clock } from '../../transport/transport.ts';
import { hexOf, u16 } from './bytes.ts';
import type { TagFailure } from './fields.ts';
import type { ModuleLink } from '../../framing/command-link.ts';
import type { MemoryPlace, SeenTag, Target, UhfProtocol } from './protocol.ts';
import { UHF_REASON } from './reasons.ts';

const LONGEST_INVENTORY_MS = 30_000;
/** Between two rounds; the field needs a moment, and a round that finds nothing may take no time at all. */
const ROUND_PAUSE_MS = 20;
/** Rounds that must agree before a tag counts as the only one in the field. */
const ROUNDS_FOR_CERTAINTY = 3;
/** 96, 64 and 32 bits: chips differ in how much of a number they have. */
const TID_WORDS: readonly number[] = [6, 4, 2];
const BANK = { epc: 1, tid: 2 } as const;
const PC_ADDRESS = 1;
const EPC_ADDRESS = 2;

export interface DeskTag {
  readonly epc: string;
  readonly epcBits: number;
  readonly tid?: string;
  readonly antenna: number | undefined;
  readonly rssi: number | undefined;
  readonly count: number;
}

/** What a desk (发卡台) asks of a module, with the request names of the LLRP desk. The caller gives it the line alone. */
export class UhfDesk<Frame extends { readonly kind: 'checked' }> {
  readonly #protocol: UhfProtocol<Frame>;
  readonly #link: ModuleLink<Frame>;
  readonly #clock: Clock;

  constructor(protocol: UhfProtocol<Frame>, link: ModuleLink<Frame>, clock: Clock) {
    this.#protocol = protocol;
    this.#link = link;
    this.#clock = clock;
  }

  /** One round, as the module reports it. */
  async inventoryRound(): Promise<readonly SeenTag[]> {
    const tags: SeenTag[] = [];
    await this.#protocol.inventory(this.#link, (tag) => tags.push(tag));
    return tags;
  }

  /**
   * Everything in the field with its TID.
   *
   * @param milliseconds 1 to 30 000
   */
  async readTags(milliseconds: number): Promise<readonly DeskTag[]> {
    if (!Number.isInteger(milliseconds) || milliseconds < 1 || milliseconds > LONGEST_INVENTORY_MS) {
      throw invalid('milliseconds');
    }
    const seen = await this.#collect(milliseconds);
    const tags: DeskTag[] = [];
    for (const tag of seen) {
      const tids = await this.#tidsOf(tag);
      const about = {
        epc: tag.epc,
        epcBits: tag.epcBits,
        antenna: tag.antenna,
        rssi: tag.rssi,
        count: tag.count,
      };
      if (tids.length === 0) tags.push(about);
      for (const tid of tids) tags.push({ ...about, tid });
    }
    return tags;
  }

  /**
   * Gives the one tag in the field, which must be the one with this TID, a new EPC and reads it back.
   *
   * @throws DeviceError `device.refused` for two tags or another tag, `device.timeout` for none, `device.fault` with
   *   `detail.reason`, `wordsAsked`, `wordsWritten` when the tag was not or only partly written
   */
  async writeEpc(tid: string, epcHex: string): Promise<{ epc: string; tid: string; verified: boolean }> {
    if (!/^([0-9A-F]{4}){2,16}$/i.test(tid)) throw invalid('tid');
    if (!/^([0-9A-F]{4}){1,31}$/i.test(epcHex)) throw invalid('epcHex');
    const epc = epcHex.toUpperCase();
    const wanted = tid.toUpperCase();
    const before = await this.#onlyTag(wanted);
    const target: Target = { epc: before.epc, tid: wanted };
    const data = Uint8Array.from(Buffer.from(epc, 'hex'));
    const sameLength = before.epc.length === epc.length;
    const words = Uint8Array.from(sameLength ? data : [...(await this.#newPc(target, data.length)), ...data]);
    const place: MemoryPlace = { bank: BANK.epc, wordAddress: sameLength ? EPC_ADDRESS : PC_ADDRESS };
    const failure = await this.#protocol.write(this.#link, target, place, words).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof DeviceError) return error;
        throw error;
      },
    );
    await this.#verify(wanted, epc, before.epc, failure);
    return { epc, tid: wanted, verified: true };
  }

  /** @throws DeviceError `device.fault` */
  readMemory(target: Target, place: MemoryPlace, words: number): Promise<Uint8Array> {
    return this.#protocol.read(this.#link, target, place, words);
  }

  async #collect(milliseconds: number): Promise<SeenTag[]> {
    const until = this.#clock.monotonic() + milliseconds;
    const merged = new Map<string, SeenTag>();
    do {
      for (const tag of await this.inventoryRound()) merged.set(tag.epc, joined(merged.get(tag.epc), tag));
      await this.#link.pause(ROUND_PAUSE_MS);
    } while (this.#clock.monotonic() < until);
    return [...merged.values()];
  }

  /** Read twice: two chips may carry the same EPC, and only their numbers show it. */
  async #tidsOf(tag: SeenTag): Promise<readonly string[]> {
    if (tag.tid !== undefined) return [tag.tid];
    const found = new Set<string>();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const tid = await this.#readTid({ epc: tag.epc });
      if (tid !== undefined) found.add(tid);
    }
    return [...found];
  }

  async #readTid(target: Target): Promise<string | undefined> {
    for (const words of TID_WORDS) {
      try {
        const bytes = await this.#protocol.read(
          this.#link,
          target,
          { bank: BANK.tid, wordAddress: 0 },
          words,
        );
        return hexOf(bytes);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === undefined) throw error;
        // Not every module can say that the chip has fewer words.
        if (failure === 'noAnswer' || failure === 'password') return undefined;
      }
    }
    return undefined;
  }

  /** Several rounds and the chip's number: exactly one tag, and the right one. */
  async #onlyTag(tid: string): Promise<SeenTag> {
    const epcs = new Map<string, SeenTag>();
    for (let round = 0; round < ROUNDS_FOR_CERTAINTY; round += 1) {
      for (const tag of await this.inventoryRound()) epcs.set(tag.epc, tag);
      await this.#link.pause(ROUND_PAUSE_MS);
    }
    const [tag, ...others] = epcs.values();
    if (tag === undefined) {
      throw new DeviceError('device.timeout', 'no tag is in the field', {
        retryable: true,
        detail: { reason: UHF_REASON.tagNotFound, tid },
      });
    }
    const tids = others.length === 0 ? await this.#tidsOf(tag) : [];
    if (others.length > 0 || tids.length > 1) {
      throw new DeviceError('device.refused', 'more than one tag is in the field', {
        retryable: true,
        detail: { reason: UHF_REASON.twoTags, tags: Math.max(others.length + 1, tids.length) },
      });
    }
    if (tids[0] === tid) return tag;
    throw new DeviceError('device.refused', 'the tag in the field is not the one that was meant', {
      retryable: true,
      detail: { reason: tids.length === 0 ? UHF_REASON.readFailed : UHF_REASON.otherTag, tid },
    });
  }

  /** Keeps the lower bits (numbering system, attributes) and puts the new length in. */
  async #newPc(target: Target, bytes: number): Promise<readonly [number, number]> {
    const now = await this.#protocol.read(this.#link, target, { bank: BANK.epc, wordAddress: PC_ADDRESS }, 1);
    const pc = ((bytes / 2) << 11) | (u16(now, 0) & 0x07ff);
    return [(pc >>> 8) & 0xff, pc & 0xff];
  }

  /** What the tag really holds decides, whatever the module said about the write. */
  async #verify(tid: string, epc: string, before: string, failure: DeviceError | undefined): Promise<void> {
    if (failure !== undefined && failureOf(failure) === undefined) throw failure;
    const tag = await this.#tagAfterWrite();
    const foundTid = tag === undefined ? undefined : await this.#readTid({ epc: tag.epc });
    const found = tag !== undefined && foundTid === tid ? tag.epc : undefined;
    if (found === epc) return;
    const wordsWritten = found === undefined || found === before ? 0 : equalWords(found, epc);
    const wordsAsked = epc.length / 4;
    const result = failureOf(failure);
    const reason =
      wordsWritten > 0
        ? UHF_REASON.partialWrite
        : failure === undefined
          ? UHF_REASON.verifyFailed
          : UHF_REASON.writeRefused;
    throw new DeviceError('device.fault', `the tag does not hold the new EPC: ${reason}`, {
      retryable: result !== 'locked',
      detail: {
        reason,
        tid,
        wordsAsked,
        wordsWritten,
        ...(found === undefined ? {} : { found }),
        ...(result === undefined ? {} : { result }),
      },
    });
  }

  async #tagAfterWrite(): Promise<SeenTag | undefined> {
    for (let round = 0; round < ROUNDS_FOR_CERTAINTY; round += 1) {
      const [tag] = await this.inventoryRound();
      if (tag !== undefined) return tag;
      await this.#link.pause(ROUND_PAUSE_MS);
    }
    return undefined;
  }
}

/** A failed access to a tag, as opposed to a lost line or a silent module. */
export function accessFailure(reason: string, result: TagFailure, meaning: string): DeviceError {
  return new DeviceError('device.fault', meaning, {
    retryable: result !== 'locked' && result !== 'overrun',
    detail: { reason, result },
  });
}

function failureOf(error: unknown): string | undefined {
  const result = error instanceof DeviceError ? error.detail['result'] : undefined;
  return typeof result === 'string' ? result : undefined;
}

function equalWords(found: string, asked: string): number {
  let words = 0;
  while (
    words < asked.length / 4 &&
    found.slice(words * 4, words * 4 + 4) === asked.slice(words * 4, words * 4 + 4)
  ) {
    words += 1;
  }
  return words;
}

/** The strongest reading stands, all are counted. */
function joined(known: SeenTag | undefined, tag: SeenTag): SeenTag {
  if (known === undefined) return tag;
  const stronger = (tag.rssi ?? -128) > (known.rssi ?? -128);
  return { ...(stronger ? tag : known), count: known.count + tag.count };
}

const invalid = (field: string): DeviceError =>
  new DeviceError('input.invalid', `${field} is missing or not allowed`, { detail: { field } });
