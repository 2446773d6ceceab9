import type { StartServices, StationHandle, StationOptions } from './station-handle.ts';
import { createWebHost } from '../hosts/web/host.ts';
import { createWebRpc } from '../hosts/web/rpc.ts';

/**
 * Starts services and puts the loopback host in front of them. When the port cannot be had, the services are ended again
 * before the error is passed on, so that the data folder is free for the next attempt.
 *
 * @param staticFolder absolute path of the built renderer
 */
export async function serveStation(
  startServices: StartServices,
  options: StationOptions,
  staticFolder: string,
): Promise<StationHandle> {
  const services = await startServices(options);
  const host = createWebHost({
    port: options.port,
    rpcUpgrade: createWebRpc(services.router),
    fetchHandler: services.fetchHandler,
    staticFolder,
    log: options.log,
  });
  try {
    const { url, port } = await host.listen();
    let stopping: Promise<void> | undefined;
    return {
      bootstrapUrl: url,
      port,
      issueUrl: host.issueUrl,
      stop() {
        stopping ??= host.close().then(() => services.stop());
        return stopping;
      },
    };
  } catch (error) {
    await services.stop();
    throw error;
  }
}
