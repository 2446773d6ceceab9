import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, type Page } from '@playwright/test';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
/** A machine that runs other things at once takes its time. */
const START_MILLISECONDS = 90_000;

export interface HostOptions {
  readonly host: 'browser' | 'electron';
}

/** A station that was started as `npm start -- --no-open` starts one. */
export interface RunningStation {
  /** With a one-time token. */
  readonly url: string;
  readonly origin: string;
  readonly dataFolder: string;
  readonly process: ChildProcess;
  /** Ends it as Ctrl-C does and gives the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a cut of the power does; the data folder stays. */
  kill(): Promise<void>;
}

/** Starts a station on an empty data folder of its own, or on one that another left. The folder is removed by `stop`. */
export async function startStation(args: readonly string[] = [], folder?: string): Promise<RunningStation> {
  const dataFolder = folder ?? (await mkdtemp(path.join(os.tmpdir(), 'station-e2e-')));
  const child = spawn(
    process.execPath,
    [path.join(root, 'main/start/launch.ts'), '--no-open', '--data', dataFolder, ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // The virtual people walk alike in every run (main/start/virtual-room.ts).
      env: { ...process.env, STATION_VIRTUAL_SEED: '332' },
    },
  );
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    const url = await readyUrl(child);
    return {
      url,
      origin: new URL(url).origin,
      dataFolder,
      process: child,
      async stop() {
        child.kill('SIGINT');
        const code = await exited;
        await rm(dataFolder, { recursive: true, force: true });
        return code;
      },
      async kill() {
        child.kill('SIGKILL');
        await exited;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await rm(dataFolder, { recursive: true, force: true });
    throw error;
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    let complaints = '';
    const limit = setTimeout(
      () => reject(new Error(`no STATION READY within 90 s\n${complaints}`)),
      START_MILLISECONDS,
    );
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString('utf8');
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const url = /^STATION READY (\S+)$/m.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(limit);
      resolve(url);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`the station ended with ${code}\n${complaints}`));
    });
  });
}

interface Fixtures {
  /** The first screen of a fresh station, in the host of the project. Page objects take this and nothing else. */
  readonly stationPage: Page;
}

/** `stationPage` is a window of a fresh station: through the loopback host in Chromium, or Electron's own window. */
export const test = base.extend<Fixtures & HostOptions>({
  host: ['browser', { option: true }],
  stationPage: async ({ host, browser }, use, testInfo) => {
    if (host === 'electron') {
      const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'station-e2e-'));
      const application = await _electron.launch({
        executablePath: process.env['STATION_ELECTRON_BINARY'] ?? '',
        args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), `--data=${dataFolder}`],
      });
      await use(await application.firstWindow());
      await application.close();
      await rm(dataFolder, { recursive: true, force: true });
      return;
    }
    const station = await startStation();
    const context = await browser.newContext({ permissions: ['camera'] });
    const page = await context.newPage();
    await page.goto(station.url);
    await use(page);
    await context.close();
    const log = path.join(station.dataFolder, 'logs', 'station.log');
    if (testInfo.status !== testInfo.expectedStatus && existsSync(log)) {
      await testInfo.attach('station.log', { body: await readFile(log), contentType: 'text/plain' });
    }
    await station.stop();
  },
});
export { expect } from '@playwright/test';
