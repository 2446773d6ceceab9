import { DeviceError } from '../../errors.ts';
import type { Message } from './apdu.ts';
import { attributeValue } from './apdu.ts';
import {
  type EventReport,
  getRequest,
  segmentInformationRequest,
  transferSegmentRequest,
} from './commands.ts';
import { type Configuration, whole } from './configuration.ts';
import { type Result, resultsOfSegment } from './live-report.ts';
import { reasonOf } from './mder.ts';
import { ATTRIBUTE, nameIn, TRANSFER_RESULT } from './nomenclature.ts';
import {
  parseSegmentData,
  parseSegmentInfos,
  SEGMENT_STATUS,
  type SegmentData,
  type SegmentInfo,
} from './segments.ts';

export interface MemoryTransferOptions {
  readonly configuration: Configuration;
  /** Rejects with DeviceError when the device refuses or the association ends. */
  readonly ask: (message: Message) => Promise<Message>;
  /** Stores one result; called before the event is confirmed. */
  readonly store: (result: Result) => void;
  /** Runs `expired` unless told otherwise in time; the next call replaces it, `undefined` stops it. */
  readonly limit: (milliseconds: number | undefined) => void;
}

export interface TransferredSegment {
  readonly store: number;
  readonly segment: number;
  readonly results: number;
  /** Entries that could not be believed. */
  readonly refused: number;
}

/** A segment data event and whether the transfer goes on. */
export interface TakenSegment {
  readonly data: SegmentData;
  readonly goesOn: boolean;
}

/** Where the store tells no transfer timeout of its own [?]. */
const USUAL_TRANSFER_LIMIT_MS = 30_000;
/** Relative times count in eighths of a millisecond (IEEE 11073-20601, RelativeTime). */
const RELATIVE_TIME_PER_MS = 8;

interface Running {
  readonly store: number;
  readonly info: SegmentInfo;
  readonly limitMs: number;
  readonly finish: (error?: DeviceError) => void;
  nextEntry: number;
  results: number;
  refused: number;
}

/**
 * 读取存储数据: reads every segment of every PM-store, one after the other; each event is stored before it is confirmed.
 * Nothing is deleted. A transfer that was cut off begins anew at its first entry, so whoever stores must know a result
 * by its bytes and time.
 */
export class MemoryTransfer {
  readonly #options: MemoryTransferOptions;
  #running: Running | undefined;

  constructor(options: MemoryTransferOptions) {
    this.#options = options;
  }

  /** For data that nobody asked for: the device shall stop. @param again the last event of a transfer once more */
  static unasked(event: EventReport, again: boolean): TakenSegment {
    return { data: parseSegmentData(event.info), goesOn: again };
  }

  async run(): Promise<readonly TransferredSegment[]> {
    const { configuration } = this.#options;
    const transferred: TransferredSegment[] = [];
    for (const store of configuration.stores) {
      const limitMs = await this.#transferLimit(store);
      for (const info of await this.#segments(store)) {
        if (info.entries === 0) continue;
        const done = await this.#transfer(store, info, limitMs);
        if (done !== undefined) transferred.push(done);
      }
    }
    return transferred;
  }

  /**
   * Takes a segment data event.
   *
   * @param again the same event as before: the device missed our answer
   * @throws DeviceError `protocol.*` when the event cannot be believed; the transfer has failed then
   */
  take(event: EventReport, apdu: Uint8Array, again: boolean): TakenSegment {
    const data = parseSegmentData(event.info);
    if (again) return { data, goesOn: true };
    const running = this.#running;
    if (running === undefined || event.handle !== running.store || data.segment !== running.info.number) {
      return { data, goesOn: false };
    }
    try {
      this.#store(event, data, running, apdu);
    } catch (error) {
      reasonOf(error);
      running.finish(
        new DeviceError('protocol.malformed', 'stored data cannot be believed', { cause: error }),
      );
      throw error;
    }
    if (data.status & SEGMENT_STATUS.agentStops) {
      running.finish(
        new DeviceError('device.refused', 'the device stopped the transfer', { retryable: true }),
      );
    } else if (data.status & SEGMENT_STATUS.last) {
      running.finish();
    } else {
      this.#options.limit(running.limitMs);
    }
    return { data, goesOn: true };
  }

  /** Nothing came in time, or the association ended. */
  fail(error: DeviceError): void {
    this.#running?.finish(error);
  }

  #store(event: EventReport, data: SegmentData, running: Running, apdu: Uint8Array): void {
    if (data.firstEntry !== running.nextEntry) {
      throw new DeviceError('protocol.malformed', 'entries are missing', { detail: { reason: 'sequence' } });
    }
    const results = resultsOfSegment(event, data, running.info, apdu);
    running.nextEntry += data.count;
    for (const result of results) {
      if ('error' in result && result.error.code === 'date') running.refused += 1;
      running.results += 1;
      this.#options.store(result);
    }
  }

  async #transferLimit(store: number): Promise<number> {
    const answer = await this.#options.ask(getRequest(store));
    if (answer.kind !== 'getAnswer') return USUAL_TRANSFER_LIMIT_MS;
    const told = attributeValue(answer.attributes, ATTRIBUTE.transferTimeout);
    if (told === undefined || told.length !== 4) return USUAL_TRANSFER_LIMIT_MS;
    const milliseconds = whole(told, (reader) => reader.u32()) / RELATIVE_TIME_PER_MS;
    return milliseconds > 0 ? Math.ceil(milliseconds) : USUAL_TRANSFER_LIMIT_MS;
  }

  async #segments(store: number): Promise<readonly SegmentInfo[]> {
    const answer = await this.#options.ask(segmentInformationRequest(store));
    return answer.kind === 'actionAnswer' ? parseSegmentInfos(answer.info, this.#options.configuration) : [];
  }

  /** `undefined` for an empty segment. */
  async #transfer(
    store: number,
    info: SegmentInfo,
    limitMs: number,
  ): Promise<TransferredSegment | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Waited for only after the device has agreed; until then a failure is told by that request.
    promise.catch(() => {});
    const running: Running = {
      store,
      info,
      limitMs,
      nextEntry: 0,
      results: 0,
      refused: 0,
      finish: (error) => {
        this.#options.limit(undefined);
        this.#running = undefined;
        if (error === undefined) resolve();
        else reject(error);
      },
    };
    // The first event may come right behind the answer.
    this.#running = running;
    try {
      const answer = await this.#options.ask(transferSegmentRequest(store, info.number));
      const result =
        answer.kind === 'actionAnswer' ? whole(answer.info, (reader) => [reader.u16(), reader.u16()])[1] : 0;
      if (result === TRANSFER_RESULT.empty) return undefined;
      if (result !== TRANSFER_RESULT.ok) throw refusedTransfer(result ?? 0);
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
    if (this.#running === running) this.#options.limit(limitMs);
    await promise;
    return { store, segment: info.number, results: running.results, refused: running.refused };
  }
}

function refusedTransfer(result: number): DeviceError {
  return new DeviceError('device.refused', 'the device does not transfer its memory', {
    retryable: result === TRANSFER_RESULT.tryLater,
    detail: { result: nameIn(TRANSFER_RESULT, result) },
  });
}
