import type Electron from 'electron';
import { createLineReader } from '../lines.ts';
import type { ServiceProcess, SpawnService } from '../service-process.ts';

/** A service process under Electron also takes message ports. */
export interface UtilityService extends ServiceProcess {
  sendPort(message: unknown, port: Electron.MessagePortMain): void;
}

/**
 * Starts services as utility processes: with the fuse `runAsNode` off, an ordinary fork of Electron's program would be a
 * second Electron (engineering notes 2.3). `onStarted` gives the handle that can take ports.
 */
export function createSpawnUtilityService(
  utilityProcess: Pick<typeof Electron.utilityProcess, 'fork'>,
  onStarted: (service: UtilityService) => void,
): SpawnService {
  return (command, listeners) => {
    const child = utilityProcess.fork(command.modulePath, [...command.args], {
      env: { ...command.env },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe'],
      serviceName: command.name,
    });
    for (const stream of [child.stdout, child.stderr]) {
      const reader = createLineReader(listeners.onLine);
      stream?.on('data', (chunk: Buffer) => reader.push(chunk));
      stream?.on('end', () => reader.end());
    }
    child.on('spawn', () => listeners.onSpawn());
    child.on('message', (message: unknown) => listeners.onMessage(message));
    child.on('exit', (code) => listeners.onExit(code, null));
    const service: UtilityService = {
      get pid() {
        return child.pid;
      },
      send: (message) => child.postMessage(message),
      sendPort: (message, port) => child.postMessage(message, [port]),
      terminate: () => child.postMessage({ kind: 'end' }),
      kill: () => void child.kill(),
    };
    onStarted(service);
    return service;
  };
}
