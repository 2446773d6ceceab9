import type { ClientContext, ClientLink } from '@orpc/client';
import { reconnectDelay } from './back-off.ts';
import { type Line, NotAdmittedError, type OpenLine } from './line.ts';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** `since`: milliseconds since 1970 by this computer's clock. */
  | {
      readonly kind: 'lost';
      readonly since: number;
      /** The node is there again but was started anew, and does not admit this page. */
      readonly notAdmitted?: boolean;
    };

/** Thrown for a call that could not be sent; nothing happened at the node. */
export class DisconnectedError extends Error {
  constructor() {
    super('no line to the node');
    this.name = 'DisconnectedError';
  }
}

export interface Connection {
  /** Calls go over the line that is open; a call made while there is none waits for one up to `patienceMs`. */
  readonly link: ClientLink<ClientContext>;
  state(): ConnectionState;
  subscribe(listener: () => void): () => void;
  /** Called at once and again with every new line; the signal ends with that line. */
  onLine(follow: (signal: AbortSignal) => void): void;
  stop(): void;
}

/** How long a call waits for the line to come back before it fails. */
const patienceMs = 4000;

/** Keeps one line open for ever, with back-off. */
export function keepConnected(openLine: OpenLine): Connection {
  let state: ConnectionState = { kind: 'connecting' };
  let line: Line | undefined;
  let lineEnd = new AbortController();
  let stopped = false;
  let wake: () => void = () => undefined;
  const listeners = new Set<() => void>();
  const followers = new Set<(signal: AbortSignal) => void>();
  const waiting = new Set<(line: Line) => void>();

  function become(next: ConnectionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  async function run(): Promise<void> {
    let failedTries = 0;
    while (!stopped) {
      try {
        line = await openLine();
      } catch (error) {
        const notAdmitted = error instanceof NotAdmittedError;
        if (state.kind !== 'lost' || (state.notAdmitted ?? false) !== notAdmitted)
          become({ kind: 'lost', since: state.kind === 'lost' ? state.since : Date.now(), notAdmitted });
        await pause(reconnectDelay(failedTries));
        failedTries += 1;
        continue;
      }
      failedTries = 0;
      lineEnd = new AbortController();
      become({ kind: 'connected' });
      for (const resume of waiting) resume(line);
      waiting.clear();
      for (const follow of followers) follow(lineEnd.signal);
      await line.closed;
      line = undefined;
      lineEnd.abort();
      become({ kind: 'lost', since: Date.now() });
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function lineSoon(): Promise<Line> {
    if (line !== undefined) return Promise.resolve(line);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(resume);
        reject(new DisconnectedError());
      }, patienceMs);
      function resume(opened: Line): void {
        clearTimeout(timer);
        resolve(opened);
      }
      waiting.add(resume);
    });
  }

  void run();
  return {
    link: { call: async (path, input, options) => (await lineSoon()).link.call(path, input, options) },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onLine(follow) {
      followers.add(follow);
      if (line !== undefined) follow(lineEnd.signal);
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}
