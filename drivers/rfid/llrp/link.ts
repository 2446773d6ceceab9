import type { DecodedTag } from '../../decoded.ts';
import type { DeviceError } from '../../errors.ts';
import type { DeviceEvent, DeviceState } from '../../manifest.ts';
import type { Clock, DriverLog } from '../../transport/transport.ts';
import type { Group } from './codec.ts';
import { FULL_REPORT, LEAN_REPORT, type ReportContent } from './commands.ts';
import { groupAt, numberAt, textAt } from './groups.ts';
import { DeskOperations } from './desk.ts';
import { installPortal, OWN, provision, type Provisioned } from './provisioning.ts';
import { REASON, type Reason } from './reasons.ts';
import { ATTEMPT, type LlrpSession } from './session.ts';
import type { LlrpSettings } from './settings.ts';
import type { SightingStream } from './sightings.ts';

interface LinkOptions {
  readonly session: LlrpSession;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: LlrpSettings;
  readonly sightings: SightingStream;
  readonly emit: (event: DeviceEvent) => void;
  readonly setState: (
    state: DeviceState,
    reason?: string,
    detail?: Readonly<Record<string, unknown>>,
  ) => void;
}

/** A buffer warning or exception that is not repeated for this long is over. */
const TROUBLE_PASSES_MS = 60_000;

/** One link from greeting to loss: what the reader says while it works for us, and what we do about it. */
export class ReaderLink {
  readonly #options: LinkOptions;
  readonly #missingAntennas = new Set<number>();
  provisioned: Provisioned | undefined;
  desk: DeskOperations | undefined;
  #live = false;
  #leaving = false;
  #restarting = false;
  #report: ReportContent = FULL_REPORT;
  #lastReportAt: number | undefined;
  #trouble: { readonly reason: Reason; readonly detail: Readonly<Record<string, unknown>> } | undefined;
  #cancelTrouble: () => void = () => {};

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get isLive(): boolean {
    return this.#live;
  }

  get lastMessageAt(): number {
    return this.#options.session.lastMessageAt;
  }

  /** Provisions the reader; held reports come only after `goLive`. */
  async bringUp(): Promise<Provisioned> {
    const { session, settings, log, clock } = this.#options;
    const provisioned = await provision(session, settings, this.#report, log);
    this.provisioned = provisioned;
    if (settings.role === 'desk') {
      this.desk = new DeskOperations(session, clock, settings, provisioned.capabilities);
    }
    return provisioned;
  }

  /** Tells the antennas, releases held reports and declares the reader ready. */
  goLive(): void {
    this.#live = true;
    for (const antenna of this.#options.settings.antennas) {
      const connected = this.provisioned?.antennas.get(antenna);
      if (connected !== undefined) this.#antenna(antenna, connected);
    }
    this.#showState();
    this.#options.session.notify('ENABLE_EVENTS_AND_REPORTS');
  }

  /** Stop, disable, delete, close, as far as the reader still answers (section 5). */
  async shutDown(): Promise<void> {
    const { session, settings, log } = this.#options;
    this.#leaving = true;
    if (!this.#live) {
      await session.drop(REASON.linkLost);
      return;
    }
    try {
      if (settings.role === 'portal' && !session.isClosed) {
        await session.request('STOP_ROSPEC', { roSpecId: OWN.portalRoSpec });
        await session.request('DISABLE_ROSPEC', { roSpecId: OWN.portalRoSpec });
        await session.request('DELETE_ROSPEC', { roSpecId: OWN.portalRoSpec });
      }
    } catch (error) {
      log.debug('reader did not confirm the end', { error: String(error) });
    }
    this.#live = false;
    await session.close();
  }

  onTags(tags: readonly DecodedTag[]): void {
    this.#lastReportAt = this.#options.clock.now();
    if (this.desk !== undefined) this.desk.onTags(tags);
    else this.#options.sightings.add(tags);
  }

  onRefusedReport(error: DeviceError): void {
    this.#options.log.warn('tag report with a wrong body', { error: error.message });
    this.#blind(this.#lastReportAt ?? this.#options.clock.now(), REASON.reportRefused);
  }

  onClosed(): void {
    this.#cancelTrouble();
    this.desk?.onClosed();
  }

  /** Every event of parameter 246 that is no greeting. */
  onEvent(data: Group): void {
    const { sightings, emit, log, settings } = this.#options;
    const at = sightings.eventTime(data);
    this.desk?.onEvent(data);
    const antenna = groupAt(data, 'antennaEvent');
    if (antenna !== undefined && settings.antennas.includes(numberAt(antenna, 'antennaId') ?? 0)) {
      this.#antenna(numberAt(antenna, 'antennaId') ?? 0, numberAt(antenna, 'eventType') === 1);
      this.#showState();
    }
    const input = groupAt(data, 'gpiEvent');
    if (input !== undefined) {
      emit({
        kind: 'input',
        input: numberAt(input, 'gpiPortNumber') ?? 0,
        active: input['gpiEvent'] === true,
        at,
      });
    }
    const exception = groupAt(data, 'readerExceptionEvent');
    if (exception !== undefined) this.#exception(exception);
    if (data['reportBufferOverflowErrorEvent'] !== undefined) {
      this.#blind(this.#lastReportAt ?? this.lastMessageAt, REASON.bufferOverflow);
    }
    const warning = groupAt(data, 'reportBufferLevelWarningEvent');
    if (warning !== undefined) this.#bufferWarning(numberAt(warning, 'reportBufferPercentageFull') ?? 0);
    const attempt = numberAt(groupAt(data, 'connectionAttemptEvent'), 'status');
    if (attempt === ATTEMPT.another)
      emit({ kind: 'security', code: REASON.otherClientTried, detail: { at } });
    if (data['connectionCloseEvent'] !== undefined) {
      log.info('reader closes the link');
      void this.#options.session.drop(REASON.readerClosed);
    }
    this.#roSpecEvent(groupAt(data, 'roSpecEvent'));
  }

  #roSpecEvent(event: Group | undefined): void {
    const ended = (numberAt(event, 'eventType') ?? 0) > 0;
    if (!ended || numberAt(event, 'roSpecId') !== OWN.portalRoSpec || !this.#live || this.#leaving) return;
    if (this.#options.settings.role !== 'portal' || this.#restarting) return;
    this.#options.log.warn('ROSpec ended by itself', { eventType: numberAt(event, 'eventType') });
    void this.#restart(REASON.roSpecEnded, async () => {
      await this.#options.session.request('START_ROSPEC', { roSpecId: OWN.portalRoSpec });
    });
  }

  #exception(exception: Group): void {
    const detail = { message: textAt(exception, 'message'), antenna: numberAt(exception, 'antennaId') };
    this.#options.log.warn('reader exception', detail);
    this.#showTrouble(REASON.readerException, detail);
  }

  /** Readers tell when trouble starts and never when it is over: it passes when it is not repeated. */
  #showTrouble(reason: Reason, detail: Readonly<Record<string, unknown>>): void {
    this.#trouble = { reason, detail };
    this.#cancelTrouble();
    this.#cancelTrouble = this.#options.clock.after(TROUBLE_PASSES_MS, () => {
      this.#trouble = undefined;
      this.#showState();
    });
    this.#showState();
  }

  #bufferWarning(percent: number): void {
    this.#showTrouble(REASON.bufferWarning, { percent });
    if (!this.#live) return;
    if (this.#report === LEAN_REPORT || this.#options.settings.role !== 'portal' || this.#restarting) return;
    this.#report = LEAN_REPORT;
    void this.#restart(REASON.reportLightened, () => this.#reinstall());
  }

  /** Brings the inventory back with `gently`, else from nothing, else gives the link up. Records how long it was off. */
  async #restart(reason: Reason, gently: () => Promise<void>): Promise<void> {
    const { clock, log, session } = this.#options;
    const from = clock.now();
    this.#restarting = true;
    try {
      await gently().catch(async (error: unknown) => {
        log.warn('inventory does not restart, installing it anew', { error: String(error) });
        await this.#reinstall();
      });
      this.#blind(from, reason);
    } catch (error) {
      log.warn('inventory cannot be restarted', { error: String(error) });
      await session.drop(REASON.provisioningFailed);
    } finally {
      this.#restarting = false;
    }
  }

  async #reinstall(): Promise<void> {
    const { session, settings } = this.#options;
    const { provisioned } = this;
    if (provisioned === undefined) return;
    await session.request('DELETE_ROSPEC', { roSpecId: 0 });
    await installPortal(session, settings, provisioned.capabilities, this.#report, provisioned.impinj);
  }

  #blind(from: number, reason: Reason): void {
    if (this.#options.settings.role !== 'portal') return;
    this.#options.emit({ kind: 'blind', from, until: this.#options.clock.now(), reason });
  }

  #antenna(antenna: number, connected: boolean): void {
    if (connected) this.#missingAntennas.delete(antenna);
    else this.#missingAntennas.add(antenna);
    this.#options.emit({ kind: 'antenna', antenna, connected });
  }

  #showState(): void {
    const { setState } = this.#options;
    if (!this.#live) return;
    if (this.#missingAntennas.size > 0) {
      const antennas = [...this.#missingAntennas].sort((left, right) => left - right);
      setState('degraded', REASON.antennaDisconnected, { antennas });
    } else if (this.#trouble !== undefined) {
      setState('degraded', this.#trouble.reason, this.#trouble.detail);
    } else {
      setState('ready');
    }
  }
}
