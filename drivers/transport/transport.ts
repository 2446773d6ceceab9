/**
 * A byte pipe to one device: serial line, socket, USB endpoint, HID reports, memory or a replayed recording.
 *
 * Single use: it is opened once by its factory and, once closed, never opened again. To reconnect, ask the
 * factory for a new one (engineering notes 1.1). A driver receives a transport and knows nothing else of the wire.
 */
export interface Transport {
  /** What a person would call this line, for example `tcp://192.0.2.7:5084`; safe to log. */
  readonly url: string;
  /** Set the receiver before `open()` resolves its first byte; bytes arrive in wire order in any chunking. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Called exactly once, with the cause when the line was lost and `undefined` after our own `close()`. */
  onClose(listener: (cause: Error | undefined) => void): void;
  /** Rejects with a DeviceError `transport.*`. */
  open(signal?: AbortSignal): Promise<void>;
  /** Resolves when the operating system has taken the bytes. Rejects with `transport.closed` or `.write_failed`. */
  write(bytes: Uint8Array): Promise<void>;
  /** Idempotent; never rejects. */
  close(): Promise<void>;
}

export type TransportFactory = () => Transport;

/** Milliseconds since an arbitrary start and the wall clock, handed in so that sessions can be tested without waiting. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Monotonic milliseconds. */
  monotonic(): number;
  /** Runs `action` once after `milliseconds`; the returned function cancels it. */
  after(milliseconds: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Where a driver says what happened; the devices process hands in one that writes to the structured log. */
export interface DriverLog {
  debug(message: string, detail?: Record<string, unknown>): void;
  info(message: string, detail?: Record<string, unknown>): void;
  warn(message: string, detail?: Record<string, unknown>): void;
}

export const silentLog: DriverLog = { debug() {}, info() {}, warn() {} };
