import type { DecodedTag } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { Clock } from '../../transport/transport.ts';
import { planRoSpec, type ReaderCapabilities } from './capabilities.ts';
import type { Group } from './codec.ts';
import { addReadSpec, addReadTidSpec, addWriteEpcSpec, BANK } from './access-commands.ts';
import { addRoSpec, FULL_REPORT } from './commands.ts';
import { groupAt, numberAt } from './groups.ts';
import { addOnce, OWN } from './provisioning.ts';
import { REASON } from './reasons.ts';
import type { LlrpSession } from './session.ts';
import type { LlrpSettings } from './settings.ts';

/** How long a write or a read-back looks for its tag, in milliseconds. */
const TAG_LIMIT_MS = 3_000;
/** A ROSpec with a duration ends by itself; this much later we stop waiting for it to say so. */
const END_MARGIN_MS = 1_000;
const LONGEST_INVENTORY_MS = 30_000;
/** C1G2WriteOpSpecResult codes in words (shared/protocols/llrp.md section 8). */
const WRITE_RESULTS = ['ok', 'overrun', 'locked', 'insufficientPower', 'tagError', 'noAnswer', 'readerError'];

export interface DeskTag {
  readonly epc: string;
  readonly epcBits: number;
  readonly tid?: string;
  readonly antenna: number | undefined;
  readonly rssi: number | undefined;
  readonly count: number;
}

interface OperationResult {
  readonly operation: string;
  readonly opSpecId: number;
  readonly result: number;
  readonly dataHex: string;
  readonly wordsWritten: number;
}

interface Run {
  readonly onTags: (tags: readonly DecodedTag[]) => void;
  readonly finish: () => void;
}

/** Reading and writing single tags at the encoder's desk (发卡台): one ROSpec at a time, gone when it has done its work. */
export class DeskOperations {
  readonly #session: LlrpSession;
  readonly #clock: Clock;
  readonly #settings: LlrpSettings;
  readonly #capabilities: ReaderCapabilities;
  #run: Run | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(session: LlrpSession, clock: Clock, settings: LlrpSettings, capabilities: ReaderCapabilities) {
    this.#session = session;
    this.#clock = clock;
    this.#settings = settings;
    this.#capabilities = capabilities;
  }

  onTags(tags: readonly DecodedTag[]): void {
    this.#run?.onTags(tags);
  }

  onEvent(data: Group): void {
    const event = groupAt(data, 'roSpecEvent');
    const ended = (numberAt(event, 'eventType') ?? 0) > 0;
    if (ended && numberAt(event, 'roSpecId') === OWN.deskRoSpec) this.#run?.finish();
  }

  /** The link is gone: whoever waits for tags learns what was seen so far; the next request fails by itself. */
  onClosed(): void {
    this.#run?.finish();
  }

  /**
   * Everything in the field with its TID.
   * @param milliseconds 1 to 30 000
   */
  readTags(milliseconds: number): Promise<readonly DeskTag[]> {
    if (!Number.isInteger(milliseconds) || milliseconds < 1 || milliseconds > LONGEST_INVENTORY_MS) {
      return Promise.reject(invalid('milliseconds'));
    }
    return this.#exclusive(async () => {
      const seen: DecodedTag[] = [];
      await this.#inventory(
        OWN.readTidSpec,
        addReadTidSpec(OWN.readTidSpec, OWN.readTidOp),
        milliseconds,
        (tag) => {
          seen.push(tag);
          return false;
        },
      );
      return mergeTags(seen);
    });
  }

  /**
   * Gives the tag with this TID a new EPC and reads it back.
   * @throws DeviceError `device.fault` (detail.reason, wordsAsked, wordsWritten, result) when the tag was not or only
   * partly written or reads back differently; `device.timeout` when no tag with this TID answers
   */
  writeEpc(tid: string, epcHex: string): Promise<{ epc: string; tid: string; verified: boolean }> {
    if (!/^([0-9A-F]{4}){4,16}$/i.test(tid)) return Promise.reject(invalid('tid'));
    if (!/^([0-9A-F]{4}){1,31}$/i.test(epcHex)) return Promise.reject(invalid('epcHex'));
    const epc = epcHex.toUpperCase();
    return this.#exclusive(async () => {
      await this.#write(tid.toUpperCase(), epc);
      await this.#verify(tid.toUpperCase(), epc);
      return { epc, tid: tid.toUpperCase(), verified: true };
    });
  }

  async #write(tid: string, epcHex: string): Promise<void> {
    const wordsAsked = epcHex.length / 4 + 1;
    const spec = addWriteEpcSpec({
      accessSpecId: OWN.writeSpec,
      opSpecId: OWN.writeOp,
      antennaId: 0,
      roSpecId: OWN.deskRoSpec,
      tid,
      epcHex,
    });
    const result = await this.#operate(OWN.writeSpec, spec, OWN.writeOp, tid);
    const { wordsWritten } = result;
    if (result.result === 0 && wordsWritten === wordsAsked) return;
    throw new DeviceError('device.fault', `tag write ended after ${wordsWritten} of ${wordsAsked} words`, {
      retryable: result.result !== 2,
      detail: {
        reason: wordsWritten > 0 ? REASON.partialWrite : REASON.writeRefused,
        tid,
        wordsAsked,
        wordsWritten,
        result: WRITE_RESULTS[result.result] ?? String(result.result),
      },
    });
  }

  async #verify(tid: string, epc: string): Promise<void> {
    const spec = addReadSpec({
      accessSpecId: OWN.verifySpec,
      opSpecId: OWN.verifyOp,
      roSpecId: OWN.deskRoSpec,
      bank: BANK.epc,
      wordPointer: 2,
      wordCount: epc.length / 4,
      tid,
    });
    const result = await this.#operate(OWN.verifySpec, spec, OWN.verifyOp, tid);
    if (result.result === 0 && result.dataHex === epc) return;
    throw new DeviceError('device.fault', 'the tag reads back differently from what was written', {
      retryable: true,
      detail: { reason: REASON.verifyFailed, tid, asked: epc, found: result.dataHex, result: result.result },
    });
  }

  async #operate(accessSpecId: number, spec: Group, opSpecId: number, tid: string): Promise<OperationResult> {
    let found: OperationResult | undefined;
    await this.#inventory(accessSpecId, spec, TAG_LIMIT_MS, (tag) => {
      found ??= resultsOf(tag).find((each) => each.opSpecId === opSpecId);
      return found !== undefined;
    });
    if (found !== undefined) return found;
    throw new DeviceError('device.timeout', 'no tag with this TID answered', {
      retryable: true,
      detail: { reason: REASON.tagNotFound, tid },
    });
  }

  /** Runs one inventory with one AccessSpec until `isEnough` or the time is over, and leaves the reader empty. */
  async #inventory(
    accessSpecId: number,
    accessSpec: Group,
    durationMs: number,
    isEnough: (tag: DecodedTag) => boolean,
  ): Promise<void> {
    const report = { ...FULL_REPORT, accessSpecId: true };
    const plan = planRoSpec(this.#settings, this.#capabilities, OWN.deskRoSpec, report);
    const roSpecId = OWN.deskRoSpec;
    await addOnce(this.#session, addRoSpec({ ...plan, durationMs }));
    try {
      await this.#session.request('ADD_ACCESSSPEC', accessSpec);
      await this.#session.request('ENABLE_ACCESSSPEC', { accessSpecId });
      await this.#session.request('ENABLE_ROSPEC', { roSpecId });
      const ended = this.#collect(durationMs + END_MARGIN_MS, isEnough);
      await this.#session.request('START_ROSPEC', { roSpecId });
      await ended;
    } finally {
      this.#run?.finish();
      await this.#cleanUp();
    }
  }

  #collect(limitMs: number, isEnough: (tag: DecodedTag) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        cancel();
        this.#run = undefined;
        resolve();
      };
      const cancel = this.#clock.after(limitMs, finish);
      this.#run = {
        finish,
        onTags: (tags) => {
          if (tags.map(isEnough).includes(true)) finish();
        },
      };
    });
  }

  async #cleanUp(): Promise<void> {
    if (this.#session.isClosed) return;
    await this.#session.request('DELETE_ACCESSSPEC', { accessSpecId: 0 });
    await this.#session.request('DELETE_ROSPEC', { roSpecId: 0 });
  }

  #exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(work);
    // The next in line starts whatever became of this one, which its own caller learns.
    this.#queue = result.catch(() => {});
    return result;
  }
}

const invalid = (field: string): DeviceError =>
  new DeviceError('input.invalid', `${field} is missing or not allowed`, { detail: { field } });

function resultsOf(tag: DecodedTag): readonly OperationResult[] {
  const list: unknown = tag['opSpecResults'];
  if (!Array.isArray(list)) return [];
  return list.map((each: Partial<OperationResult>) => ({
    operation: each.operation ?? '',
    opSpecId: each.opSpecId ?? 0,
    result: each.result ?? 0,
    dataHex: each.dataHex ?? '',
    wordsWritten: each.wordsWritten ?? 0,
  }));
}

/** One entry a tag: by TID where it is known, since two tags may carry the same EPC. */
function mergeTags(seen: readonly DecodedTag[]): DeskTag[] {
  const merged = new Map<string, DeskTag>();
  const withTid = new Set(seen.filter((tag) => tag.tid !== undefined).map((tag) => tag.epc));
  for (const tag of seen) {
    // A read without its TID belongs to the tag of the same EPC whose TID was read at another moment.
    if (tag.tid === undefined && withTid.has(tag.epc)) continue;
    const key = tag.tid ?? tag.epc;
    const known = merged.get(key);
    const stronger = known === undefined || (tag.peakRssi ?? -128) > (known.rssi ?? -128);
    merged.set(key, {
      epc: tag.epc,
      epcBits: tag.epcBits,
      ...(tag.tid === undefined ? {} : { tid: tag.tid }),
      antenna: stronger ? tag.antennaId : known.antenna,
      rssi: stronger ? tag.peakRssi : known.rssi,
      count: (known?.count ?? 0) + (tag.seenCount ?? 1),
    });
  }
  return [...merged.values()];
}
