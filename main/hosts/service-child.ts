/**
 * The child's side of `service-process.ts`: the line to the parent, whichever host started it, and the rule that a broken
 * service ends instead of living on half dead.
 */

/** The part of a message port that arrives with a message under Electron. */
export interface ArrivedPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

export interface ParentLine {
  send(message: unknown): void;
  /** `ports` is empty except under Electron. Messages before the first listener are kept. */
  onMessage(listener: (message: unknown, ports: readonly ArrivedPort[]) => void): void;
  /** The parent asks to end, or is gone. Called once. */
  onEnd(listener: () => void): void;
}

/** Electron's utility process has this instead of Node's IPC channel. */
interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ArrivedPort[] }) => void,
  ): unknown;
  postMessage(message: unknown): void;
}

export function connectToParent(): ParentLine {
  const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort;
  const endListeners: (() => void)[] = [];
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    for (const listener of endListeners) listener();
  };
  process.once('SIGTERM', end);
  // Ctrl-C reaches every process of the terminal; the parent ends us in its own order.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', end);
  // A utility process has no signals to catch on every system: the supervisor asks by message.
  parentPort?.on('message', ({ data }) => {
    if (typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'end') end();
  });

  return {
    send(message) {
      if (parentPort !== undefined) parentPort.postMessage(message);
      else if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage(listener) {
      if (parentPort !== undefined) parentPort.on('message', ({ data, ports }) => listener(data, ports));
      else process.on('message', (message) => listener(message, []));
    },
    onEnd(listener) {
      if (ended) listener();
      else endListeners.push(listener);
    },
  };
}

/**
 * Ends this process on anything nobody caught. Electron's utility processes only warn about unhandled rejections
 * (engineering notes 2.1); a device service that goes on after one holds ports it no longer serves.
 */
export function exitOnUncaught(report: (error: unknown) => void): void {
  const exit = (error: unknown): void => {
    try {
      report(error);
    } finally {
      process.exit(70);
    }
  };
  process.on('uncaughtException', exit);
  process.on('unhandledRejection', exit);
}
