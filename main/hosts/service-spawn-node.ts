import { fork } from 'node:child_process';
import { createLineReader } from './lines.ts';
import type { SpawnService } from './service-process.ts';

const LAST_LINES_MILLISECONDS = 500;

/** Starts a service as an ordinary child process of plain Node; messages are cloned, not turned into JSON. */
export const spawnNodeService: SpawnService = (command, listeners) => {
  const child = fork(command.modulePath, [...command.args], {
    env: { ...command.env },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  const outputRead = Promise.all(
    [child.stdout, child.stderr].map((stream) => {
      const reader = createLineReader(listeners.onLine);
      stream?.on('data', (chunk: Buffer) => reader.push(chunk));
      return new Promise<void>((resolve) => {
        if (stream === null) resolve();
        stream?.once('close', () => {
          reader.end();
          resolve();
        });
      });
    }),
  );
  let ended = false;
  const end = (code: number | null, signal: string | null): void => {
    if (ended) return;
    ended = true;
    listeners.onExit(code, signal);
  };
  child.on('spawn', () => listeners.onSpawn());
  child.on('message', (message) => listeners.onMessage(message));
  child.on('error', () => {
    // `exit` follows for a child that ran; for one that could not be started this is all that comes.
    if (child.pid === undefined) end(null, null);
  });
  child.on('exit', (code, signal) => {
    // Its last lines first; but a grandchild that inherited the pipe must not hold up the restart. (Node's own `close`
    // event never comes after a disconnect from this side.)
    const limit = setTimeout(() => end(code, signal), LAST_LINES_MILLISECONDS);
    void outputRead.then(() => {
      clearTimeout(limit);
      end(code, signal);
    });
  });
  return {
    pid: child.pid,
    send(message) {
      // A child that is just going takes no more; its end is reported by itself.
      if (child.connected) child.send(message as object, () => undefined);
    },
    terminate() {
      if (child.connected) child.disconnect();
      child.kill('SIGTERM');
    },
    kill: () => void child.kill('SIGKILL'),
  };
};
