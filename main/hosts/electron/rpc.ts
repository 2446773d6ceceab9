import { RPCHandler } from '@orpc/server/message-port';
import type { HostSession, RpcContext } from '../session.ts';
import type { ArrivedPort } from '../service-child.ts';
import type { StationRouter } from '../web/rpc.ts';

/**
 * Serves the contract on message ports that come from Electron's main process; the other of the two server files that
 * know oRPC's transport. Runs in the service process. Closing a port ends its streams.
 */
export function createElectronRpc(router: StationRouter): (port: ArrivedPort, session: HostSession) => void {
  const handler = new RPCHandler<RpcContext>(router);
  return (port, session) => {
    handler.upgrade(port, { context: { session } });
    port.start();
  };
}
