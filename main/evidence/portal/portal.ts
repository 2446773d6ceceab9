import type { DeviceEvent, TagSighting } from '../../../drivers/manifest.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import type { Attachments } from '../../kernel/attachments/attachments.ts';
import type { DeviceAccess } from '../../kernel/device-access.ts';
import type { Actor } from '../../kernel/module.ts';
import type { Store } from '../../kernel/store/store.ts';
import { createGate } from '../gate/gate.ts';
import type { Gate, GateAlarm, GateEvent, GateOutput, PassageClosed } from '../gate/types.ts';
import type { evidenceModule } from '../module.ts';
import { type BookItem, PortalBooks } from './books.ts';
import { AntennaLive, doorState, liveTag, type PortalAntenna } from './live.ts';
import { outcomeOf, passedItem, worthRecording } from './outcome.ts';
import { type PassageFrame, takePictures } from './pictures.ts';
import { type PortalLog, PortalSignals } from './signals.ts';

export type PortalStore = Store<{ readonly evidence: typeof evidenceModule }>;

export interface PortalOptions {
  readonly door: string;
  readonly name: string;
  readonly antennas: readonly PortalAntenna[];
  readonly devices: DeviceAccess;
  readonly store: PortalStore;
  readonly attachments: Attachments;
  readonly settings: () => { readonly sirenSeconds: number; readonly closeDoorOnAlarm: boolean };
  readonly personName: (person: string) => string;
  readonly actor: Actor;
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: PortalLog;
  /** Something the live screen shows has changed. */
  readonly onChange: () => void;
  /** How long a door that was just switched on only learns its shelf; 15 s unless told. */
  readonly warmUpMs?: number;
}

/** A tag of the shelf is resident once it was seen over 12 s (`resident-baseline.ts`). */
const warmUpMs = 15_000;

/** How long somebody who tapped a card is shown at the door. */
const shownPeopleMs = 15_000;

/** Pictures kept around a passage and around an alarm, in milliseconds (domain notes 3.5: ±10 s). */
const pictureSpan = {
  passage: { before: 4000, after: 2000 },
  alarm: { before: 10_000, after: 10_000 },
} as const;

/**
 * 通道门: one door with its readers, card reader, light barriers, camera and signals. A thin shell around the decision
 * engine: events in, decisions out; on an incident the siren sounds before anything is written.
 */
export class Portal {
  readonly signals: PortalSignals;
  readonly #options: PortalOptions;
  readonly #gate: Gate;
  readonly #books = new PortalBooks();
  readonly #antennas: AntennaLive;
  readonly #present = new Map<string, { readonly by: 'card' | 'badge'; readonly at: number }>();
  readonly #notices = new Set<string>();
  #alarm: { readonly id: string; readonly passage: number } | undefined;
  #blindSince: { readonly from: number; readonly reason: string } | undefined;
  #contact: 'open' | 'closed' | 'unknown' = 'unknown';
  #writing: Promise<void> = Promise.resolve();
  doorClosed = false;

  constructor(options: PortalOptions) {
    this.#options = options;
    this.#gate = createGate({
      id: options.door,
      antennas: options.antennas.map(({ antenna, side }) => ({ id: antenna, side })),
      settings: { warmUpMs: options.warmUpMs ?? warmUpMs },
    });
    this.signals = new PortalSignals(options.devices, options.door, options.log);
    this.#antennas = new AntennaLive(options.antennas);
  }

  /** The newest state of the books; the engine learns the differences. */
  learnBooks(items: readonly BookItem[]): void {
    this.#books.replace(items);
    this.#tellDifferences();
  }

  learnBadges(badges: readonly { readonly epc: string; readonly person: string }[]): void {
    const t = this.#options.now();
    for (const badge of badges) this.#push({ kind: 'person', t, epc: badge.epc, person: badge.person });
  }

  /** Every 100 ms. */
  tick(): void {
    this.#tellDifferences();
    this.signals.tick(this.#options.now());
    this.#push({ kind: 'tick', t: this.#options.now() });
  }

  card(person: string, at: number): void {
    this.#present.set(person, { by: 'card', at });
    this.#push({ kind: 'card', t: at, person });
    this.#options.onChange();
  }

  device(position: DevicePosition, event: DeviceEvent): void {
    switch (event.kind) {
      case 'tags':
        this.#reads(event.sightings);
        return;
      case 'blind':
        this.#blind(event.from, event.until, event.reason);
        return;
      case 'antenna': {
        this.#antennas.connected(event.antenna, event.connected);
        this.#options.onChange();
        return;
      }
      case 'input':
        this.#input(position, event.input, event.active, event.at);
        return;
      case 'outputs':
        this.#outputs(position, event.on);
        return;
      case 'state':
        if (position.role === 'portal') this.#readerState(event.state, event.reason);
        return;
      default:
        return;
    }
  }

  get open(): boolean {
    return this.#gate.open;
  }

  live() {
    const blind = this.#blindSince?.reason ?? null;
    return {
      door: this.#options.door,
      name: this.#options.name,
      state: doorState({
        alarm: this.#alarm !== undefined || this.doorClosed,
        blind: blind !== null,
        notice: this.#notices.size > 0,
        passage: this.#gate.open,
      }),
      blindReason: blind,
      doorClosed: this.doorClosed,
      doorContact: this.#contact,
      siren: this.signals.siren,
      strobe: this.signals.strobe,
      readsPerSecond: this.#antennas.readsPerSecond(),
      antennas: this.#antennas.live(),
      tags: this.#gate.live().map((tag) => liveTag(tag, this.#books.find(tag.epc))),
      people: [...this.#present]
        .filter(([, seen]) => this.#options.now() - seen.at < shownPeopleMs)
        .map(([id, seen]) => ({ id, name: this.#options.personName(id), by: seen.by })),
    };
  }

  /** Once a second: the rates on screen start anew. */
  resetRates(): void {
    this.#antennas.reset();
  }

  /** Resolves when everything decided so far is on record. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** A person with the right opened the door again. */
  authorised(): void {
    this.doorClosed = false;
    this.#alarm = undefined;
    this.#options.onChange();
  }

  #reads(sightings: readonly TagSighting[]): void {
    const ordered = [...sightings].sort((left, right) => left.firstAt - right.firstAt);
    for (const sighting of ordered) {
      this.#antennas.read(sighting);
      this.#push({
        kind: 'read',
        t: sighting.firstAt,
        epc: sighting.epc,
        count: sighting.count,
        lastT: sighting.lastAt,
        ...(sighting.antenna === undefined ? {} : { antenna: sighting.antenna }),
        ...(sighting.rssi === undefined ? {} : { rssi: sighting.rssi }),
      });
    }
  }

  #blind(from: number, until: number | undefined, reason: string): void {
    this.#blindSince = until === undefined ? { from, reason } : undefined;
    this.#push({
      kind: 'blind',
      t: this.#options.now(),
      from,
      reason,
      ...(until === undefined ? {} : { to: until }),
    });
    if (until !== undefined) {
      void this.#write('gateBlind', (store, options) =>
        store.execute(
          'evidence.gateBlind',
          {
            door: this.#options.door,
            doorName: this.#options.name,
            from: new Date(from).toISOString(),
            until: new Date(until).toISOString(),
            reason,
          },
          options,
        ),
      );
    }
    this.#options.onChange();
  }

  #readerState(state: string, reason: string | undefined): void {
    if (state === 'ready') {
      if (this.#blindSince?.reason === 'reader_away')
        this.#blind(this.#blindSince.from, this.#options.now(), 'reader_away');
      return;
    }
    if (state === 'away' && this.#blindSince === undefined)
      this.#blind(this.#options.now(), undefined, 'reader_away');
    this.#options.log.info({ door: this.#options.door, state, reason }, 'portal reader');
  }

  #input(position: DevicePosition, input: number, active: boolean, at: number): void {
    const inputs = position.settings['inputs'];
    const named =
      inputs !== null && typeof inputs === 'object' ? (inputs as Readonly<Record<string, unknown>>) : {};
    if (input === named['doorContact']) {
      this.#contact = active ? 'open' : 'closed';
      this.#push({ kind: 'contact', t: at, open: active });
    }
    // A reader's own inputs (GPI) are light barriers, counted from inside.
    if (position.role === 'portal') this.#push({ kind: 'beam', t: at, id: input, broken: active });
    this.#options.onChange();
  }

  #outputs(position: DevicePosition, on: readonly number[]): void {
    const outputs = position.settings['outputs'];
    const named =
      outputs !== null && typeof outputs === 'object' ? (outputs as Readonly<Record<string, unknown>>) : {};
    this.signals.siren = on.includes(Number(named['siren']));
    this.signals.strobe = on.includes(Number(named['strobe']));
    this.#options.onChange();
  }

  #tellDifferences(): void {
    for (const event of this.#books.differences(this.#options.now())) this.#push(event);
  }

  #push(event: GateEvent): void {
    for (const output of this.#gate.push(event)) this.#handle(output);
  }

  #handle(output: GateOutput): void {
    switch (output.kind) {
      case 'incident':
        return this.#incident(output.alarm, output.passage);
      case 'notice': {
        const book = this.#books.find(output.epc);
        this.#notices.add(output.epc);
        if (book !== undefined && book.order === null) this.signals.notice();
        return this.#options.onChange();
      }
      case 'notice_withdrawn':
        this.#notices.delete(output.epc);
        return this.#options.onChange();
      case 'passage_closed':
        return this.#closed(output);
      case 'passage_opened':
      case 'item_decided':
      case 'degraded':
        return this.#options.onChange();
    }
  }

  #incident(alarm: GateAlarm, passage: number): void {
    const book = this.#books.find(alarm.epc);
    if (book === undefined) return;
    const { sirenSeconds, closeDoorOnAlarm } = this.#options.settings();
    this.signals.alarm({
      now: this.#options.now(),
      sirenMs: sirenSeconds * 1000,
      closeDoor: closeDoorOnAlarm,
    });
    this.doorClosed ||= closeDoorOnAlarm;
    this.#options.onChange();
    if (this.#alarm?.passage === passage) return;
    const id = this.#options.newId();
    this.#alarm = { id, passage };
    void this.#write('raiseAlarm', (store, options) =>
      store.execute(
        'evidence.raiseAlarm',
        {
          id,
          door: this.#options.door,
          doorName: this.#options.name,
          passage: null,
          reason: alarm.reason,
          items: [
            {
              item: book.item,
              code: book.code,
              name: book.name,
              epc: alarm.epc,
              direction: 'out',
              probability: 1,
              order: null,
            },
          ],
          person: null,
          doorClosed: closeDoorOnAlarm,
        },
        options,
      ),
    );
  }

  #closed(closed: PassageClosed): void {
    this.#notices.clear();
    const alarm = this.#alarm?.passage === closed.passage ? this.#alarm : undefined;
    if (alarm !== undefined && !this.doorClosed) this.#alarm = undefined;
    const items = closed.items.map((decision) => passedItem(decision, this.#books.find(decision.epc)));
    const outcome = outcomeOf(closed, items);
    this.#options.onChange();
    if (!worthRecording(closed, items, outcome)) return;
    const id = this.#options.newId();
    void this.#write('recordPassage', (store, options) =>
      store.execute(
        'evidence.recordPassage',
        {
          id,
          door: this.#options.door,
          doorName: this.#options.name,
          from: new Date(closed.from).toISOString(),
          to: new Date(closed.to).toISOString(),
          person:
            closed.person === null
              ? null
              : { person: closed.person, name: this.#options.personName(closed.person) },
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
              : {
                  id: alarm.id,
                  reason: closed.alarms[0]?.reason ?? 'unauthorised_exit',
                  doorClosed: this.doorClosed,
                },
          contradictions: closed.contradictions.map((contradiction) => contradiction.epc),
        },
        options,
      ),
    );
    this.#pictures(id, alarm?.id ?? null, closed);
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
    return this.#write('attachFrames', (store, options) =>
      store.execute(
        'evidence.attachFrames',
        {
          passage,
          alarm,
          frames: taken.frames,
          noPicture: taken.noPicture,
        },
        options,
      ),
    );
  }

  /** In the order decided; a write that fails is logged and tried no more by itself: the siren has sounded anyway. */
  #write(
    what: string,
    run: (store: PortalStore, options: { readonly actor: Actor }) => Promise<unknown>,
  ): Promise<void> {
    this.#writing = this.#writing
      .then(() => run(this.#options.store, { actor: this.#options.actor }))
      .then(() => undefined)
      .catch((error: unknown) =>
        this.#options.log.warn({ what, error: String(error) }, 'a portal record was not written'),
      );
    return this.#writing;
  }
}
