import { DeviceError } from '../../errors.ts';
import type { DeviceEvent, DeviceState, RunningDevice } from '../../manifest.ts';
import type { Clock, DriverLog, Transport, TransportFactory } from '../../transport/transport.ts';
import { BoardLine } from './board.ts';
import { DoorRelay } from './door.ts';
import { InputFilter } from './inputs.ts';
import { ModbusSession } from './session.ts';
import { parseRelaySettings, type RelaySettings } from './settings.ts';
import { Sounder } from './sounder.ts';

/** Three missed answers: nothing is known any more (cameras-and-signals.md section 2, proof of life). */
const MISSES_UNTIL_UNKNOWN = 3;
/** A pulled plug can leave a serial line looking healthy (engineering notes 1.3): open it anew after this silence. */
const REOPEN_AFTER_MS = 10_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

export interface RelayDeviceOptions {
  readonly factory: TransportFactory;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Answer of the action `status`; `null` is unknown, which is neither on nor off. */
export interface RelayStatus {
  readonly state: DeviceState;
  readonly outputs: Readonly<Record<string, boolean | null>>;
  readonly inputs: Readonly<Record<string, boolean | null>>;
  /** Milliseconds since the last answer; null before the first. */
  readonly lastAnswerMs: number | null;
  readonly counters: Readonly<Record<string, number>>;
}

/**
 * A relay board with siren, strobe, door and contacts. Actions: `sirenOn`, `strobeOn`, `silence`, `releaseDoor`,
 * `lockDoor`, `status` (README "Actions"). Commands of people and alarms go ahead of the polls.
 *
 * @throws DeviceError `input.invalid` at once when the settings could not be run safely.
 */
export function createRelayDevice(options: RelayDeviceOptions): RunningDevice {
  return new RelayDevice(options, parseRelaySettings(options.settings));
}

class RelayDevice implements RunningDevice {
  readonly #options: RelayDeviceOptions;
  readonly #settings: RelaySettings;
  readonly #line: BoardLine;
  readonly #inputs: InputFilter;
  readonly #sounders: ReadonlyMap<'siren' | 'strobe', Sounder>;
  readonly #door: DoorRelay | undefined;
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  readonly #timers = new Set<() => void>();
  #state: DeviceState = 'stopped';
  #reason: string | undefined;
  #running = false;
  #transport: Transport | undefined;
  #misses = 0;
  #lastAnswer: number | undefined;
  #openedAt = 0;
  #on: readonly number[] | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(options: RelayDeviceOptions, settings: RelaySettings) {
    this.#options = options;
    this.#settings = settings;
    this.#line = new BoardLine(settings, options.clock);
    this.#inputs = new InputFilter(settings.invertedInputs);
    const { siren, strobe, door } = settings.outputs;
    const sounders = new Map<'siren' | 'strobe', Sounder>();
    if (siren !== undefined) sounders.set('siren', new Sounder(this.#line, siren, options.log));
    if (strobe !== undefined) sounders.set('strobe', new Sounder(this.#line, strobe, options.log));
    this.#sounders = sounders;
    if (door !== undefined && settings.doorKind !== undefined) {
      this.#door = new DoorRelay(this.#line, door, settings.doorKind, options.log);
    }
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#connect();
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    for (const sounder of this.#sounders.values()) sounder.forget();
    await this.#hangUp();
    this.#enter('stopped');
  }

  async request(action: string, input: unknown): Promise<unknown> {
    switch (action) {
      case 'sirenOn':
        return { milliseconds: await this.#sounder('siren').sound(milliseconds(input)) };
      case 'strobeOn':
        return { milliseconds: await this.#sounder('strobe').sound(milliseconds(input)) };
      case 'silence':
        await Promise.all([...this.#sounders.values()].map((sounder) => sounder.silence()));
        return { silenced: [...this.#sounders.keys()] };
      case 'releaseDoor':
        return {
          ...(await this.#requireDoor().release(milliseconds(input), transactionOf(input))),
          doorContact: this.#contact('doorContact'),
        };
      case 'lockDoor':
        await this.#requireDoor().lock();
        return { relayAtRest: true, doorContact: this.#contact('doorContact') };
      case 'status':
        return this.#status();
      default:
        throw new DeviceError('device.unsupported', `a relay board has no action ${action}`, {
          detail: { action },
        });
    }
  }

  async #connect(): Promise<void> {
    this.#enter('connecting');
    const transport = this.#options.factory();
    this.#transport = transport;
    transport.onClose(() => {
      if (this.#transport === transport) void this.#lost();
    });
    const { clock, log } = this.#options;
    const session = new ModbusSession({ transport, clock, log, baudRate: this.#settings.baudRate });
    try {
      await transport.open();
    } catch (error) {
      log.info('relay board cannot be reached', {
        code: error instanceof DeviceError ? error.code : 'unknown',
      });
      if (this.#transport === transport) await this.#lost();
      return;
    }
    if (this.#transport !== transport) return;
    this.#line.session = session;
    this.#openedAt = clock.monotonic();
    const failed = await this.#line.allOff();
    if (failed > 0) log.warn('relays could not be switched off at the start', { failed });
    if (this.#transport !== transport) return;
    void this.#pollOutputs(session);
    if (Object.keys(this.#settings.inputs).length > 0) void this.#pollInputs(session);
  }

  async #lost(): Promise<void> {
    await this.#hangUp();
    if (!this.#running) return;
    this.#enter('away', 'modbus.line_lost');
    this.#after(this.#retryMs, () => void this.#connect());
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  async #hangUp(): Promise<void> {
    const transport = this.#transport;
    this.#transport = undefined;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#line.session?.close();
    this.#line.session = undefined;
    this.#forgetReadings();
    this.#misses = 0;
    await transport?.close();
  }

  async #pollOutputs(session: ModbusSession): Promise<void> {
    await this.#poll(session, async () => {
      const on = await this.#line.readRelays();
      return () => this.#showOutputs(on);
    });
    this.#again(session, this.#settings.outputPollMs, () => void this.#pollOutputs(session));
  }

  async #pollInputs(session: ModbusSession): Promise<void> {
    await this.#poll(session, async () => {
      const closed = await this.#line.readInputs();
      return () => this.#showInputs(closed);
    });
    this.#again(session, this.#settings.inputPollMs, () => void this.#pollInputs(session));
  }

  /** Runs one poll, draws the conclusions about the board's life from its outcome, then shows what was read. */
  async #poll(session: ModbusSession, read: () => Promise<() => void>): Promise<void> {
    let show: () => void;
    try {
      show = await read();
    } catch (error) {
      if (this.#line.session === session) this.#missed(error);
      return;
    }
    if (this.#line.session !== session) return;
    this.#misses = 0;
    this.#retryMs = FIRST_RETRY_MS;
    this.#lastAnswer = this.#options.clock.monotonic();
    if (this.#state !== 'ready') {
      this.#enter('ready');
      const { unit, dialect } = this.#settings;
      this.#emit({ kind: 'identity', identity: { unit: String(unit), dialect: dialect.name } });
    }
    show();
  }

  #missed(error: unknown): void {
    this.#misses += 1;
    const refused = error instanceof DeviceError && error.code === 'device.refused';
    if (this.#misses >= MISSES_UNTIL_UNKNOWN) {
      this.#forgetReadings();
      this.#enter('degraded', refused ? 'modbus.refused' : 'modbus.no_answer');
    }
    const silentSince = Math.max(this.#lastAnswer ?? 0, this.#openedAt);
    if (!refused && this.#options.clock.monotonic() - silentSince > REOPEN_AFTER_MS) void this.#lost();
  }

  #again(session: ModbusSession, milliseconds: number, poll: () => void): void {
    if (this.#line.session === session) this.#after(milliseconds, poll);
  }

  #after(milliseconds: number, action: () => void): void {
    const cancel = this.#options.clock.after(milliseconds, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
  }

  #showInputs(closed: readonly number[]): void {
    const at = this.#options.clock.now();
    for (const { input, active } of this.#inputs.read(Object.values(this.#settings.inputs), closed)) {
      this.#emit({ kind: 'input', input, active, at });
    }
  }

  #showOutputs(on: readonly number[]): void {
    const same = this.#on?.join() === on.join();
    this.#on = on;
    if (!same) this.#emit({ kind: 'outputs', on });
  }

  #forgetReadings(): void {
    this.#inputs.forget();
    this.#on = undefined;
  }

  #enter(state: DeviceState, reason?: string): void {
    if (this.#state === state && this.#reason === reason) return;
    this.#state = state;
    this.#reason = reason;
    this.#emit(reason === undefined ? { kind: 'state', state } : { kind: 'state', state, reason });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #sounder(role: 'siren' | 'strobe'): Sounder {
    return this.#sounders.get(role) ?? missing(role);
  }

  #requireDoor(): DoorRelay {
    return this.#door ?? missing('door');
  }

  #contact(role: string): boolean | null {
    const channel = this.#settings.inputs[role];
    return channel === undefined ? null : (this.#inputs.state(channel) ?? null);
  }

  #status(): RelayStatus {
    const on = this.#on;
    const outputs: Record<string, boolean | null> = {};
    for (const [role, channel] of Object.entries<number>({ ...this.#settings.outputs })) {
      outputs[role] = on === undefined ? null : on.includes(channel);
    }
    const inputs: Record<string, boolean | null> = {};
    for (const role of Object.keys(this.#settings.inputs)) inputs[role] = this.#contact(role);
    const now = this.#options.clock.monotonic();
    return {
      state: this.#state,
      outputs,
      inputs,
      lastAnswerMs: this.#lastAnswer === undefined ? null : now - this.#lastAnswer,
      counters: { ...this.#line.session?.counters },
    };
  }
}

function missing(role: string): never {
  throw new DeviceError('device.unsupported', `no ${role} is connected to this relay board`, {
    detail: { role },
  });
}

function milliseconds(input: unknown): number {
  if (typeof input === 'object' && input !== null && 'milliseconds' in input) {
    const value = input.milliseconds;
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  }
  throw new DeviceError('input.invalid', 'this action needs milliseconds, a number above 0');
}

function transactionOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('transaction' in input)) return undefined;
  return typeof input.transaction === 'string' ? input.transaction : undefined;
}
