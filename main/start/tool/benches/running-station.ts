import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { StationContract } from '../../../contract/index.ts';
import { installationFolder } from '../../paths.ts';

const START_LIMIT_MS = 120_000;

/** A station in a process of its own with a data folder that is thrown away. */
export interface RunningStation {
  readonly process: number;
  /** Carries a one-time token. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts `npm start -- --no-open` without npm. @param folder data folder, made when absent @param options further options of `npm start` */
export async function startStation(folder: string, options: readonly string[] = []): Promise<RunningStation> {
  const child = spawn(
    process.execPath,
    [path.join(installationFolder, 'main/start/launch.ts'), '--no-open', '--data', folder, ...options],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: installationFolder },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    return { process: child.pid ?? 0, url: await readyUrl(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readyUrl(child: ChildProcess): Promise<string> {
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('no standard output');
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    for await (const line of createInterface({ input: stdout })) {
      const url = /^STATION READY (\S+)/.exec(line)?.[1];
      if (url !== undefined) return url;
    }
    throw new Error(`the station did not start: ${complaints.trim()}`);
  } finally {
    clearTimeout(limit);
    // The pipe must not fill while nobody reads it.
    stdout.resume();
  }
}

/** What a page does first: spends the token, opens the socket and asks for everything the first screen needs. */
export async function firstAnswer(url: string): Promise<void> {
  const page = await fetch(url, { redirect: 'manual' });
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { host, origin } = new URL(url);
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } });
  try {
    // The link uses the few members that both kinds of socket have; their typings differ in details it does not touch.
    const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
    const client: ContractRouterClient<StationContract> = createORPCClient(link);
    await client.system.startup({});
  } finally {
    socket.close();
  }
}

export async function withDataFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'station-bench-'));
  try {
    return await work(path.join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
