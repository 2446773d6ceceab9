import { assertNever, DeviceError } from '../../errors.ts';
import type { Framed } from '../../framing/framer.ts';
import type { DeviceLine, LineSession } from '../../line-device.ts';
import { InstrumentCourse, unknownAction } from '../../measurement/instrument-course.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { Settling } from '../../oximeters/settling.ts';
import type { Clock, DriverLog } from '../../transport/transport.ts';
import { isUsbTransport } from '../../transport/usb.ts';
import { hex4 } from '../../framing/hexadecimal.ts';
import { AgentRequests } from './agent-requests.ts';
import { type Apdu, type Message, parseApdu } from './apdu.ts';
import { encodeApdu } from './apdu-encode.ts';
import { clearSegmentsRequest, getRequest, operationalStateRequest, setTimeRequest } from './commands.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigurationBook } from './configuration-book.ts';
import { createPhdFramer, type PhdFrame } from './frame.ts';
import { type Effect, Manager } from './manager.ts';
import { readSystemDescription, type SystemDescription } from './mds.ts';
import { MemoryTransfer } from './memory-transfer.ts';
import { errorOfParting, reasonOfParting } from './parting.ts';
import { ReportDesk } from './report-desk.ts';
import type { PhdSettings } from './settings.ts';

export interface PhdSessionOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: PhdSettings;
  readonly book: ConfigurationBook;
}

/** From arming to the result: pressure takes three minutes, a thermometer and its pairing longer than one expects. */
const MEASUREMENT_LIMIT_MS = 300_000;
/** How slow a clock may be that the device does not tell. */
const CLOCK_TOLERANCE_MS = 600_000;
/** A clock further off than this is wrong. */
const CLOCK_WRONG_MS = 60_000;
/** A USB device associates when it is plugged in; one that was left in keeps silent or talks rubbish. */
const USB_SILENCE_MS = 15_000;
/** USB class request GET_STATUS, two bytes (ieee-11073-20601.md section 8). */
const GET_STATUS = { request: 0, length: 2 } as const;

/** One connection with an agent: carries out what the manager says, and hands results over. */
export class PhdSession implements LineSession {
  readonly #options: PhdSessionOptions;
  readonly #framer = createPhdFramer();
  readonly #manager: Manager;
  readonly #course: InstrumentCourse;
  readonly #settling: Settling;
  readonly #requests: AgentRequests;
  readonly #desk: ReportDesk;
  #writing: Promise<void> = Promise.resolve();
  #cancelLimit = (): void => {};
  #cancelTransferLimit = (): void => {};
  #cancelWatch = (): void => {};
  #transfer: MemoryTransfer | undefined;
  /** What the state says while the line is in order. */
  #reason: string | undefined = 'phd.waiting';
  #troubled = false;
  #released: (() => void) | undefined;

  constructor(options: PhdSessionOptions) {
    this.#options = options;
    const { line, clock, log, settings, book } = options;
    this.#manager = new Manager(settings.systemId, book, settings.askConfiguration);
    this.#course = new InstrumentCourse({
      line,
      clock,
      log,
      limitMs: MEASUREMENT_LIMIT_MS,
      clockToleranceMs: CLOCK_TOLERANCE_MS,
    });
    this.#settling = new Settling(settings.settleMs);
    this.#requests = new AgentRequests({
      send: (message) => this.#perform(this.#manager.request(message)),
      isOperating: () => this.#manager.state === 'operating',
    });
    this.#desk = new ReportDesk({
      clock,
      course: this.#course,
      settling: this.#settling,
      configuration: () => this.#manager.configuration,
      transfer: () => this.#transfer,
      send: (apdu) => this.#send(apdu),
    });
  }

  async begin(): Promise<void> {
    const { line, clock, log } = this.#options;
    this.#perform(this.#manager.connected());
    this.#course.good(this.#reason);
    if (!isUsbTransport(line.transport)) return;
    this.#cancelWatch = clock.after(USB_SILENCE_MS, () => line.enter('degraded', 'phd.replug'));
    await line.transport.controlIn(GET_STATUS).catch(() => log.debug('the device has no status to tell'));
  }

  received(bytes: Uint8Array): void {
    for (const frame of this.#framer.push(bytes)) this.#hear(frame);
  }

  silent(): void {
    for (const frame of this.#framer.idle()) this.#hear(frame);
  }

  end(cause: DeviceError): void {
    // A device that is still there is let go properly; on a lost line this fails and that is all.
    if (this.#manager.state === 'operating') {
      const release = encodeApdu({ kind: 'releaseRequest', reason: 0 });
      void this.#options.line.transport.write(release).catch(() => {});
    }
    this.#perform(this.#manager.disconnected());
    this.#cancelWatch();
    this.#leave(cause);
    this.#course.end(cause);
  }

  async request(action: string, input: unknown): Promise<unknown> {
    switch (action) {
      case 'start':
        this.silent();
        this.#course.arm();
        this.#settling.restart();
        return {};
      case 'stop':
        this.#course.stopped();
        return {};
      case 'readMemory':
        return { segments: await this.#readMemory() };
      case 'clearMemory':
        return this.#clearMemory(input);
      case 'setClock':
        return { at: await this.#setClock() };
      case 'release':
        await this.#release();
        return {};
      default:
        throw unknownAction(action);
    }
  }

  #hear(frame: Framed<PhdFrame>): void {
    switch (frame.kind) {
      case 'apdu':
        this.#cancelWatch();
        if (!this.#troubled) this.#course.good(this.#reason);
        this.#receive(frame.bytes.slice());
        return;
      case 'refused':
        this.#course.bad(frame.length, frame.reason);
        this.#perform(this.#manager.malformed());
        return;
      case 'discarded':
        this.#course.bad(frame.length);
        return;
      case 'preamble':
      case 'incomplete':
        return;
      default:
        assertNever(frame);
    }
  }

  /** The bytes are ours: configurations and reports that wait outlive the framer's buffer. */
  #receive(bytes: Uint8Array): void {
    this.#perform(this.#manager.receive(parseApdu(bytes), bytes));
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects) this.#performOne(effect);
  }

  #performOne(effect: Effect): void {
    switch (effect.kind) {
      case 'send':
        this.#send(effect.apdu);
        return;
      case 'limit':
        this.#cancelLimit();
        if (effect.milliseconds !== undefined) {
          this.#cancelLimit = this.#options.clock.after(effect.milliseconds, () =>
            this.#perform(this.#manager.timeout()),
          );
        }
        return;
      case 'operating':
        this.#associated(effect.agent.systemId, effect.configuration);
        return;
      case 'unassociated': {
        const { parting } = effect;
        this.#options.log.info('association ended', { ...parting });
        this.#leave(errorOfParting(parting));
        this.#reason = reasonOfParting(parting);
        this.#troubled = parting.by !== 'release';
        this.#options.line.enter(this.#troubled ? 'degraded' : 'ready', this.#reason);
        return;
      }
      case 'report':
        this.#desk.take(effect);
        return;
      case 'answer':
        this.#requests.answered(effect.message);
        return;
      default:
        assertNever(effect);
    }
  }

  /** Writes keep their order; a failed one ends the line by itself. */
  #send(apdu: Apdu): void {
    const bytes = encodeApdu(apdu);
    this.#writing = this.#writing.then(() => this.#options.line.write(bytes)).catch(() => {});
  }

  #associated(systemId: string, configuration: Configuration): void {
    const { line, log } = this.#options;
    this.#troubled = false;
    this.#reason = undefined;
    this.#course.good();
    line.emit({ kind: 'identity', identity: { systemId, configuration: hex4(configuration.id) } });
    this.#desk.hold();
    this.#greet(configuration).catch((error: unknown) => {
      log.warn('the device was not asked to the end', {
        code: error instanceof DeviceError ? error.code : 'unknown',
      });
    });
  }

  /** Who it is, what time it has, and its scanners on. */
  async #greet(configuration: Configuration): Promise<void> {
    const description = await this.#describe();
    this.#desk.letGo();
    const { setClock } = this.#options.settings;
    const wrong = Math.abs(description.offsetMs ?? 0) > CLOCK_WRONG_MS;
    const asked = description.wantsClock && setClock !== 'never';
    if (asked || (setClock === 'whenWrong' && description.canSetClock && wrong)) await this.#setClock();
    for (const handle of configuration.scanners.keys()) {
      // Not every scanner may be switched; then its data do not come, and nothing else is lost.
      await this.#requests.ask(operationalStateRequest(handle, true)).catch((error: unknown) => {
        if (!(error instanceof DeviceError) || error.code !== 'device.refused') throw error;
      });
    }
  }

  async #describe(): Promise<SystemDescription & { readonly offsetMs: number | undefined }> {
    const answer = await this.#requests.ask(getRequest());
    const description = readSystemDescription(answer.kind === 'getAnswer' ? answer.attributes : []);
    const { identity, batteryPercent, time } = description;
    const battery = batteryPercent === undefined ? {} : { batteryPercent: String(batteryPercent) };
    this.#options.line.emit({ kind: 'identity', identity: { ...identity, ...battery } });
    return { ...description, offsetMs: time === undefined ? undefined : this.#course.clockIs(time) };
  }

  async #readMemory(): Promise<unknown> {
    const configuration = this.#requireConfiguration();
    if (configuration.stores.length === 0) {
      throw new DeviceError('device.unsupported', 'the device has no store');
    }
    if (this.#transfer !== undefined) throw new DeviceError('device.refused', 'the memory is being read');
    const transfer = new MemoryTransfer({
      configuration,
      ask: (message: Message) => this.#requests.ask(message),
      store: (result) => this.#course.remembered(result),
      limit: (milliseconds) => this.#limitTransfer(milliseconds),
    });
    this.#transfer = transfer;
    try {
      return await transfer.run();
    } finally {
      if (this.#transfer === transfer) this.#transfer = undefined;
    }
  }

  /** Nothing more comes: the association is given up as after any answer that does not come. */
  #limitTransfer(milliseconds: number | undefined): void {
    this.#cancelTransferLimit();
    if (milliseconds === undefined) return;
    this.#cancelTransferLimit = this.#options.clock.after(milliseconds, () =>
      this.#perform(this.#manager.timeout()),
    );
  }

  async #clearMemory(input: unknown): Promise<unknown> {
    const confirmed =
      typeof input === 'object' && input !== null && 'confirm' in input && input.confirm === true;
    if (!confirmed) {
      throw new DeviceError('input.invalid', 'the device’s memory is deleted only with confirm: true', {
        detail: { setting: 'confirm' },
      });
    }
    const { stores } = this.#requireConfiguration();
    for (const store of stores) await this.#requests.ask(clearSegmentsRequest(store));
    return { stores: stores.length };
  }

  async #setClock(): Promise<string> {
    const at = wallTimeOf(this.#options.clock.now());
    await this.#requests.ask(setTimeRequest(at));
    await this.#describe();
    return at;
  }

  async #release(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#released = resolve;
    this.#perform(this.#manager.release());
    if (this.#manager.state !== 'disassociating') resolve();
    await promise;
  }

  #requireConfiguration(): Configuration {
    const { configuration, state } = this.#manager;
    if (configuration === undefined || state !== 'operating') {
      throw new DeviceError('device.away', 'the device is not associated', { retryable: true });
    }
    return configuration;
  }

  #leave(cause: DeviceError): void {
    this.#cancelTransferLimit();
    this.#desk.clear();
    this.#requests.end(cause);
    this.#transfer?.fail(cause);
    this.#transfer = undefined;
    this.#released?.();
    this.#released = undefined;
  }
}
