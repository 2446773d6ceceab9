import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const launch = fileURLToPath(new URL('./launch.ts', import.meta.url));
let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'launch-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  output(): string;
  readonly exit: Promise<number | null>;
  line(pattern: RegExp): Promise<RegExpExecArray>;
}

function start(...args: readonly string[]): Started {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const child = spawn(process.execPath, [launch, '--source', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const exit = once(child, 'close').then(() => child.exitCode);
  return {
    child,
    output: () => output,
    exit,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(output);
          if (found !== null) resolve(found);
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void exit.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
        look();
      }),
  };
}

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'without a display serves at its address until %s, then ends cleanly',
    async (signal) => {
      const station = start('--data', folder, '--no-demo');
      const [, url] = await station.line(/^STATION READY (http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43})$/m);
      expect(station.output()).toContain('没有显示器');
      expect((await fetch(url ?? '', { redirect: 'manual' })).status).toBe(303);
      station.child.kill(signal);
      station.child.kill(signal);
      expect(await station.exit).toBe(0);
    },
  );

  it('refuses a command it does not understand, in both languages', async () => {
    const station = start('--profile', 'bakery');
    expect(await station.exit).toBe(2);
    expect(station.output()).toContain('命令有误 / wrong usage: --profile bakery');
    expect(station.output()).toContain('--no-open');
  });

  it('says by its code that a port is taken', async () => {
    const first = start('--data', folder, '--no-open', '--no-demo');
    const [, port] = await first.line(/STATION READY http:\/\/127\.0\.0\.1:(\d+)/);
    const other = await mkdtemp(path.join(os.tmpdir(), 'launch-'));
    const second = start('--data', other, '--no-open', '--no-demo', '--port', port ?? '');
    expect(await second.exit).toBe(1);
    expect(second.output()).toContain('host.port_in_use');
    expect(second.output()).toContain('工作站无法启动');
    await rm(other, { recursive: true, force: true });
  });
});
