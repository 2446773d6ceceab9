import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openBrowser } from './browser.ts';
import { isTerminal, type StartCommand } from './command-line.ts';
import type { StationHandle } from './station-handle.ts';

/** A browser that ends sooner than this did not show anything. */
const SHOWED_NOTHING_MILLISECONDS = 5_000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;

/** What to do when the browser has ended. Pure. */
export function afterBrowserExit(
  terminal: boolean,
  livedMilliseconds: number,
  exitCode: number | null,
  failuresInRow: number,
):
  | { readonly kind: 'end' }
  | { readonly kind: 'serve' }
  | { readonly kind: 'again'; readonly pause: number } {
  const failed = livedMilliseconds < SHOWED_NOTHING_MILLISECONDS && exitCode !== 0;
  if (terminal) {
    const pause = failed ? Math.min(1000 * 2 ** failuresInRow, LONGEST_PAUSE_MILLISECONDS) : 500;
    return { kind: 'again', pause };
  }
  return failed ? { kind: 'serve' } : { kind: 'end' };
}

/**
 * Shows the station in the system's Chromium. A desktop station ends with its window; a public terminal opens it again
 * with a fresh token. Resolves when the station shall end.
 */
export async function keepBrowserOpen(
  program: string,
  command: StartCommand,
  station: StationHandle,
  ending: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const terminal = isTerminal(command.profile);
  const profileFolder = path.join(command.dataFolder, 'browser');
  mkdirSync(profileFolder, { recursive: true });
  let url = station.bootstrapUrl;
  let failures = 0;
  while (!ending.aborted) {
    const began = performance.now();
    const child = openBrowser(program, {
      url,
      profileFolder,
      kiosk: terminal,
      asRoot: process.getuid?.() === 0,
    });
    const exitCode = await exitOf(child, ending);
    if (ending.aborted) return;
    const next = afterBrowserExit(terminal, performance.now() - began, exitCode, failures);
    if (next.kind === 'end') return;
    url = station.issueUrl();
    if (next.kind === 'serve') {
      say('浏览器无法打开，请用下面的地址 / the browser does not open, use this address');
      process.stdout.write(`STATION READY ${url}\n`);
      await new Promise<void>((resolve) => ending.addEventListener('abort', () => resolve(), { once: true }));
      return;
    }
    failures = next.pause > 500 ? failures + 1 : 0;
    await delay(next.pause, undefined, { signal: ending }).catch(() => undefined);
  }
}

/** The browser ends with the station: left open, it would show a dead page. */
function exitOf(child: ChildProcess, ending: AbortSignal): Promise<number | null> {
  return new Promise((resolve) => {
    const close = () => child.kill();
    ending.addEventListener('abort', close, { once: true });
    const done = (code: number | null) => {
      ending.removeEventListener('abort', close);
      resolve(code);
    };
    child.once('error', () => done(-1));
    child.once('exit', (code) => done(code));
  });
}
