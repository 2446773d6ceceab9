import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';

/** One open line to the node. A closed line is never used again. */
export interface Line {
  readonly link: ClientLink<ClientContext>;
  /** Resolves when the other end or the network closed it. */
  readonly closed: Promise<void>;
}

/** The node answers, but does not know this page: it was started again since, and its address had a fresh token. */
export class NotAdmittedError extends Error {
  constructor() {
    super('the node does not admit this page');
    this.name = 'NotAdmittedError';
  }
}

/** Opens a line or rejects; with `NotAdmittedError` where only opening the station again helps. */
export type OpenLine = () => Promise<Line>;

/** The page message that offers a port to the preload (`main/hosts/electron/channel.ts`). */
const connectChannel = 'station:connect';

/** The line of the host this page came from: a message port under `app:`, otherwise a WebSocket to the same origin. */
export function openLineOf(location: Location): OpenLine {
  return location.protocol === 'app:' ? openPortLine : () => openWebSocketLine(location);
}

function openWebSocketLine(location: Location): Promise<Line> {
  const address = new URL('/rpc', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new WebSocket(address);
  return new Promise((resolve, reject) => {
    let opened = false;
    const closed = new Promise<void>((ended) => {
      websocket.addEventListener('close', () => {
        ended();
        if (opened) return;
        // Why a WebSocket was refused is told to nobody, so the page itself is asked for.
        isAdmitted(location).then(
          (admitted) =>
            reject(admitted === false ? new NotAdmittedError() : new Error('the WebSocket was closed')),
          reject,
        );
      });
    });
    websocket.addEventListener('open', () => {
      opened = true;
      resolve({ link: new WebSocketLink({ websocket }), closed });
    });
  });
}

/** False when the node answers that it does not know this page; undefined when it does not answer. */
async function isAdmitted(location: Location): Promise<boolean | undefined> {
  try {
    const { status } = await fetch(new URL('/', location.href), { method: 'HEAD', cache: 'no-store' });
    return status !== 401;
  } catch {
    return undefined;
  }
}

/** The preload takes one port a page load, so a second line needs a fresh page. */
let portTaken = false;

function openPortLine(): Promise<Line> {
  if (portTaken) {
    window.location.reload();
    return new Promise(() => undefined);
  }
  portTaken = true;
  const { port1, port2 } = new MessageChannel();
  const closed = new Promise<void>((resolve) => {
    port1.addEventListener('close', () => resolve());
  });
  const link = new MessagePortLink({ port: port1 });
  port1.start();
  window.postMessage(connectChannel, window.location.origin, [port2]);
  return Promise.resolve({ link, closed });
}
