import { implement } from '@orpc/server';
import { contract } from '../contract/index.ts';
import type { RpcContext } from '../hosts/session.ts';
import type { StartServices } from './station-handle.ts';

/** The services of a station, composed from kernel, domains and devices. */
export const startServices: StartServices = async () => ({
  router: {
    system: {
      heartbeat: implement(contract.system.heartbeat)
        .$context<RpcContext>()
        .handler(() => ({ serverTime: new Date().toISOString() })),
    },
  },
  fetchHandler: async () => undefined,
  stop: async () => undefined,
});
