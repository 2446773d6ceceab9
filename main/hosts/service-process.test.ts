import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../drivers/transport/manual-clock.ts';
import { createLineReader } from './lines.ts';
import {
  cleanEnvironment,
  createServiceSupervisor,
  restartPause,
  type ServiceListeners,
  type ServiceState,
  type ServiceSupervisor,
  type SpawnService,
} from './service-process.ts';
import { spawnNodeService } from './service-spawn-node.ts';
import { systemClock } from '../../drivers/transport/transport.ts';

const sample = fileURLToPath(new URL('./testing/sample-service.ts', import.meta.url));

const running: ServiceSupervisor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

interface Watched {
  readonly service: ServiceSupervisor;
  readonly lines: string[];
  next(kind: string): Promise<{ readonly kind: string; readonly value?: unknown; readonly pid?: number }>;
  until(kind: ServiceState['kind']): Promise<ServiceState>;
}

/** A supervised real child whose messages and states can be waited for. */
function watch(env: Record<string, string> = {}): Watched {
  const messages: { kind: string; value?: unknown; pid?: number }[] = [];
  const states: ServiceState[] = [];
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const changed = (): void => {
    for (const check of [...waiting]) check();
  };
  const log = {
    info: (_details: object, line: string) => {
      lines.push(line);
      changed();
    },
    warn: () => undefined,
    error: () => undefined,
  };
  const service = createServiceSupervisor({
    name: 'sample',
    modulePath: sample,
    env,
    spawn: spawnNodeService,
    clock: systemClock,
    onMessage: (message) => {
      messages.push(message as { kind: string });
      changed();
    },
    onState: (state) => {
      states.push(state);
      changed();
    },
    log,
  });
  running.push(service);
  const take = <Value extends { kind: string }>(list: Value[], kind: string): Promise<Value> =>
    new Promise((resolve) => {
      const check = (): void => {
        const index = list.findIndex((value) => value.kind === kind);
        const [found] = index < 0 ? [] : list.splice(index, 1);
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  return { service, lines, next: (kind) => take(messages, kind), until: (kind) => take(states, kind) };
}

describe('a supervised child process', () => {
  it('exchanges structured clones and stops cleanly', async () => {
    const { service, next, until } = watch();
    service.start();
    await next('ready');
    const value = {
      at: new Date(0),
      bytes: new Uint8Array([1, 255]),
      big: 2n ** 70n,
      map: new Map([['门', 1]]),
    };
    expect(service.send({ kind: 'echo', value })).toBe(true);
    expect((await next('echo')).value).toEqual(value);
    await service.stop();
    await until('stopped');
    expect(service.state).toEqual({ kind: 'stopped' });
    expect(service.send({ kind: 'echo' })).toBe(false);
  });

  it('is started again after a crash, as another process', async () => {
    const { service, next, until } = watch();
    service.start();
    const first = await next('ready');
    service.send({ kind: 'exit', value: 3 });
    expect(await until('waiting')).toMatchObject({ end: { kind: 'crash', code: 3 }, failures: 1 });
    const second = await next('ready');
    expect(second.pid).not.toBe(first.pid);
  });

  it('ends on a rejection nobody handled', async () => {
    const { service, next, until, lines } = watch();
    service.start();
    await next('ready');
    service.send({ kind: 'reject' });
    expect(await until('waiting')).toMatchObject({ end: { kind: 'crash', code: 70 } });
    expect(lines).toContain('uncaught Error: nobody caught this');
  });

  it('tells an exit from a crash', async () => {
    const { service, next, until } = watch();
    service.start();
    await next('ready');
    service.send({ kind: 'exit', value: 0 });
    expect(await until('waiting')).toMatchObject({ end: { kind: 'exit', code: 0, signal: null } });
  });

  it('inherits no variable that changes how it runs', async () => {
    process.env['NODE_REPL_HISTORY'] = '/tmp/x';
    const { service, next } = watch({ STATION_SAMPLE: '1' });
    service.start();
    await next('ready');
    service.send({ kind: 'environment' });
    const { value } = await next('environment');
    delete process.env['NODE_REPL_HISTORY'];
    expect(value).toMatchObject({ STATION_SAMPLE: '1' });
    expect(value).not.toHaveProperty('NODE_REPL_HISTORY');
  });
});

describe('the supervisor', () => {
  function withFakeChild() {
    const clock = createManualClock();
    const children: { listeners: ServiceListeners; terminated: boolean; killed: boolean }[] = [];
    const spawn: SpawnService = (_command, listeners) => {
      const child = { listeners, terminated: false, killed: false };
      children.push(child);
      return {
        pid: children.length,
        send: () => undefined,
        terminate: () => {
          child.terminated = true;
        },
        kill: () => {
          child.killed = true;
          listeners.onExit(null, 'SIGKILL');
        },
      };
    };
    const service = createServiceSupervisor({
      name: 'fake',
      modulePath: '/none',
      spawn,
      clock,
      onMessage: () => undefined,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    return { clock, children, service };
  }

  it('waits longer after each failure and forgets them after a healthy minute', async () => {
    const { clock, children, service } = withFakeChild();
    service.start();
    for (const [failures, pause] of [
      [1, 250],
      [2, 500],
      [3, 1000],
    ] as const) {
      children.at(-1)?.listeners.onExit(1, null);
      expect(service.state).toMatchObject({ kind: 'waiting', failures });
      await clock.advance(pause - 1);
      expect(children).toHaveLength(failures);
      await clock.advance(1);
      expect(children).toHaveLength(failures + 1);
    }
    await clock.advance(60_000);
    children.at(-1)?.listeners.onExit(null, 'SIGSEGV');
    expect(service.state).toMatchObject({
      kind: 'waiting',
      failures: 1,
      end: { kind: 'crash', signal: 'SIGSEGV' },
    });
    await service.stop();
    await clock.advance(60_000);
    expect(children).toHaveLength(4);
    expect(clock.pending).toBe(0);
  });

  it('kills a child that does not obey within five seconds', async () => {
    const { clock, children, service } = withFakeChild();
    service.start();
    children[0]?.listeners.onSpawn();
    const stopped = service.stop();
    expect(service.stop()).toBe(stopped);
    await clock.advance(4_999);
    expect(children[0]).toMatchObject({ terminated: true, killed: false });
    await clock.advance(1);
    expect(children[0]?.killed).toBe(true);
    await stopped;
    expect(service.state.kind).toBe('stopped');
  });

  it('never pauses longer than half a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (failures) => {
        expect(restartPause(failures)).toBeLessThanOrEqual(30_000);
        expect(restartPause(failures + 1)).toBeGreaterThanOrEqual(restartPause(failures));
      }),
    );
  });
});

it('keeps dangerous variables from children', () => {
  const env = {
    PATH: '/bin',
    NODE_OPTIONS: '--require x',
    LD_PRELOAD: 'x.so',
    ELECTRON_RUN_AS_NODE: '1',
    npm_config_x: '1',
    LANG: undefined,
  };
  expect(cleanEnvironment(env)).toEqual({ PATH: '/bin' });
});

describe('createLineReader', () => {
  it('gives the same lines for any split of the bytes', () => {
    const text = '门已打开\r\n读写器断开\n\nend';
    const bytes = new TextEncoder().encode(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 }), (cuts) => {
        const lines: string[] = [];
        const reader = createLineReader((line) => lines.push(line));
        const borders = [0, ...cuts.toSorted((left, right) => left - right), bytes.length];
        for (let index = 1; index < borders.length; index += 1)
          reader.push(bytes.subarray(borders[index - 1], borders[index]));
        reader.end();
        expect(lines).toEqual(['门已打开', '读写器断开', '', 'end']);
      }),
    );
  });
});
