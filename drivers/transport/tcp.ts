import net from 'node:net';
import { DeviceError } from '../errors.ts';
import { LineState } from './line-state.ts';
import { classifyNativeError, closedError } from './native-errors.ts';
import { type Clock, systemClock, type Transport } from './transport.ts';

export interface TcpTransportOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds until an unanswered connection attempt is given up; default 5000. */
  readonly connectTimeoutMs?: number;
  readonly clock?: Clock;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 5000;
/** A peer that vanished without a FIN is noticed by the kernel in the end; drivers still need their own heartbeat. */
const KEEP_ALIVE_IDLE_MS = 10_000;
/** How long a close waits for bytes the peer has not taken yet. */
const CLOSE_LIMIT_MS = 500;

/** `tcp://host:port`, with square brackets around an IPv6 address. */
export function tcpUrl(host: string, port: number): string {
  return `tcp://${net.isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/**
 * A client connection. Rejects `open` with `transport.not_found` (no such host), `.open_failed` (refused, no answer)
 * or `.permission`.
 */
export function createTcpTransport(options: TcpTransportOptions): Transport {
  const { host, port } = options;
  const clock = options.clock ?? systemClock;
  const line = new LineState(tcpUrl(host, port));
  let socket: net.Socket | undefined;

  return {
    url: line.url,
    onBytes: (listener) => line.onBytes(listener),
    onClose: (listener) => line.onClose(listener),
    async open(signal) {
      line.beginOpen();
      const opening = new net.Socket();
      socket = opening;
      try {
        await connect(opening, line.url, options, clock, signal);
      } catch (error) {
        opening.destroy();
        line.end(undefined);
        throw classifyNativeError(error, 'transport.open_failed', line.url);
      }
      attach(opening, line);
      line.opened();
    },
    write: (bytes) => writeTo(socket, line, bytes),
    close: () => closeSocket(socket, line),
  };
}

async function connect(
  socket: net.Socket,
  url: string,
  options: TcpTransportOptions,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<void> {
  const limit = options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    const finish = (settle: () => void): void => {
      cancelTimer();
      signal?.removeEventListener('abort', giveUp);
      settle();
    };
    const giveUp = (): void => finish(() => reject(closedError(url, 'opening was given up')));
    const cancelTimer = clock.after(limit, () =>
      finish(() =>
        reject(
          new DeviceError('transport.open_failed', `${url}: no answer within ${limit} ms`, {
            retryable: true,
            detail: { url, errno: 'ETIMEDOUT' },
          }),
        ),
      ),
    );
    if (signal?.aborted === true) {
      giveUp();
      return;
    }
    signal?.addEventListener('abort', giveUp, { once: true });
    socket.once('connect', () => finish(resolve));
    socket.once('error', (error) => finish(() => reject(error)));
    socket.once('close', giveUp);
    socket.connect({ host: options.host, port: options.port });
  });
}

function attach(socket: net.Socket, line: LineState): void {
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_IDLE_MS);
  let failure: Error | undefined;
  socket.on('data', (bytes: Buffer) =>
    line.receive(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)),
  );
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => {
    line.end(
      failure === undefined
        ? closedError(line.url, 'the other end hung up')
        : classifyNativeError(failure, 'transport.closed', line.url),
    );
  });
}

async function writeTo(socket: net.Socket | undefined, line: LineState, bytes: Uint8Array): Promise<void> {
  line.requireOpen();
  if (socket === undefined) throw closedError(line.url, 'the line is not open');
  await new Promise<void>((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error === undefined || error === null) resolve();
      else if (line.isClosed || socket.destroyed) reject(closedError(line.url, error.message));
      else reject(classifyNativeError(error, 'transport.write_failed', line.url));
    });
  });
}

async function closeSocket(socket: net.Socket | undefined, line: LineState): Promise<void> {
  line.end(undefined);
  if (socket === undefined || socket.closed) return;
  await new Promise<void>((resolve) => {
    // What was written is still sent (a simulator's last answer), but a peer that never reads cannot hold us.
    const guard = setTimeout(() => socket.destroy(), CLOSE_LIMIT_MS);
    socket.once('close', () => {
      clearTimeout(guard);
      resolve();
    });
    if (socket.connecting) socket.destroy();
    else socket.destroySoon();
  });
}

export interface TcpListener {
  /** The address that was really bound, for example `tcp://127.0.0.1:43123`. */
  readonly url: string;
  /** Stops listening and closes every accepted connection. */
  close(): Promise<void>;
}

/**
 * Listens for a simulator. Each accepted connection arrives as an already opened transport; its listeners must be set
 * before `onConnection` returns or bytes wait for them. Port 0 takes any free port.
 *
 * @throws DeviceError `transport.busy` when the port is taken, `.permission` when it is not ours to take
 */
export async function listenTcp(
  address: { readonly host: string; readonly port: number },
  onConnection: (transport: Transport) => void,
): Promise<TcpListener> {
  const accepted = new Set<Transport>();
  const server = net.createServer((socket) => {
    const line = new LineState(tcpUrl(socket.remoteAddress ?? address.host, socket.remotePort ?? 0), 'open');
    const transport: Transport = {
      url: line.url,
      onBytes: (listener) => line.onBytes(listener),
      onClose: (listener) => line.onClose(listener),
      async open() {
        line.requireOpen();
      },
      write: (bytes) => writeTo(socket, line, bytes),
      close: () => closeSocket(socket, line),
    };
    accepted.add(transport);
    line.onClose(() => accepted.delete(transport));
    attach(socket, line);
    onConnection(transport);
  });
  const wanted = tcpUrl(address.host, address.port);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(classifyNativeError(error, 'transport.open_failed', wanted)));
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  let closing: Promise<void> | undefined;
  return {
    url: tcpUrl(address.host, port),
    close() {
      closing ??= (async () => {
        const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
        await Promise.all([...accepted].map((transport) => transport.close()));
        await stopped;
      })();
      return closing;
    },
  };
}
