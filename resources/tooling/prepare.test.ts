import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const tooling = path.dirname(fileURLToPath(import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'prepare-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly complaints: string;
}

function run(
  script: string,
  args: readonly string[],
  during: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(tooling, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return ended(child, during);
}

/** Ends when the last process that holds the pipes has, which may be a grandchild. */
async function ended(
  child: ChildProcessByStdio<null, Readable, Readable>,
  during: (child: ChildProcess) => void,
): Promise<Ended> {
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    during(child);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString('utf8');
  });
  await once(child, 'close');
  return { code: child.exitCode, output, complaints };
}

describe('run.mjs', () => {
  function program(text: string): string {
    const file = path.join(folder, 'program.ts');
    writeFileSync(file, text);
    return file;
  }

  it('hands on arguments, output and exit code, and adds nothing', async () => {
    const file = program(
      `const args: string[] = process.argv.slice(2); console.log(JSON.stringify(args)); process.exitCode = 7;`,
    );
    expect(await run('run.mjs', [file, '--a', '二 b'])).toEqual({
      code: 7,
      output: '["--a","二 b"]\n',
      complaints: '',
    });
  });

  it('gives what stands before the file to Node', async () => {
    const file = program('console.log(process.execArgv.join(), process.argv.slice(2).join());');
    expect(await run('run.mjs', ['--max-semi-space-size=4', file, '--a'])).toMatchObject({
      code: 0,
      output: '--max-semi-space-size=4 --a\n',
    });
  });

  it('hands on the wish to end, and the clean end', async () => {
    const file = program(
      `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('up');`,
    );
    expect(await run('run.mjs', [file], (child) => child.kill('SIGTERM'))).toMatchObject({ code: 0 });
  });

  it.runIf(process.platform === 'linux')(
    'ends the program when npm, two processes above, is killed and can hand nothing on',
    async () => {
      const file = program(
        `process.on('SIGTERM', () => { console.log('told'); process.exit(0); });
         setInterval(() => {}, 1000); console.log('up');`,
      );
      // Named twice, `true` keeps each shell from turning into its only command.
      const line = '"$0" "$1" "$2"; true';
      const npm = spawn(
        'sh',
        ['-c', `sh -c '${line}' "$0" "$1" "$2"; true`, process.execPath, path.join(tooling, 'run.mjs'), file],
        {
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, npm_lifecycle_event: 'start' },
        },
      );
      const { output } = await ended(npm, (child) => child.kill('SIGKILL'));
      expect(output).toBe('up\ntold\n');
    },
  );

  it('reports a program that was killed as shells do', async () => {
    const file = program(`process.kill(process.pid, 'SIGKILL');`);
    expect((await run('run.mjs', [file])).code).toBe(137);
  });
});

describe('prepare.mjs', () => {
  it('keeps standard output free, since the service tool prints JSON Lines there', async () => {
    const ended = await run('prepare.mjs', ['nonsense']);
    expect(ended.code).toBe(2);
    expect(ended.output).toBe('');
    expect(ended.complaints).toContain('用法');
  });
});

describe('complete-lock.mjs', () => {
  it('adds the platform packages a registry left out, and nothing a second time', async () => {
    const file = path.join(folder, 'package-lock.json');
    writeFileSync(
      file,
      JSON.stringify({
        packages: {
          '': {},
          'node_modules/tool': {
            version: '2.0.0',
            dev: true,
            optionalDependencies: {
              '@tool/linux-x64-musl': '2.0.0',
              '@tool/win32-arm64': '2.0.0',
              helper: '1.0.0',
            },
          },
          'node_modules/other/node_modules/tool': {
            version: '1.0.0',
            optionalDependencies: { '@tool/win32-arm64': '~1.0.0' },
          },
        },
      }),
    );
    expect((await run('complete-lock.mjs', [folder])).complaints).toContain('3 platform packages added');
    const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, unknown> };
    expect(packages['node_modules/@tool/linux-x64-musl']).toEqual({
      version: '2.0.0',
      cpu: ['x64'],
      libc: ['musl'],
      os: ['linux'],
      dev: true,
      optional: true,
    });
    expect(packages['node_modules/@tool/win32-arm64']).toMatchObject({
      version: '2.0.0',
      os: ['win32'],
      cpu: ['arm64'],
    });
    expect(packages['node_modules/other/node_modules/@tool/win32-arm64']).toMatchObject({ version: '1.0.0' });
    expect(packages['node_modules/helper']).toBeUndefined();
    expect((await run('complete-lock.mjs', [folder])).complaints).toContain('0 platform packages added');
  });
});
