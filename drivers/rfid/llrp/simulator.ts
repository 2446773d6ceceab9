import type { SimulatorSession } from '../../manifest.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import type { Group } from './codec.ts';
import { EVENT } from './commands.ts';
import { numberAt } from './groups.ts';
import { EXTENSIONS_ENABLED, IMPINJ_VENDOR } from './impinj.ts';
import { VirtualConfiguration } from './simulator-configuration.ts';
import { type Misbehaviour, SimulatorConnection } from './simulator-connection.ts';
import { type SimulatedRead, VirtualInventory } from './simulator-inventory.ts';
import { REQUEST_HANDLERS, type RequestContext } from './simulator-requests.ts';
import {
  capabilitiesBody,
  DEFAULT_IDENTITY,
  ROSPEC_EXISTS,
  type SimulatedIdentity,
} from './simulator-tables.ts';
import { type SimulatedTag, TagMemory } from './simulator-tags.ts';

export type { SimulatedRead } from './simulator-inventory.ts';
export type { SimulatedTag } from './simulator-tags.ts';

export interface SimulatorOptions {
  readonly clock: Clock;
  /** Number of antenna ports; default 4. */
  readonly antennas?: number;
  readonly identity?: SimulatedIdentity;
  /** False: the reader knows only its uptime. Default true. */
  readonly hasUtc?: boolean;
  /** How far the reader's UTC clock is ahead of ours, in milliseconds. */
  readonly clockAheadMs?: number;
  /** One object per thing done, for the tool's output. */
  readonly report?: (what: Readonly<Record<string, unknown>>) => void;
}

/** How often tags on the desk are read while a ROSpec runs. */
const DESK_PERIOD_MS = 50;
const DESK_RSSI = -45;
/** Reports a reader keeps over a lost link before it drops the oldest. */
const HELD_REPORTS = 1_000;

/**
 * A virtual LLRP reader that speaks the real bytes, one client at a time, and keeps its specs, its clock and its held
 * reports over lost links like a real one.
 */
export class LlrpSimulator {
  readonly misbehaviour: Misbehaviour = {};
  readonly inventory: VirtualInventory;
  readonly #options: SimulatorOptions;
  readonly #clock: Clock;
  readonly #identity: SimulatedIdentity;
  readonly #configuration: VirtualConfiguration;
  readonly #desk = new Map<string, { memory: TagMemory; antenna: number }>();
  readonly #context: RequestContext;
  #clockAheadMs: number;
  #bootedAt: number;
  #stateValue = 1;
  #holding = false;
  #held: Group[] = [];
  #lostHeld = false;
  #connection: SimulatorConnection | undefined;
  #cancelDesk: (() => void) | undefined;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#identity = options.identity ?? DEFAULT_IDENTITY;
    const antennas = options.antennas ?? 4;
    this.#configuration = new VirtualConfiguration(this.#identity.readerId, antennas);
    this.#clockAheadMs = options.clockAheadMs ?? 0;
    this.#bootedAt = options.clock.monotonic();
    const times = { hasUtc: options.hasUtc ?? true, now: () => this.#now() };
    this.inventory = new VirtualInventory(this.#clock, times, {
      report: (entries) => this.#sendReport({ tagReportData: entries }),
      roSpecEvent: (eventType, roSpecId) => this.#roSpecEvent(eventType, roSpecId),
    });
    this.#context = {
      inventory: this.inventory,
      capabilities: () => capabilitiesBody(this.#identity, antennas, times.hasUtc),
      configuration: () => this.#configuration.body(),
      stateValue: () => this.#stateValue,
      applyConfiguration: (config) => {
        const hasKeepalive = this.#configuration.apply(config);
        if (hasKeepalive) this.#connection?.keepEvery(this.#configuration.keepaliveMs);
      },
      changed: () => {
        this.#stateValue += 1;
      },
    };
  }

  /** Greets whoever connected; while somebody is served, says so and hangs up. */
  accept(transport: Transport): SimulatorSession {
    const served = this.#connection;
    const connection = new SimulatorConnection({
      transport,
      clock: this.#clock,
      misbehaviour: this.misbehaviour,
      answer: (name, body) => this.#answer(name, body),
      onMessage: (name) => this.#report({ received: name }),
      onClosed: () => {
        if (this.#connection === connection) this.#clientGone();
      },
    });
    if (served !== undefined) {
      connection.tell(
        'READER_EVENT_NOTIFICATION',
        this.#eventBody({ connectionAttemptEvent: { status: 2 } }),
      );
      connection.stop();
      this.#sendEvent({ connectionAttemptEvent: { status: 4 } });
      this.#report({ refused: transport.url });
      return connection;
    }
    this.#connection = connection;
    this.#holding = this.#configuration.holdOnReconnect;
    connection.tell('READER_EVENT_NOTIFICATION', this.#eventBody({ connectionAttemptEvent: { status: 0 } }));
    connection.keepEvery(this.#configuration.keepaliveMs);
    this.#report({ accepted: transport.url });
    return connection;
  }

  /** True while a client is served. */
  get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  /** Reads happen at their times if a ROSpec runs then and its antenna is connected; otherwise nobody hears them. */
  presentReads(reads: readonly SimulatedRead[]): void {
    for (const read of reads) {
      const wait = read.at ?? 0;
      if (wait > 0) this.#clock.after(wait, () => this.#see({ ...read, at: 0 }));
      else this.#see(read);
    }
  }

  /** Lays a tag on the antenna; it is read again and again while a ROSpec runs. Returns its memory. */
  placeTag(tag: SimulatedTag, antenna = 1): TagMemory {
    const memory = new TagMemory(tag);
    this.#desk.set(memory.tid, { memory, antenna });
    this.#watchDesk();
    return memory;
  }

  removeTag(tid: string): void {
    this.#desk.delete(tid.toUpperCase());
  }

  setAntennaConnected(antenna: number, connected: boolean): void {
    this.#configuration.setAntenna(antenna, connected);
    this.#sendWanted(EVENT.antenna, { antennaEvent: { eventType: connected ? 1 : 0, antennaId: antenna } });
  }

  /**
   * A general-purpose input (通用输入), for example a light barrier, changes its level.
   * @param agoMs how long ago it did, when that is told late
   */
  setInput(port: number, active: boolean, agoMs = 0): void {
    this.#configuration.setInput(port, active);
    this.#sendWanted(EVENT.gpi, { gpiEvent: { gpiPortNumber: port, gpiEvent: active } }, agoMs);
  }

  warnBuffer(percent: number): void {
    this.#sendWanted(EVENT.bufferWarning, {
      reportBufferLevelWarningEvent: { reportBufferPercentageFull: percent },
    });
  }

  overflow(): void {
    this.#sendEvent({ reportBufferOverflowErrorEvent: {} });
  }

  raiseException(message: string): void {
    this.#sendWanted(EVENT.exception, { readerExceptionEvent: { message } });
  }

  /** Every running ROSpec ends although nobody stopped it (1), or is pre-empted (2). */
  endRoSpecs(eventType: 1 | 2 = 1): void {
    for (const id of [...this.inventory.roSpecs.keys()]) this.inventory.end(id, eventType);
  }

  /** Somebody else changes the reader while we are away. */
  touchConfiguration(): void {
    this.#stateValue += 1;
  }

  /** Moves the reader's UTC clock. */
  stepClock(milliseconds: number): void {
    this.#clockAheadMs += milliseconds;
  }

  /** Another program tries to connect and is sent away. */
  otherClientTries(): void {
    this.#sendEvent({ connectionAttemptEvent: { status: 4 } });
  }

  sendGarbage(bytes: Uint8Array): void {
    this.#connection?.tellRaw(bytes);
  }

  /** Says goodbye (event 257) and closes. */
  closeLink(): void {
    this.#sendEvent({ connectionCloseEvent: {} });
    this.#connection?.stop();
  }

  /** Cuts the link without a word. */
  cutLink(): void {
    this.#connection?.stop();
  }

  /** Power goes off and on: link, specs, held reports and uptime are lost. */
  reboot(): void {
    this.#connection?.stop();
    this.inventory.clear();
    this.#held = [];
    this.#lostHeld = false;
    this.#configuration.reset();
    this.#stateValue += 1000;
    this.#bootedAt = this.#clock.monotonic();
  }

  /** Ends the link and every timer. */
  stop(): void {
    this.#connection?.stop();
    this.inventory.clear();
    this.#desk.clear();
    this.#cancelDesk?.();
    this.#cancelDesk = undefined;
  }

  #report(what: Readonly<Record<string, unknown>>): void {
    this.#options.report?.(what);
  }

  #now(): number {
    if (this.#options.hasUtc === false) return (this.#clock.monotonic() - this.#bootedAt) * 1000;
    return (this.#clock.now() + this.#clockAheadMs) * 1000;
  }

  #see(read: SimulatedRead): void {
    if (!this.#configuration.hasAntenna(read.antenna)) return;
    const onDesk = read.tid === undefined ? undefined : this.#desk.get(read.tid.toUpperCase())?.memory;
    const passing = read.tid === undefined ? undefined : new TagMemory({ epc: read.epc, tid: read.tid });
    this.inventory.see(read, onDesk ?? passing);
  }

  #watchDesk(): void {
    this.#cancelDesk ??= this.#clock.after(DESK_PERIOD_MS, () => {
      this.#cancelDesk = undefined;
      if (!this.inventory.isRunning || this.#desk.size === 0) return;
      for (const { memory, antenna } of this.#desk.values()) {
        if (this.#configuration.hasAntenna(antenna)) {
          this.inventory.see({ epc: memory.epc, antenna, rssi: DESK_RSSI, tid: memory.tid }, memory);
        }
      }
      this.#watchDesk();
    });
  }

  #answer(name: string, body: Group): Group | undefined {
    if (name === 'ENABLE_EVENTS_AND_REPORTS') this.#releaseHeld();
    if (name === 'CLOSE_CONNECTION') return { llrpStatus: { statusCode: 0, errorDescription: '' } };
    if (name === 'CUSTOM_MESSAGE') return this.#answerVendor(body);
    const { roSpecExists = 0 } = this.misbehaviour;
    if (name === 'ADD_ROSPEC' && roSpecExists > 0) {
      this.misbehaviour.roSpecExists = roSpecExists - 1;
      return ROSPEC_EXISTS;
    }
    return REQUEST_HANDLERS[name]?.(this.#context, body);
  }

  #answerVendor(body: Group): Group | undefined {
    const ours = this.#identity.vendor === IMPINJ_VENDOR;
    return ours && numberAt(body, 'vendor') === IMPINJ_VENDOR ? EXTENSIONS_ENABLED : undefined;
  }

  #eventBody(event: Group, agoMs = 0): Group {
    const stamp = this.#options.hasUtc === false ? 'uptime' : 'utcTimestamp';
    return { readerEventNotificationData: { [stamp]: Math.round(this.#now() - agoMs * 1000), ...event } };
  }

  #sendEvent(event: Group, agoMs = 0): void {
    this.#connection?.tell('READER_EVENT_NOTIFICATION', this.#eventBody(event, agoMs));
  }

  /** Events a client has to ask for; overflow, connection attempt and close are always sent. */
  #sendWanted(number: number, event: Group, agoMs = 0): void {
    if (this.#configuration.wantsEvent(number)) this.#sendEvent(event, agoMs);
  }

  #roSpecEvent(eventType: 0 | 1 | 2, roSpecId: number): void {
    this.#report({ roSpec: roSpecId, event: ['started', 'ended', 'preempted'][eventType] ?? eventType });
    if (eventType === 0) this.#watchDesk();
    this.#sendWanted(EVENT.roSpec, { roSpecEvent: { eventType, roSpecId, preemptingRoSpecId: 0 } });
  }

  #sendReport(body: Group): void {
    if (this.#connection !== undefined && !this.#holding) {
      this.#connection.tell('RO_ACCESS_REPORT', body);
      return;
    }
    if (!this.#configuration.holdOnReconnect) return;
    this.#held.push(body);
    if (this.#held.length > HELD_REPORTS) {
      this.#held.shift();
      this.#lostHeld = true;
    }
  }

  #releaseHeld(): void {
    this.#holding = false;
    const held = this.#held;
    this.#held = [];
    for (const body of held) this.#sendReport(body);
    if (this.#lostHeld) this.overflow();
    this.#lostHeld = false;
  }

  #clientGone(): void {
    this.#connection = undefined;
    this.#report({ closed: true });
  }
}

/** A virtual reader to be driven in this process; give every accepted link to `accept`. */
export const createLlrpSimulator = (options: SimulatorOptions): LlrpSimulator => new LlrpSimulator(options);
