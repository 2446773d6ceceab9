import type { AnyContractRouter } from '@orpc/contract';
import type { Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { HostSession, RpcContext } from '../session.ts';

/** A router whose procedures ask for no more than the hosts give. */
export type StationRouter = Router<AnyContractRouter, RpcContext>;

/** WebSocket close codes (RFC 6455 section 7.4.1). */
const UNSUPPORTED_DATA = 1003;
const INVALID_PAYLOAD = 1007;

/**
 * Serves the contract on admitted WebSockets; one of the two server files that know oRPC's transport. Closing a socket
 * ends its streams (their generators run `finally`). What is no message of the transport closes the socket.
 */
export function createWebRpc(router: StationRouter): (socket: WebSocket, session: HostSession) => void {
  const handler = new RPCHandler<RpcContext>(router);
  return (socket, session) => {
    void handler.upgrade(wellFormedOnly(socket), { context: { session } });
  };
}

/** oRPC prints each message it cannot read and takes the next: a flood of them would fill the terminal and the memory. */
function wellFormedOnly(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  let refused = false;
  const refuse = (code: number): void => {
    refused = true;
    socket.close(code);
    socket.pause();
    // A peer that sends rubbish may not answer the close either.
    setTimeout(() => socket.terminate(), 1000).unref();
  };
  // Of the listener's forms and the events' names only those that oRPC uses.
  const addEventListener = ((type: 'message' | 'close', listener: (event: unknown) => void): void => {
    if (type === 'close') {
      socket.addEventListener('close', listener);
      return;
    }
    socket.addEventListener('message', (event) => {
      if (refused) return;
      if (typeof event.data !== 'string') refuse(UNSUPPORTED_DATA);
      else if (!isMessage(event.data)) refuse(INVALID_PAYLOAD);
      else listener(event);
    });
  }) as WebSocket['addEventListener'];
  return { send: socket.send.bind(socket), addEventListener };
}

/** Every message of the transport is a JSON object; calls are small, so reading them twice costs microseconds. */
function isMessage(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
