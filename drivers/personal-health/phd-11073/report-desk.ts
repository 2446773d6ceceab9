import type { InstrumentCourse } from '../../measurement/instrument-course.ts';
import type { Settling } from '../../oximeters/settling.ts';
import type { Clock } from '../../transport/transport.ts';
import type { Apdu } from './apdu.ts';
import { errorAnswer, eventAnswer, rejectAnswer, segmentAnswer } from './commands.ts';
import type { Configuration } from './configuration.ts';
import { handOver } from './hand-over.ts';
import { resultsOfReport } from './live-report.ts';
import type { Effect } from './manager.ts';
import { reasonOf } from './mder.ts';
import { MemoryTransfer } from './memory-transfer.ts';
import { ERROR_VALUE, EVENT } from './nomenclature.ts';

export interface ReportDeskOptions {
  readonly clock: Clock;
  readonly course: InstrumentCourse;
  readonly settling: Settling;
  readonly configuration: () => Configuration | undefined;
  readonly transfer: () => MemoryTransfer | undefined;
  readonly send: (apdu: Apdu) => void;
}

/** How long reports wait for the device's clock; the agent gives up after 3 s (ieee-11073-20601.md section 6). */
const HOLD_LIMIT_MS = 1500;

type Report = Extract<Effect, { readonly kind: 'report' }>;

/**
 * Takes the agent's reports: handed over first, confirmed then, since the agent deletes what was confirmed. What cannot be
 * believed is rejected as a whole and stays in the device.
 */
export class ReportDesk {
  readonly #options: ReportDeskOptions;
  /** Reports that wait until the device's clock is known; an old result is told from a new one by it. */
  #held: Report[] | undefined;
  #cancelHold = (): void => {};
  /** What became of the last report, should the agent repeat it. */
  #lastOutcome: 'taken' | 'held' | 'rejected' = 'taken';

  constructor(options: ReportDeskOptions) {
    this.#options = options;
  }

  /** Keeps reports back until `letGo`, for a while. */
  hold(): void {
    this.#held = [];
    this.#cancelHold = this.#options.clock.after(HOLD_LIMIT_MS, () => this.letGo());
  }

  letGo(): void {
    this.#cancelHold();
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const report of held) this.take(report);
  }

  /** The association has ended. What was held is not confirmed, so the device still has it. */
  clear(): void {
    this.#cancelHold();
    this.#held = undefined;
  }

  take(report: Report): void {
    if (report.repeated && this.#lastOutcome === 'held') return;
    const again = report.repeated && this.#lastOutcome === 'taken';
    try {
      if (report.event.eventType === EVENT.segmentData) this.#segment(report, again);
      else this.#scan(report, again);
    } catch (error) {
      this.#reject(report, reasonOf(error));
    }
  }

  #scan(report: Report, again: boolean): void {
    const { invokeId, event, bytes } = report;
    const { configuration, send } = this.#options;
    if (this.#held !== undefined) {
      this.#held.push({ ...report, repeated: false });
      this.#lastOutcome = 'held';
      return;
    }
    const agreed = configuration();
    if (agreed === undefined) return;
    const results = resultsOfReport(event, bytes, agreed);
    if (results === undefined) {
      // An event that a manager does not know.
      if (event.confirmed) send(errorAnswer(invokeId, ERROR_VALUE.notAllowed));
      return;
    }
    if (!again) handOver(results, this.#options);
    this.#lastOutcome = 'taken';
    if (event.confirmed) send(eventAnswer(invokeId, event));
  }

  #segment({ invokeId, event, bytes }: Report, again: boolean): void {
    const taken = this.#options.transfer()?.take(event, bytes, again) ?? MemoryTransfer.unasked(event, again);
    this.#lastOutcome = 'taken';
    if (event.confirmed) this.#options.send(segmentAnswer(invokeId, event, taken.data, taken.goesOn));
  }

  #reject({ invokeId, event, bytes }: Report, reason: string): void {
    this.#lastOutcome = 'rejected';
    this.#options.course.bad(bytes.length, reason);
    if (event.confirmed) this.#options.send(rejectAnswer(invokeId));
  }
}
