import { stat } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import type { DeviceError } from '../errors.ts';
import { LineState } from './line-state.ts';
import { classifyNativeError, closedError, errnoOf } from './native-errors.ts';
import { type Clock, systemClock, type Transport } from './transport.ts';

export type SerialParity = 'none' | 'even' | 'odd' | 'mark' | 'space';

export interface SerialSettings {
  /** `/dev/serial/by-id/…`, `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: SerialParity;
  readonly stopBits: 1 | 1.5 | 2;
  /** Hardware flow control; large label pictures lose bytes without it (label-printers.md section 6). */
  readonly rtscts: boolean;
}

export interface SerialTransportOptions extends SerialSettings {
  readonly clock?: Clock;
  /** Milliseconds between two looks whether the port is still there; default 2000. */
  readonly presenceIntervalMs?: number;
}

/** Another program, or our own last session, may hold the lock for a moment after it closed. */
const REOPEN_WAIT_MS = 500;
const DEFAULT_PRESENCE_INTERVAL_MS = 2000;
/** What a modem-status request answers when the far end or the adapter is gone. */
const GONE: ReadonlySet<string> = new Set(['EIO', 'ENXIO', 'ENODEV', 'EBADF']);

/**
 * A serial line, USB-serial adapters included. `hupcl` is off because dropping DTR on close resets some devices, and
 * the port is looked at every two seconds because an idle unplugged line gives no `close` (engineering notes 1.1, 1.3).
 * The native binding is loaded at the first `open` (60 ms cold).
 */
export function createSerialTransport(options: SerialTransportOptions): Transport {
  const clock = options.clock ?? systemClock;
  const line = new LineState(`serial://${options.path}`);
  let port: SerialPort | undefined;
  let stopWatching = (): void => {};

  const lose = (cause: DeviceError): void => {
    stopWatching();
    if (line.end(cause)) void closePort(port);
  };

  return {
    url: line.url,
    onBytes: (listener) => line.onBytes(listener),
    onClose: (listener) => line.onClose(listener),
    async open(signal) {
      line.beginOpen();
      try {
        const opened = await openPort(options, line.url, clock, signal);
        port = opened;
        opened.on('data', (bytes: Buffer) => line.receive(Uint8Array.from(bytes)));
        opened.on('error', (error) => lose(classifyNativeError(error, 'transport.closed', line.url)));
        opened.on('close', () => lose(closedError(line.url, 'the port was unplugged')));
        if (line.isClosed) await closePort(opened);
        line.opened();
        stopWatching = watchPresence(opened, options, clock, () =>
          lose(closedError(line.url, 'the port is no longer there')),
        );
      } catch (error) {
        line.end(undefined);
        throw classifyNativeError(error, 'transport.open_failed', line.url);
      }
    },
    async write(bytes) {
      line.requireOpen();
      const current = port;
      if (current === undefined) throw closedError(line.url, 'the line is not open');
      await new Promise<void>((resolve, reject) => {
        current.write(bytes, undefined, (error) => {
          if (error === undefined || error === null) resolve();
          else reject(classifyNativeError(error, 'transport.write_failed', line.url));
        });
      });
    },
    async close() {
      stopWatching();
      line.end(undefined);
      await closePort(port);
    },
  };
}

async function openPort(
  options: SerialTransportOptions,
  url: string,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<SerialPort> {
  const { SerialPort: Port } = await import('serialport');
  const attempt = (): Promise<SerialPort> =>
    new Promise((resolve, reject) => {
      const port = new Port({
        path: options.path,
        baudRate: options.baudRate,
        dataBits: options.dataBits,
        parity: options.parity,
        stopBits: options.stopBits,
        rtscts: options.rtscts,
        hupcl: false,
        lock: true,
        autoOpen: false,
      });
      port.open((error) => (error === null ? resolve(port) : reject(error)));
    });
  const requireWanted = (): void => {
    if (signal?.aborted === true) throw closedError(url, 'opening was given up');
  };

  requireWanted();
  try {
    return await attempt();
  } catch (error) {
    if (classifyNativeError(error, 'transport.open_failed', url).code !== 'transport.busy') throw error;
  }
  await new Promise<void>((resolve) => {
    clock.after(REOPEN_WAIT_MS, resolve);
  });
  requireWanted();
  return await attempt();
}

/** Calls `gone` once when the port's name has vanished or the driver says that the line is dead. */
function watchPresence(
  port: SerialPort,
  options: SerialTransportOptions,
  clock: Clock,
  gone: () => void,
): () => void {
  const interval = options.presenceIntervalMs ?? DEFAULT_PRESENCE_INTERVAL_MS;
  let stopped = false;
  let cancel = (): void => {};
  const look = async (): Promise<void> => {
    const present = (await isNamed(options.path)) && (await answersModemStatus(port));
    if (stopped) return;
    if (present) cancel = clock.after(interval, () => void look());
    else gone();
  };
  cancel = clock.after(interval, () => void look());
  return () => {
    stopped = true;
    cancel();
  };
}

async function isNamed(path: string): Promise<boolean> {
  // Windows port names are no files; there the modem-status request alone tells.
  if (!path.startsWith('/')) return true;
  try {
    await stat(path);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ENOENT';
  }
}

function answersModemStatus(port: SerialPort): Promise<boolean> {
  return new Promise((resolve) => {
    // Pseudo-terminals have no modem lines and refuse with ENOTTY, which says nothing about presence.
    port.get((error) => resolve(error === null || error === undefined || !GONE.has(errnoOf(error) ?? '')));
  });
}

async function closePort(port: SerialPort | undefined): Promise<void> {
  if (port === undefined || !port.isOpen) return;
  await new Promise<void>((resolve) => {
    port.close(() => resolve());
  });
}
