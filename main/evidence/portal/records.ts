/** What a portal writes down: alarms, passages with their trace and account, pictures. Nothing here decides. */
import type { Attachments } from '../../kernel/attachments/attachments.ts';
import type { DeviceAccess } from '../../kernel/device-access.ts';
import type { Actor } from '../../kernel/module.ts';
import type { Store } from '../../kernel/store/store.ts';
import type { GateAlarm, GateEvent, PassageClosed } from '../gate/types.ts';
import type { evidenceModule } from '../module.ts';
import { accountOf } from './account.ts';
import type { BookItem } from './books.ts';
import type { PortalAntenna } from './live.ts';
import { outcomeOf, passedItem, worthRecording } from './outcome.ts';
import { PatientWriter, type PatientWriterOptions } from './patient-writer.ts';
import { keepTrace } from './packed-trace.ts';
import { type PassageFrame, takePictures } from './pictures.ts';
import type { PortalLog } from './signals.ts';

export type PortalStore = Store<{ readonly evidence: typeof evidenceModule }>;

export interface PortalRecordsOptions {
  readonly door: string;
  readonly name: string;
  readonly antennas: readonly PortalAntenna[];
  readonly devices: DeviceAccess;
  readonly store: PortalStore;
  readonly attachments: Attachments;
  readonly personName: (person: string) => string;
  readonly actor: Actor;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: PortalLog;
  /** Calls back after so long; the answer takes it back. */
  readonly after: PatientWriterOptions['after'];
}

/** Everything about a passage that has ended, beside what the engine said. */
export interface RecordedPassage {
  readonly closed: PassageClosed;
  /** The alarm that sounded for it. */
  readonly alarm: string | undefined;
  readonly doorClosed: boolean;
  readonly drill: boolean;
  readonly coefficients: string;
  readonly events: readonly GateEvent[];
  readonly trace: readonly string[];
  readonly find: (epc: string) => BookItem | undefined;
}

/** Pictures kept around a passage and around an alarm, in milliseconds (domain notes 3.5: ±10 s). */
const pictureSpan = {
  passage: { before: 4000, after: 2000 },
  alarm: { before: 10_000, after: 10_000 },
} as const;

export class PortalRecords {
  readonly #options: PortalRecordsOptions;
  readonly #writer: PatientWriter;

  constructor(options: PortalRecordsOptions) {
    this.#options = options;
    this.#writer = new PatientWriter(options);
  }

  /** Resolves when everything decided so far is on record. */
  settled(): Promise<void> {
    return this.#writer.settled();
  }

  /** The station stops: nothing waits for a better time any more. */
  hurry(): void {
    this.#writer.hurry();
  }

  raise(
    id: string,
    alarm: GateAlarm,
    book: BookItem,
    state: { readonly doorClosed: boolean; readonly drill: boolean },
  ): void {
    const { door, name } = this.#options;
    const { item, code, name: itemName } = book;
    const passed = {
      item,
      code,
      name: itemName,
      epc: alarm.epc,
      direction: 'out' as const,
      probability: 1,
      order: null,
    };
    const input = {
      id,
      door,
      doorName: name,
      passage: null,
      reason: alarm.reason,
      items: [passed],
      person: null,
      ...state,
    };
    void this.write('raiseAlarm', (store, options) => store.execute('evidence.raiseAlarm', input, options));
  }

  passage(recorded: RecordedPassage): void {
    const { closed, alarm, doorClosed, drill, coefficients, find } = recorded;
    const { door, name, personName, attachments } = this.#options;
    const items = closed.items.map((decision) => passedItem(decision, find(decision.epc)));
    const outcome = outcomeOf(closed, items);
    if (!worthRecording(closed, items, outcome)) return;
    const id = this.#options.newId();
    const input = {
      id,
      door,
      doorName: name,
      from: new Date(closed.from).toISOString(),
      to: new Date(closed.to).toISOString(),
      person: closed.person === null ? null : { person: closed.person, name: personName(closed.person) },
      personConfidence: closed.personConfidence,
      people: closed.people,
      items,
      outcome,
      evidence: {
        personEvidence: closed.personEvidence,
        hesitations: closed.hesitations.length,
        contradictions: closed.contradictions.length,
        blindIntervals: closed.blind.length,
        reasons: [...new Set(closed.items.flatMap((decision) => decision.reasons))].join(' '),
      },
      alarm:
        alarm === undefined
          ? null
          : { id: alarm, reason: closed.alarms[0]?.reason ?? 'unauthorised_exit', doorClosed },
      contradictions: closed.contradictions.map((contradiction) => contradiction.epc),
      account: accountOf(closed, recorded.events, {
        antennas: this.#options.antennas,
        find,
        nameOf: personName,
      }),
      coefficients,
      drill,
    };
    void this.write('recordPassage', async (store, options) => {
      // A trace that cannot be kept must not keep the passage from being recorded.
      const trace = await keepTrace(attachments, recorded.trace).catch((error: unknown) => {
        this.#options.log.warn({ error: String(error) }, 'the trace of a passage was not kept');
        return null;
      });
      return store.execute('evidence.recordPassage', { ...input, trace }, options);
    });
    this.#pictures(id, alarm ?? null, closed);
  }

  /** In the order decided; what the store cannot take now waits (patient-writer.ts). */
  write(...[what, run]: Parameters<PatientWriter['write']>): Promise<void> {
    return this.#writer.write(what, run);
  }

  /** First what the ring already holds, then, for an alarm, the seconds after it. */
  #pictures(passage: string, alarm: string | null, closed: PassageClosed): void {
    const at = closed.items[0]?.crossedAt ?? closed.from;
    const span = alarm === null ? pictureSpan.passage : pictureSpan.alarm;
    const known = Math.max(0, Math.min(span.after, this.#options.now() - at));
    const attach = async (centre: number, beforeMs: number, afterMs: number): Promise<void> => {
      const taken = await takePictures({ ...this.#options, at: centre, beforeMs, afterMs });
      await this.#attach(passage, alarm, taken);
    };
    void attach(at, span.before, known)
      .then(() =>
        alarm !== null && span.after > known ? attach(at + known + 1, 0, span.after - known) : undefined,
      )
      .catch((error: unknown) =>
        this.#options.log.warn({ error: String(error) }, 'pictures of a passage were not kept'),
      );
  }

  #attach(
    passage: string,
    alarm: string | null,
    taken: { frames: PassageFrame[]; noPicture: string | null },
  ): Promise<void> {
    const { frames, noPicture } = taken;
    return this.write('attachFrames', (store, options) =>
      store.execute('evidence.attachFrames', { passage, alarm, frames, noPicture }, options),
    );
  }
}
