import type { AnyContractRouter } from '@orpc/contract';
import type { Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { HostSession, RpcContext } from '../session.ts';

/** A router whose procedures ask for no more than the hosts give. */
export type StationRouter = Router<AnyContractRouter, RpcContext>;

/**
 * Serves the contract on admitted WebSockets; one of the two server files that know oRPC's transport. Closing a socket
 * ends its streams (their generators run `finally`).
 */
export function createWebRpc(router: StationRouter): (socket: WebSocket, session: HostSession) => void {
  const handler = new RPCHandler<RpcContext>(router);
  return (socket, session) => {
    void handler.upgrade(socket, { context: { session } });
  };
}
