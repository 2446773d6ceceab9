import { DeviceError } from './errors.ts';
import type { DeviceEvent, DeviceState, RunningDevice } from './manifest.ts';
import type { Clock, DriverLog, Transport, TransportFactory } from './transport/transport.ts';

/** What a session may do with its connection and with the world. */
export interface DeviceLine {
  /** The open line itself, for what a USB or HID line can do beside the pipe (`isUsbTransport`, `isHidTransport`). */
  readonly transport: Transport;
  /** Rejects with `transport.*`; a failed write also ends the line. */
  write(bytes: Uint8Array): Promise<void>;
  emit(event: DeviceEvent): void;
  /** The state on the screen while the line is open; a lost line is `away` by itself. */
  enter(state: 'connecting' | 'ready' | 'degraded' | 'fault', reason?: string): void;
  /** Gives this line up (no heartbeat, foreign protocol): it is closed and opened anew with growing waits. */
  drop(cause: DeviceError): void;
}

/**
 * One connection's worth of protocol. Made anew for every connection, before the line is opened (nothing may be written
 * before `begin`), so that nothing old is left in a buffer.
 */
export interface LineSession {
  /** The line has just opened. A rejection drops the line. Without it the device is `ready` at once. */
  begin?(): Promise<void>;
  received(bytes: Uint8Array): void;
  /** Nothing came for `silenceMs` after the last byte: a frame that waits for more is decided (`framer.idle`). */
  silent?(): void;
  /** The opened line is gone, by us or by the cable; timers must end, waiting requests be rejected. Called once. */
  end(cause: DeviceError): void;
  /** A named action of this class of device; rejects with DeviceError. */
  request(action: string, input: unknown): Promise<unknown>;
}

export interface LineDeviceOptions {
  readonly factory: TransportFactory;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly createSession: (line: DeviceLine) => LineSession;
  /** Longer than the pause between two bytes of a frame, shorter than a person notices; default 100 ms. */
  readonly silenceMs?: number;
  /** Waits between attempts to open; the last one is repeated for ever. Default 0.5, 1, 2, 4 s. */
  readonly retryMs?: readonly number[];
}

const SILENCE_MS = 100;
/** A device that was plugged in again must be there within 5 s (iso14443-cards.md section 5, taken for all serial devices). */
const RETRY_MS: readonly number[] = [500, 1000, 2000, 4000];

/**
 * The one life-cycle of a device on a byte pipe: opened, kept open for ever, opened again with growing waits after it
 * was lost, one session a connection. Drivers bring the session.
 */
export function createLineDevice(options: LineDeviceOptions): RunningDevice {
  return new LineDevice(options);
}

interface Connection {
  readonly transport: Transport;
  session: LineSession | undefined;
}

class LineDevice implements RunningDevice {
  readonly #options: LineDeviceOptions;
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  #phase: 'new' | 'running' | 'stopped' = 'new';
  #state: DeviceState | undefined;
  #reason: string | undefined;
  #connection: Connection | undefined;
  #attempt = 0;
  #cancelRetry = (): void => {};
  #cancelSilence = (): void => {};

  constructor(options: LineDeviceOptions) {
    this.#options = options;
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    if (this.#phase !== 'new') return;
    this.#phase = 'running';
    this.#enter('connecting');
    void this.#connect();
  }

  async stop(): Promise<void> {
    if (this.#phase === 'stopped') return;
    this.#phase = 'stopped';
    this.#cancelRetry();
    const connection = this.#leave(new DeviceError('transport.closed', 'the device is stopped'));
    await connection?.transport.close();
    this.#enter('stopped');
  }

  async request(action: string, input: unknown): Promise<unknown> {
    const session = this.#connection?.session;
    if (session === undefined) {
      throw new DeviceError('device.away', 'the device is not connected', { retryable: true });
    }
    return session.request(action, input);
  }

  async #connect(): Promise<void> {
    const transport = this.#options.factory();
    const connection: Connection = { transport, session: undefined };
    this.#connection = connection;
    transport.onClose((cause) => {
      // A line that fails to open ends without a cause first; its reason comes with the rejection.
      if (cause !== undefined) this.#lost(connection, cause);
    });
    try {
      const session = this.#options.createSession(this.#line(connection));
      transport.onBytes((bytes) => this.#received(connection, session, bytes));
      await transport.open();
      if (this.#connection !== connection) return;
      connection.session = session;
      if (session.begin === undefined) this.#enter('ready');
      else await session.begin();
      if (this.#connection === connection) this.#attempt = 0;
    } catch (error) {
      this.#lost(connection, error);
    }
  }

  #line(connection: Connection): DeviceLine {
    const isCurrent = (): boolean => this.#connection === connection;
    return {
      transport: connection.transport,
      write: async (bytes) => {
        try {
          await connection.transport.write(bytes);
        } catch (error) {
          this.#lost(connection, error);
          throw error;
        }
      },
      emit: (event) => {
        if (isCurrent()) this.#emit(event);
      },
      enter: (state, reason) => {
        if (isCurrent()) this.#enter(state, reason);
      },
      drop: (cause) => this.#lost(connection, cause),
    };
  }

  #received(connection: Connection, session: LineSession, bytes: Uint8Array): void {
    if (this.#connection !== connection) return;
    this.#cancelSilence();
    session.received(bytes);
    // A stopped or dropped line must not leave a timer behind.
    if (session.silent === undefined || this.#connection !== connection) return;
    this.#cancelSilence = this.#options.clock.after(this.#options.silenceMs ?? SILENCE_MS, () =>
      session.silent?.(),
    );
  }

  /** Told by the failed opening, the closed line, a failed write or the session; the second finds another line. */
  #lost(connection: Connection, cause: unknown): void {
    if (this.#phase !== 'running' || this.#connection !== connection) return;
    const error =
      cause instanceof DeviceError
        ? cause
        : new DeviceError('transport.closed', 'the line was lost', { cause });
    this.#options.log.info('line lost', { code: error.code, url: connection.transport.url });
    this.#leave(error);
    void connection.transport.close();
    this.#enter('away', error.code);
    const waits = this.#options.retryMs ?? RETRY_MS;
    const wait = waits[Math.min(this.#attempt, waits.length - 1)] ?? 0;
    this.#attempt += 1;
    this.#cancelRetry = this.#options.clock.after(wait, () => void this.#connect());
  }

  /** The session's last events (an interrupted measurement) still count: it ends before the connection is forgotten. */
  #leave(cause: DeviceError): Connection | undefined {
    this.#cancelSilence();
    const connection = this.#connection;
    const session = connection?.session;
    if (connection !== undefined) connection.session = undefined;
    session?.end(cause);
    this.#connection = undefined;
    return connection;
  }

  #enter(state: DeviceState, reason?: string): void {
    if (state === this.#state && reason === this.#reason) return;
    this.#state = state;
    this.#reason = reason;
    this.#emit({ kind: 'state', state, ...(reason === undefined ? {} : { reason }) });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
