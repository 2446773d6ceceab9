import { randomUUID } from 'node:crypto';
import type Electron from 'electron';
import type { Clock } from '../../../drivers/transport/transport.ts';
import { createServiceSupervisor } from '../service-process.ts';
import type { FetchHandler, HostLog, HostSession } from '../session.ts';
import { createFetchForwarder } from './fetch-forwarding.ts';
import { isFromService, type ServiceStart } from './service-messages.ts';
import { createSpawnUtilityService, type UtilityService } from './service-spawn-utility.ts';

export interface StationServiceOptions {
  readonly modulePath: string;
  readonly start: ServiceStart;
  readonly utilityProcess: Pick<typeof Electron.utilityProcess, 'fork'>;
  readonly clock: Clock;
  readonly log: HostLog;
  /** `first` is false when the services came back after a crash: the pages then need a new line. */
  readonly onReady: (first: boolean) => void;
  readonly onFailed: (words: string) => void;
}

export interface StationService {
  start(): void;
  stop(): Promise<void>;
  readonly fetchHandler: FetchHandler;
  /** Gives a renderer's port to the services; a port that comes while they are away is closed, and the page told by that. */
  connect(port: Electron.MessagePortMain): void;
  /** The computer woke up: sessions with devices and the county are stale. */
  resumed(): void;
}

/** The services of a station in their own utility process, seen from Electron's main process. */
export function createStationService(options: StationServiceOptions): StationService {
  let current: UtilityService | undefined;
  let wasReady = false;
  const forwarder = createFetchForwarder((request) => supervisor.send(request));
  const supervisor = createServiceSupervisor({
    name: 'station-services',
    modulePath: options.modulePath,
    args: [JSON.stringify(options.start)],
    spawn: createSpawnUtilityService(options.utilityProcess, (service) => {
      current = service;
    }),
    clock: options.clock,
    log: options.log,
    onMessage(message) {
      if (forwarder.receive(message) || !isFromService(message)) return;
      if (message.kind === 'failed') {
        options.onFailed(message.words);
        return;
      }
      options.onReady(!wasReady);
      wasReady = true;
    },
    onState(state) {
      if (state.kind !== 'waiting' && state.kind !== 'stopped') return;
      current = undefined;
      forwarder.abandon();
    },
  });

  return {
    start: () => supervisor.start(),
    stop: () => supervisor.stop(),
    fetchHandler: forwarder.fetchHandler,
    connect(port) {
      if (current === undefined) {
        port.close();
        return;
      }
      const session: HostSession = { id: randomUUID(), kind: 'electron' };
      current.sendPort({ kind: 'port', session }, port);
    },
    resumed: () => void supervisor.send({ kind: 'resumed' }),
  };
}
