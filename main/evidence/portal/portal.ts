import type { DeviceEvent, TagSighting } from '../../../drivers/manifest.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { TraceStart } from '../gate/recorder.ts';
import type { SiteCorrection } from '../gate/site-fit.ts';
import type { GateAlarm, GateEvent, ResidentState } from '../gate/types.ts';
import { type BookItem, PortalBooks } from './books.ts';
import { DoorEngine, type DoorOutput } from './engine.ts';
import { Eyesight } from './eyesight.ts';
import { AntennaLive, doorState, liveTag } from './live.ts';
import { liveGroups } from './groups.ts';
import { HeardTags } from './heard.ts';
import { type Drill, type GateVersion, type RecordedWalk, WalkEnd } from './mode.ts';
import { PortalRecords, type PortalRecordsOptions } from './records.ts';
import { PortalSignals } from './signals.ts';

export { coefficientsLabel, type RecordedWalk } from './mode.ts';
export type { PortalStore } from './records.ts';

export interface PortalOptions extends PortalRecordsOptions {
  readonly settings: () => { readonly sirenSeconds: number; readonly closeDoorOnAlarm: boolean };
  /** Something the live screen shows has changed. */
  readonly onChange: () => void;
  /** What the door knew of its shelf when the station stopped, if that is worth anything yet. */
  readonly residents?: readonly ResidentState[];
}

/** How long somebody who tapped a card is shown at the door. */
const shownPeopleMs = 15_000;

/** How long the siren sounds in a drill that is not to be silent. */
const shortSirenMs = 1500;

/**
 * 通道门: one door with its readers, card reader, light barriers, camera and signals. A thin shell around the decision
 * engine: events in, decisions out; on an incident the siren sounds before anything is written.
 */
export class Portal {
  readonly signals: PortalSignals;
  readonly #options: PortalOptions;
  readonly #engine: DoorEngine;
  readonly #eyesight: Eyesight;
  readonly #records: PortalRecords;
  readonly #beams = new Map<number, boolean>();
  readonly #heard = new HeardTags();
  readonly #books = new PortalBooks();
  readonly #antennas: AntennaLive;
  readonly #present = new Map<string, { readonly by: 'card' | 'badge'; readonly at: number }>();
  readonly #notices = new Set<string>();
  readonly #alarmed = new Set<string>();
  readonly #walkEnd = new WalkEnd();
  #alarm: { readonly id: string; readonly passage: number } | undefined;
  #contact: 'open' | 'closed' | 'unknown' = 'unknown';
  doorClosed = false;
  drill: Drill | null = null;
  walk: RecordedWalk | null = null;

  constructor(options: PortalOptions) {
    this.#options = options;
    this.#engine = new DoorEngine(options);
    this.#records = new PortalRecords(options);
    this.#eyesight = new Eyesight({
      ...options,
      records: this.#records,
      push: (event) => this.#push(event),
    });
    if (options.residents !== undefined) {
      const t = options.now();
      this.#engine.restore(t, options.residents);
      this.#eyesight.knows(t);
    }
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
    for (const badge of badges) {
      if (this.#engine.badgeOf(badge.epc) === badge.person) continue;
      this.#push({ kind: 'person', t, epc: badge.epc, person: badge.person });
    }
  }

  /** Which numbers decide from now on; null gives the shipped ones back. In an open passage it waits for its end. */
  useVersion(version: GateVersion | null): void {
    this.#engine.useVersion(version);
    this.#renew();
  }

  get coefficients(): string {
    return this.#engine.coefficients;
  }

  get correction(): SiteCorrection | undefined {
    return this.#engine.correction;
  }

  /** How loud an alarm may be: null as in earnest. A commissioning walk raises none. */
  get quiet(): Drill['siren'] | null {
    return this.walk === null ? (this.drill?.siren ?? null) : 'silent';
  }

  get name(): string {
    return this.#options.name;
  }

  /** What the baseline knows about the shelf, for a trace. */
  residents(): readonly ResidentState[] {
    return this.#engine.residents();
  }

  /**
   * What passes from now on is the walk. @throws Refusal `evidence.walk_running`, or `evidence.door_busy` while somebody
   * still passes, whose passage would be taken for the walk
   */
  beginWalk(walk: RecordedWalk): void {
    if (this.walk !== null) throw new Refusal('evidence.walk_running', {});
    if (this.#engine.open) throw new Refusal('evidence.door_busy', {});
    this.#walkEnd.begin();
    this.walk = walk;
  }

  /** Now, as the beginning of a commissioning walk's trace. */
  traceStart(): TraceStart {
    return this.#engine.traceStart(this.#options.now());
  }

  /** Lines of a trace of everything since a commissioning walk began. */
  walkTrace(walk: RecordedWalk): string[] {
    return this.#engine.traceSince(walk.start, this.#options.now());
  }

  book(epc: string): BookItem | undefined {
    return this.#books.find(epc);
  }

  /** Tags heard within the last minutes, the strongest first; without badges. */
  heard(): { readonly epc: string; readonly code: string | null; readonly rssi: number }[] {
    return this.#heard
      .since(this.#options.now())
      .filter(({ epc }) => !this.#engine.isBadge(epc))
      .map((tag) => ({ ...tag, code: this.#books.find(tag.epc)?.code ?? null }));
  }

  /** A drill is over, or a walk: the engine forgets what it concluded about things that have not really moved. */
  afterDrill(): void {
    this.#books.tellAgain();
    this.#tellDifferences();
    this.#options.onChange();
  }

  /** Every 100 ms. */
  tick(): void {
    this.#tellDifferences();
    this.signals.tick(this.#options.now());
    this.#push({ kind: 'tick', t: this.#options.now() });
    if (this.#walkEnd.over(this.#options.now(), this.#engine.open)) this.walk?.onPassage();
    this.#renew();
    this.#endDrill();
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
        this.#eyesight.blind(event.from, event.until, event.reason);
        this.#options.onChange();
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
        if (position.role === 'portal') this.#eyesight.reader(event.state, event.reason);
        this.#options.onChange();
        return;
      default:
        return;
    }
  }

  get open(): boolean {
    return this.#engine.open;
  }

  live() {
    const blind = this.#eyesight.blindReason;
    const learning = this.#engine.learningUntil(this.#options.now());
    return {
      door: this.#options.door,
      name: this.#options.name,
      state: doorState({
        alarm: this.#alarm !== undefined || this.doorClosed,
        blind: blind !== null,
        learning: learning !== null,
        notice: this.#notices.size > 0,
        passage: this.#engine.open,
      }),
      blindReason: blind,
      learningUntil: learning === null ? null : new Date(learning).toISOString(),
      doorClosed: this.doorClosed,
      doorContact: this.#contact,
      siren: this.signals.siren,
      strobe: this.signals.strobe,
      readsPerSecond: this.#antennas.readsPerSecond(),
      antennas: this.#antennas.live(),
      tags: this.#engine
        .live()
        .filter((tag) => !this.#engine.isBadge(tag.epc))
        .map((tag) => liveTag(tag, this.#books.find(tag.epc))),
      people: [...this.#present]
        .filter(([, seen]) => this.#options.now() - seen.at < shownPeopleMs)
        .map(([id, seen]) => ({ id, name: this.#options.personName(id), by: seen.by })),
      groups: this.#groups(),
      beams: [...this.#beams].map(([id, broken]) => ({ id, broken })),
      drill: this.drill === null ? null : { ...this.drill, until: new Date(this.drill.until).toISOString() },
      walk: this.walk?.walk ?? null,
      coefficients: this.coefficients,
    };
  }

  /** Once a second: the rates on screen start anew. */
  resetRates(): void {
    this.#antennas.reset();
  }

  /** Resolves when everything decided so far is on record. */
  settled(): Promise<void> {
    return this.#records.settled();
  }

  /** The station stops: resolves when what could be put on record is. */
  stop(): Promise<void> {
    this.#records.hurry();
    return this.#records.settled();
  }

  /** A person with the right opened the door again. */
  authorised(): void {
    this.doorClosed = false;
    this.#alarm = undefined;
    this.#options.onChange();
  }

  #reads(sightings: readonly TagSighting[]): void {
    this.#eyesight.seen();
    const ordered = [...sightings].sort((left, right) => left.firstAt - right.firstAt);
    for (const sighting of ordered) {
      this.#antennas.read(sighting);
      this.#heard.hear(sighting);
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

  #input(position: DevicePosition, input: number, active: boolean, at: number): void {
    const inputs = position.settings['inputs'];
    const named =
      inputs !== null && typeof inputs === 'object' ? (inputs as Readonly<Record<string, unknown>>) : {};
    if (input === named['doorContact']) {
      this.#contact = active ? 'open' : 'closed';
      this.#push({ kind: 'contact', t: at, open: active });
    }
    // A reader's own inputs (GPI) are light barriers, counted from inside.
    if (position.role === 'portal') {
      this.#beams.set(input, active);
      this.#push({ kind: 'beam', t: at, id: input, broken: active });
    }
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

  #renew(): void {
    if (this.#engine.renew(this.#options.now())) this.afterDrill();
  }

  #endDrill(): void {
    if (this.drill === null || this.#options.now() < this.drill.until) return;
    this.drill = null;
    const { door } = this.#options;
    void this.#records.write('endDrill', (store, options) =>
      store.execute('evidence.endDrill', { door, cause: 'time' }, options),
    );
    this.afterDrill();
  }

  #groups() {
    const now = this.#options.now();
    const shown = [...this.#present].filter(([, seen]) => now - seen.at < shownPeopleMs);
    return liveGroups(
      this.#engine.live(),
      now,
      (epc) => this.#engine.badgeOf(epc),
      this.#options.personName,
      shown.map(([person]) => person),
    );
  }

  #tellDifferences(): void {
    for (const event of this.#books.differences(this.#options.now(), this.#alarmed)) this.#push(event);
  }

  #push(event: GateEvent): void {
    for (const output of this.#engine.push(event)) this.#handle(output);
  }

  #handle(output: DoorOutput): void {
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
    this.#alarmed.add(alarm.epc);
    // Twenty walks would leave a list of alarms for somebody to settle.
    if (this.walk !== null) return;
    const { sirenSeconds, closeDoorOnAlarm } = this.#options.settings();
    const { quiet } = this;
    const closeDoor = closeDoorOnAlarm && quiet === null;
    const sirenMs = quiet === 'silent' ? 0 : quiet === 'short' ? shortSirenMs : sirenSeconds * 1000;
    if (sirenMs > 0) this.signals.alarm({ now: this.#options.now(), sirenMs, closeDoor });
    this.doorClosed ||= closeDoor;
    this.#options.onChange();
    if (this.#alarm?.passage === passage) return;
    const id = this.#options.newId();
    this.#alarm = { id, passage };
    this.#records.raise(id, alarm, book, { doorClosed: closeDoor, drill: quiet !== null });
  }

  #closed({ closed, record }: Extract<DoorOutput, { kind: 'passage_closed' }>): void {
    this.#notices.clear();
    const alarm = this.#alarm?.passage === closed.passage ? this.#alarm : undefined;
    if (alarm !== undefined && !this.doorClosed) this.#alarm = undefined;
    this.#options.onChange();
    const drill = this.quiet !== null;
    this.#records.passage({
      closed,
      alarm: alarm?.id,
      doorClosed: this.doorClosed,
      drill,
      coefficients: this.coefficients,
      ...record,
      find: (epc) => this.#books.find(epc),
    });
    this.#alarmed.clear();
    // What was walked in a drill has not moved: the engine learns anew where the books have it.
    if (drill) this.#books.tellAgain();
    this.#walkEnd.closed(this.#options.now());
  }
}
