import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { answer, plain, secured } from '../answer.ts';
import { type FetchHandler, HostError, type HostLog, type HostSession } from '../session.ts';
import { type Admission, createAdmission } from './admission.ts';
import { sendResponse, toRequest } from './http-bridge.ts';
import { keepAlive } from './keep-alive.ts';
import { notAdmittedPage } from './refusal-pages.ts';

/** The one WebSocket path; everything typed goes over it. */
export const rpcPath = '/rpc';

/** A photograph of a document camera is 5–15 MB; nothing a person uploads in one piece is larger than this. */
const MAXIMUM_BODY_BYTES = 64 * 1024 * 1024;
/** Calls are small; pictures go through the routes. */
const MAXIMUM_MESSAGE_BYTES = 4 * 1024 * 1024;

export interface WebHostOptions {
  /** 0 or absent: a free port chosen by the system. */
  readonly port?: number;
  /** Serves the contract on an admitted socket; see `rpc.ts`. */
  readonly rpcUpgrade: (socket: WebSocket, session: HostSession) => void;
  readonly fetchHandler: FetchHandler;
  /** Absolute path of the built renderer. */
  readonly staticFolder: string;
  readonly log: HostLog;
}

export interface WebHost {
  /** Binds to 127.0.0.1. Rejects with `HostError` (`host.port_in_use`, `host.port_forbidden`). */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** A URL with a fresh one-time token, for a browser that was started again. */
  issueUrl(): string;
  /** Ends every connection and stream; idempotent. */
  close(): Promise<void>;
}

/** The renderer and the contract over loopback HTTP and WebSocket, for the system's Chromium. */
export function createWebHost(options: WebHostOptions): WebHost {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 5_000,
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAXIMUM_MESSAGE_BYTES,
    perMessageDeflate: false,
    clientTracking: true,
  });
  let address: { readonly port: number; readonly admission: Admission } | undefined;

  function listening(): { readonly port: number; readonly admission: Admission } {
    if (address === undefined) throw new HostError('host.not_listening', 'the web host is not listening');
    return address;
  }

  function issueUrl(): string {
    const { port, admission } = listening();
    return `http://127.0.0.1:${port}/?token=${admission.issueToken()}`;
  }

  async function serve(message: IncomingMessage, target: ServerResponse): Promise<void> {
    const response = await respond(message, listening().admission, options);
    await sendResponse(response, target, message.method !== 'HEAD');
  }

  server.on('request', (message, target) => {
    serve(message, target).catch((error: unknown) => {
      options.log.warn({ error: String(error) }, 'an answer was cut short');
      target.destroy();
    });
  });
  server.on('upgrade', (message, socket, head) => {
    const { admission } = listening();
    const refusal = refusalOfUpgrade(message, admission);
    const session = admission.sessionOf(message.headers.cookie);
    if (refusal !== undefined || session === undefined) {
      options.log.warn({ status: refusal ?? 401 }, 'a WebSocket was refused');
      refuseUpgrade(socket, refusal ?? 401);
      return;
    }
    sockets.handleUpgrade(message, socket, head, (webSocket) => {
      keepAlive(webSocket);
      webSocket.on('error', (error) => options.log.warn({ error: error.message }, 'a WebSocket failed'));
      options.rpcUpgrade(webSocket, session);
    });
  });

  return {
    async listen() {
      const port = await bind(server, options.port ?? 0);
      address = { port, admission: createAdmission(port) };
      return { url: issueUrl(), port };
    },
    issueUrl,
    async close() {
      for (const socket of sockets.clients) socket.close(1001);
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function respond(
  message: IncomingMessage,
  admission: Admission,
  options: WebHostOptions,
): Promise<Response> {
  const host = message.headers.host;
  if (!admission.hostAllowed(host) || hostHeaders(message) !== 1) return secured(plain(421, 'not this host'));
  const reads = message.method === 'GET' || message.method === 'HEAD';
  if (!reads && !admission.originAllowed(message.headers.origin, host))
    return secured(plain(403, 'not this origin'));
  const origin = `http://${host}`;
  if (!URL.canParse(message.url ?? '', origin) || !message.url?.startsWith('/')) {
    return secured(plain(400, 'malformed address'));
  }
  const url = new URL(message.url, origin);
  if (url.origin !== origin) return secured(plain(400, 'malformed address'));

  const token = url.searchParams.get('token');
  if (message.method === 'GET' && url.pathname === '/' && token !== null) {
    const cookie = admission.redeem(token);
    if (cookie !== undefined) {
      return secured(new Response(null, { status: 303, headers: { location: '/', 'set-cookie': cookie } }));
    }
  }
  const session = admission.sessionOf(message.headers.cookie);
  if (session === undefined) return secured(notAdmittedPage());
  // A spent token in the address of somebody who is admitted (a reloaded first page) leads on to the plain address.
  if (token !== null) return secured(new Response(null, { status: 303, headers: { location: '/' } }));
  if (Number(message.headers['content-length'] ?? 0) > MAXIMUM_BODY_BYTES) {
    return secured(plain(413, 'body too large'));
  }
  return answer(toRequest(message, origin, MAXIMUM_BODY_BYTES), session, options);
}

/** HTTP status of the refusal, or undefined when the upgrade may go on to the session check. */
function refusalOfUpgrade(message: IncomingMessage, admission: Admission): number | undefined {
  const { host, origin } = message.headers;
  if (!admission.hostAllowed(host) || hostHeaders(message) !== 1) return 421;
  if (!admission.originAllowed(origin, host)) return 403;
  return message.url === rpcPath ? undefined : 404;
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Node keeps the first of several Host headers and drops the rest silently; a sender of two is not one of ours. */
function hostHeaders(message: IncomingMessage): number {
  return message.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'host.port_in_use' : undefined;
      reject(
        new HostError(
          code ?? (error.code === 'EACCES' ? 'host.port_forbidden' : 'host.unknown'),
          error.message,
          { port },
          error,
        ),
      );
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
