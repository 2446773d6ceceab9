/** The station's services in Electron's utility process: ports and forwarded requests come from the main process. */
import { answerForwarded, isForwardedRequest } from '../hosts/electron/fetch-forwarding.ts';
import { createElectronRpc } from '../hosts/electron/rpc.ts';
import type { FromService, ServiceStart } from '../hosts/electron/service-messages.ts';
import { connectToParent, exitOnUncaught } from '../hosts/service-child.ts';
import type { HostSession } from '../hosts/session.ts';
import { openLog } from './log-file.ts';
import { startServices } from './station.ts';
import { explain } from './words.ts';

const start = JSON.parse(process.argv[2] ?? '{}') as ServiceStart;
const log = openLog(start.dataFolder);
const parent = connectToParent();
const tell = (message: FromService): void => parent.send(message);
exitOnUncaught((error) => log.error({ error: String(error) }, 'nobody caught this'));

/** A page may offer its port while the store is still opening: it waits for the services, as does everything else. */
const services = startServices({ ...start, port: 0, log });
const rpc = services.then(({ router }) => createElectronRpc(router));

parent.onMessage((message, ports) => {
  const [port] = ports;
  if (port !== undefined) {
    const { session } = message as { readonly session: HostSession };
    void rpc.then(
      (upgrade) => upgrade(port, session),
      () => port.close(),
    );
  } else if (isForwardedRequest(message)) {
    void services
      .then(({ fetchHandler }) => answerForwarded(message, fetchHandler))
      .then((answer) => parent.send(answer));
  }
});
parent.onEnd(() => {
  void services
    .then((running) => running.stop())
    .catch((error: unknown) => log.error({ error: String(error) }, 'the services did not stop cleanly'))
    .finally(() => process.exit(0));
});
services.then(
  () => tell({ kind: 'ready' }),
  (error: unknown) => {
    log.error({ error: String(error) }, 'the station could not start');
    tell({ kind: 'failed', words: explain(error) });
  },
);
