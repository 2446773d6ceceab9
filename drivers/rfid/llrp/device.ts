import { DeviceError } from '../../errors.ts';
import type { DeviceEvent, DeviceState, RunningDevice } from '../../manifest.ts';
import type { Clock, DriverLog, TransportFactory } from '../../transport/transport.ts';
import { OCCUPIED_WAIT_MS, reconnectWait } from './backoff.ts';
import type { Group } from './codec.ts';
import { ReaderLink } from './link.ts';
import { REASON } from './reasons.ts';
import { LlrpSession } from './session.ts';
import { type LlrpSettings, parseSettings } from './settings.ts';
import { SightingStream } from './sightings.ts';
import type { Provisioned } from './provisioning.ts';

/** After so many failed attempts the reader counts as away (shared/protocols/llrp.md section 6). */
const AWAY_AFTER_FAILURES = 2;
/** Faults that a reconnect alone cannot cure are tried again at the longest step. */
const FAULT_WAIT_MS = 30_000;

/**
 * A portal or desk reader that is connected and kept connected until stopped. Every duty of sections 5 to 7 of
 * shared/protocols/llrp.md; the codes in its events are those of the README.
 * @throws DeviceError `input.invalid` when the settings are wrong
 */
export function createLlrpDevice(options: {
  readonly factory: TransportFactory;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: Readonly<Record<string, unknown>>;
  /** In [0, 1), for the jitter of the reconnect waits. */
  readonly random?: () => number;
}): RunningDevice {
  return new LlrpDevice(options, parseSettings(options.settings));
}

class LlrpDevice implements RunningDevice {
  readonly #factory: TransportFactory;
  readonly #clock: Clock;
  readonly #log: DriverLog;
  readonly #random: () => number;
  readonly #settings: LlrpSettings;
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  readonly #sightings: SightingStream;
  #running = false;
  #cancelRetry: () => void = () => {};
  #link: ReaderLink | undefined;
  #failures = 0;
  #awaySince: number | undefined;
  #blindFrom: number | undefined;
  #previous: Provisioned | undefined;
  #stateKey = '';

  constructor(options: Parameters<typeof createLlrpDevice>[0], settings: LlrpSettings) {
    this.#factory = options.factory;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#random = options.random ?? Math.random;
    this.#settings = settings;
    this.#sightings = new SightingStream(options.clock, {
      onSightings: (sightings) => this.#emit({ kind: 'tags', sightings }),
      onClock: (offsetMs, stepped) => this.#emit({ kind: 'clock', offsetMs, stepped }),
    });
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#attempt();
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    this.#cancelRetry();
    await this.#link?.shutDown();
    this.#link = undefined;
    this.#sightings.flush();
    this.#setState('stopped');
  }

  async request(action: string, input: unknown): Promise<unknown> {
    const link = this.#link;
    if (link?.provisioned === undefined) {
      throw new DeviceError('device.away', 'the reader is not connected', { retryable: true });
    }
    const values: Readonly<Record<string, unknown>> =
      typeof input === 'object' && input !== null ? { ...input } : {};
    if (action === 'status') return this.#status(link.provisioned);
    const { desk } = link;
    if (desk === undefined || (action !== 'readTags' && action !== 'writeEpc')) {
      throw new DeviceError('device.unsupported', `a ${this.#settings.role} reader does not do ${action}`, {
        detail: { action, role: this.#settings.role },
      });
    }
    if (action === 'readTags') return desk.readTags(Number(values['milliseconds']));
    return desk.writeEpc(textOf(values['tid']), textOf(values['epcHex']));
  }

  #status(provisioned: Provisioned): Readonly<Record<string, unknown>> {
    return {
      identity: identityOf(provisioned),
      capabilities: provisioned.capabilities,
      antennas: Object.fromEntries(provisioned.antennas),
      impinj: provisioned.impinj,
      offsetMs: this.#sightings.offsetMs,
    };
  }

  async #attempt(): Promise<void> {
    if (!this.#running) return;
    if (this.#failures === 0 && this.#awaySince === undefined) this.#setState('connecting');
    let session: LlrpSession | undefined;
    try {
      session = new LlrpSession(this.#factory(), this.#clock, this.#log, {
        onTags: (tags) => link.onTags(tags),
        onEvent: (data) => link.onEvent(data),
        onRefusedReport: (error) => link.onRefusedReport(error),
        onClosed: (reason) => {
          link.onClosed();
          if (this.#link === link) this.#lost(link, reason);
        },
      });
      const link = new ReaderLink({
        session,
        clock: this.#clock,
        log: this.#log,
        settings: this.#settings,
        sightings: this.#sightings,
        emit: (event) => this.#emit(event),
        setState: (state, reason, detail) => this.#setState(state, reason, detail),
      });
      this.#link = link;
      const greeting = await session.open();
      const uptimeWentBack = this.#sightings.linkOpened(greeting);
      const provisioned = await link.bringUp();
      if (this.#running) this.#ready(link, provisioned, uptimeWentBack);
    } catch (error) {
      this.#link = undefined;
      await session?.drop(REASON.linkLost);
      if (this.#running) this.#failed(error);
    }
  }

  #ready(link: ReaderLink, provisioned: Provisioned, uptimeWentBack: boolean): void {
    this.#failures = 0;
    this.#awaySince = undefined;
    const restarted = this.#judgeReturn(provisioned, uptimeWentBack);
    if (this.#blindFrom !== undefined && this.#settings.role === 'portal') {
      const reason = restarted ? REASON.readerRestarted : REASON.linkLost;
      this.#emit({ kind: 'blind', from: this.#blindFrom, until: this.#clock.now(), reason });
    }
    this.#blindFrom = undefined;
    this.#previous = provisioned;
    this.#emit({ kind: 'identity', identity: identityOf(provisioned) });
    link.goLive();
  }

  /** Compares the reader with how we left it: did it restart, or did somebody else change it? */
  #judgeReturn(now: Provisioned, uptimeWentBack: boolean): boolean {
    const before = this.#previous;
    if (before === undefined || before.readerId !== now.readerId) return false;
    const changed = now.stateBefore !== before.stateAfter;
    const empty = now.foundRoSpecs.length === 0;
    const restarted = uptimeWentBack || (changed && empty && this.#settings.role === 'portal');
    if (changed && !restarted && before.stateAfter !== undefined) {
      const detail = { expected: before.stateAfter, found: now.stateBefore, roSpecs: now.foundRoSpecs };
      this.#emit({ kind: 'security', code: REASON.configurationTouched, detail });
    }
    if (restarted) this.#log.warn('reader restarted while away', { readerId: now.readerId });
    return restarted;
  }

  #lost(link: ReaderLink, reason: string): void {
    // A link that ends before it was ready makes `bringUp` reject, and the attempt counts as failed there.
    if (!link.isLive || !this.#running) return;
    this.#link = undefined;
    this.#sightings.flush();
    this.#awaySince = link.lastMessageAt;
    if (this.#settings.role === 'portal') {
      this.#blindFrom = link.lastMessageAt;
      this.#emit({ kind: 'blind', from: this.#blindFrom, until: undefined, reason: REASON.linkLost });
    }
    this.#setState('connecting', reason);
    this.#retryAfter(reconnectWait(0, this.#random()));
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    const code = error instanceof DeviceError ? error.code : 'device.fault';
    const detail = error instanceof DeviceError ? error.detail : {};
    const reason = typeof detail['reason'] === 'string' ? detail['reason'] : undefined;
    this.#log.info('reader attempt failed', { code, failures: this.#failures, error: String(error) });
    if (reason === REASON.refusedOtherClient) {
      this.#setState('fault', reason, { attempt: detail['attempt'] });
      return this.#retryAfter(OCCUPIED_WAIT_MS);
    }
    if (code === 'device.unsupported' || code === 'input.invalid') {
      this.#setState('fault', reason ?? REASON.provisioningFailed, detail);
      return this.#retryAfter(FAULT_WAIT_MS);
    }
    this.#awaySince ??= this.#clock.now();
    if (code === 'device.refused') {
      this.#setState('fault', reason ?? REASON.provisioningFailed, detail);
    } else if (this.#failures >= AWAY_AFTER_FAILURES) {
      this.#setState('away', reason ?? REASON.linkLost, { since: this.#awaySince, code });
    }
    this.#retryAfter(reconnectWait(this.#failures, this.#random()));
  }

  #retryAfter(milliseconds: number): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#clock.after(milliseconds, () => void this.#attempt());
  }

  #setState(state: DeviceState, reason?: string, detail?: Group | Readonly<Record<string, unknown>>): void {
    const key = JSON.stringify([state, reason, detail]);
    if (key === this.#stateKey) return;
    this.#stateKey = key;
    this.#emit({
      kind: 'state',
      state,
      ...(reason === undefined ? {} : { reason }),
      ...(detail === undefined ? {} : { detail }),
    });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Anything but text becomes the empty text, which the desk refuses by the field's name. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function identityOf({ readerId, capabilities }: Provisioned): Readonly<Record<string, string>> {
  return {
    readerId,
    vendor: String(capabilities.vendor),
    model: String(capabilities.model),
    firmware: capabilities.firmware,
  };
}
