import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';

/** One open line to the node. A closed line is never used again. */
export interface Line {
  readonly link: ClientLink<ClientContext>;
  /** Resolves when the other end or the network closed it. */
  readonly closed: Promise<void>;
}

/** Opens a line or rejects. */
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
    const closed = new Promise<void>((ended) => {
      websocket.addEventListener('close', () => {
        reject(new Error('the WebSocket was closed'));
        ended();
      });
    });
    websocket.addEventListener('open', () => {
      resolve({ link: new WebSocketLink({ websocket }), closed });
    });
  });
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
