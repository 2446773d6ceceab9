import type { Clock } from '../../drivers/transport/transport.ts';
import type { HostLog } from './session.ts';

/**
 * Supervises one child process (the devices, the station's services) the same way under both hosts: native code that
 * crashes takes its own process with it, the supervisor starts it again with growing pauses, and the rest of the station
 * shows a state instead of ending.
 */

/** A running child, whatever started it. Messages are structured clones: Date, Map, Uint8Array and bigint survive. */
export interface ServiceProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  /** Asks it to end. */
  terminate(): void;
  /** Ends it without asking. */
  kill(): void;
}

export interface ServiceListeners {
  onSpawn(): void;
  onMessage(message: unknown): void;
  /** One line of standard output or error, decoded across chunk borders, without its line end. */
  onLine(line: string): void;
  /** Called exactly once. `signal` is null where the platform does not tell. */
  onExit(code: number | null, signal: string | null): void;
}

export interface ServiceCommand {
  readonly name: string;
  /** Absolute path of the module to run. */
  readonly modulePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a child: `spawnNodeService` under plain Node, `spawnUtilityService` under Electron. Throws when it cannot. */
export type SpawnService = (command: ServiceCommand, listeners: ServiceListeners) => ServiceProcess;

/** Why a child is gone although nobody asked: it left by itself with 0, or it broke. */
export interface ServiceEnd {
  readonly kind: 'exit' | 'crash';
  readonly code: number | null;
  readonly signal: string | null;
}

export type ServiceState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly pid: number | undefined; readonly since: number }
  | {
      readonly kind: 'waiting';
      readonly end: ServiceEnd;
      /** 1 after the first failure. */
      readonly failures: number;
      /** UTC milliseconds of the next start. */
      readonly until: number;
    }
  | { readonly kind: 'stopping' };

export interface ServiceSupervisorOptions {
  readonly name: string;
  readonly modulePath: string;
  readonly args?: readonly string[];
  /** Added to the cleaned environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly spawn: SpawnService;
  readonly clock: Clock;
  readonly onMessage: (message: unknown) => void;
  readonly onState?: (state: ServiceState) => void;
  readonly log: HostLog;
}

export interface ServiceSupervisor {
  readonly state: ServiceState;
  /** Idempotent while it runs. */
  start(): void;
  /** False when no child is there to take the message; the caller decides whether that matters. */
  send(message: unknown): boolean;
  /** Resolves when the child is gone; after five seconds without obedience it is killed. Idempotent. */
  stop(): Promise<void>;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** A child that lived this long is taken as healthy: its next failure counts as the first. */
const HEALTHY_AFTER = 60_000;
const OBEY_WITHIN = 5_000;

/** Milliseconds before the next start after so many failures in a row (1 = the first). Pure. */
export function restartPause(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE);
}

/** What a child's end means. Pure. */
export function classifyEnd(code: number | null, signal: string | null): ServiceEnd {
  return { kind: code === 0 && signal === null ? 'exit' : 'crash', code, signal };
}

/**
 * The environment a child may inherit. What would change how Node or Electron runs, or preload foreign code, stays out:
 * a station's services must not be bent by a variable somebody left in a shell. Pure.
 */
export function cleanEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const dangerous =
    /^(NODE_OPTIONS|NODE_PATH|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED|NODE_REPL_.*|NODE_V8_COVERAGE|ELECTRON_.*|LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT|DYLD_.*|npm_.*)$/i;
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !dangerous.test(name)) kept[name] = value;
  }
  return kept;
}

export function createServiceSupervisor(options: ServiceSupervisorOptions): ServiceSupervisor {
  const { name, clock, log } = options;
  let state: ServiceState = { kind: 'stopped' };
  let child: ServiceProcess | undefined;
  let failures = 0;
  let startedAt = 0;
  let cancelRestart: (() => void) | undefined;
  let cancelKill: (() => void) | undefined;
  let stopping: { readonly promise: Promise<void>; readonly done: () => void } | undefined;

  function enter(next: ServiceState): void {
    state = next;
    options.onState?.(next);
  }

  function launch(): void {
    startedAt = clock.monotonic();
    enter({ kind: 'starting' });
    const command: ServiceCommand = {
      name,
      modulePath: options.modulePath,
      args: options.args ?? [],
      env: { ...cleanEnvironment(process.env), ...options.env },
    };
    try {
      child = options.spawn(command, {
        onSpawn: () => {
          if (state.kind === 'starting') enter({ kind: 'running', pid: child?.pid, since: clock.now() });
        },
        onMessage: options.onMessage,
        onLine: (line) => log.info({ service: name }, line),
        onExit: gone,
      });
    } catch (error) {
      log.error({ service: name, error: String(error) }, 'a service could not be started');
      gone(null, null);
    }
  }

  function gone(code: number | null, signal: string | null): void {
    child = undefined;
    cancelKill?.();
    cancelKill = undefined;
    if (stopping !== undefined) {
      const { done } = stopping;
      stopping = undefined;
      enter({ kind: 'stopped' });
      done();
      return;
    }
    const end = classifyEnd(code, signal);
    failures = clock.monotonic() - startedAt >= HEALTHY_AFTER ? 1 : failures + 1;
    const pause = restartPause(failures);
    log.warn({ service: name, ...end, failures, pause }, 'a service ended and will be started again');
    enter({ kind: 'waiting', end, failures, until: clock.now() + pause });
    cancelRestart = clock.after(pause, () => {
      cancelRestart = undefined;
      launch();
    });
  }

  return {
    get state() {
      return state;
    },
    start() {
      if (state.kind !== 'stopped') return;
      failures = 0;
      launch();
    },
    send(message) {
      if (child === undefined || state.kind === 'stopping') return false;
      child.send(message);
      return true;
    },
    stop() {
      if (stopping !== undefined) return stopping.promise;
      cancelRestart?.();
      cancelRestart = undefined;
      if (child === undefined) {
        if (state.kind !== 'stopped') enter({ kind: 'stopped' });
        return Promise.resolve();
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      stopping = { promise, done: resolve };
      enter({ kind: 'stopping' });
      const obedient = child;
      cancelKill = clock.after(OBEY_WITHIN, () => obedient.kill());
      obedient.terminate();
      return promise;
    },
  };
}
