import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installationFolder } from './paths.ts';

const FETCH_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

const packageFolder = path.join(installationFolder, 'node_modules', 'electron');
const memoryFile = path.join(installationFolder, '.state', 'electron.json');

export type ElectronSearch =
  | { readonly kind: 'found'; readonly program: string }
  | { readonly kind: 'absent'; readonly chinese: string; readonly english: string };

/**
 * The Electron program, fetched once when it is not there. The npm package carries no binary since version 42; it
 * downloads one on first use, which we do ourselves, bounded to a minute and at most once a day (engineering notes 2.1).
 *
 * @param again try to fetch although an earlier attempt failed within a day
 * @param now UTC milliseconds
 */
export async function findElectron(
  again: boolean,
  now: number,
  say: (line: string) => void,
): Promise<ElectronSearch> {
  const present = electronProgram();
  if (present !== undefined) return { kind: 'found', program: present };
  if (!existsSync(path.join(packageFolder, 'install.js'))) {
    return {
      kind: 'absent',
      chinese: '未安装 electron 包',
      english: 'the electron package is not installed',
    };
  }
  if (!again && failedLately(readMemory(), now)) {
    return {
      kind: 'absent',
      chinese: '一天内获取 Electron 未成功（--electron 可重试）',
      english: 'Electron could not be fetched within the last day (--electron tries again)',
    };
  }
  say('正在获取 Electron，最多一分钟 / fetching Electron, at most a minute');
  const fetched = await fetchElectron();
  const program = electronProgram();
  if (program !== undefined) return { kind: 'found', program };
  writeMemory({ failedAt: now, why: fetched });
  return {
    kind: 'absent',
    chinese: `无法获取 Electron（${fetched}）`,
    english: `Electron could not be fetched (${fetched})`,
  };
}

/** The binary that is already there: named by the environment, or unpacked by the package. */
export function electronProgram(): string | undefined {
  const named = process.env['STATION_ELECTRON_BINARY'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  try {
    const inside = readFileSync(path.join(packageFolder, 'path.txt'), 'utf8').trim();
    const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageFolder, 'dist');
    const program = path.join(folder, inside);
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Pure. A memory from the future (a clock set back) does not count. */
export function failedLately(memory: { readonly failedAt: number } | undefined, now: number): boolean {
  return memory !== undefined && now >= memory.failedAt && now - memory.failedAt < DAY_MILLISECONDS;
}

/** Why it did not work, in a few words; empty on success. */
function fetchElectron(): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['install.js'], {
      cwd: packageFolder,
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    let late = false;
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (chunk: string) => {
      output = (output + chunk).slice(-4000);
    });
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, FETCH_MILLISECONDS);
    child.on('error', (error) => {
      clearTimeout(limit);
      resolve(error.message);
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      if (late) resolve('60 s');
      else resolve(code === 0 ? '' : reasonIn(output));
    });
  });
}

/** Network codes say most in the fewest letters; the full stack is of no use to the person who reads the line. */
function reasonIn(output: string): string {
  return /\b(E[A-Z_]{3,}|HTTP\D{0,20}\d{3}|\d{3} \w[\w ]{2,30})\b/.exec(output)?.[1] ?? 'download failed';
}

function readMemory(): { readonly failedAt: number } | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(memoryFile, 'utf8'));
    return typeof value === 'object' &&
      value !== null &&
      'failedAt' in value &&
      typeof value.failedAt === 'number'
      ? { failedAt: value.failedAt }
      : undefined;
  } catch {
    return undefined;
  }
}

function writeMemory(memory: { readonly failedAt: number; readonly why: string }): void {
  try {
    mkdirSync(path.dirname(memoryFile), { recursive: true });
    writeFileSync(memoryFile, `${JSON.stringify(memory)}\n`);
  } catch {
    // A read-only installation: the next start tries again, which costs a minute at most.
  }
}
