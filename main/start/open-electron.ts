import { spawn } from 'node:child_process';
import type { StartCommand } from './command-line.ts';
import { installationFolder } from './paths.ts';

/** Ending sooner than this, other than by its own 0 or 1, Electron did not run here: missing libraries, no GPU process. */
const SHOWED_NOTHING_MILLISECONDS = 5_000;

export type ElectronOutcome =
  | { readonly kind: 'ended'; readonly code: number }
  | { readonly kind: 'does-not-run'; readonly why: string };

/** The arguments `main/start/electron.ts` reads back with `readCommandLine`. Pure. */
export function electronArguments(command: StartCommand, asRoot: boolean): string[] {
  return [
    installationFolder,
    // Chromium inside Electron refuses its sandbox to root, as the browser does.
    ...(asRoot ? ['--no-sandbox'] : []),
    `--profile=${command.profile}`,
    `--data=${command.dataFolder}`,
    ...(command.demo ? [] : ['--no-demo']),
    ...(command.devicesFile === undefined ? [] : [`--devices=${command.devicesFile}`]),
  ];
}

/** Runs the station under Electron until it ends. */
export function runInElectron(
  program: string,
  command: StartCommand,
  ending: AbortSignal,
): Promise<ElectronOutcome> {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(program, electronArguments(command, process.getuid?.() === 0), { stdio: 'inherit' });
    const close = () => child.kill('SIGTERM');
    ending.addEventListener('abort', close, { once: true });
    child.once('error', (error) => resolve({ kind: 'does-not-run', why: error.message }));
    child.once('exit', (code, signal) => {
      ending.removeEventListener('abort', close);
      if (ending.aborted) resolve({ kind: 'ended', code: 0 });
      else if (code !== null && code <= 1) resolve({ kind: 'ended', code });
      else if (performance.now() - began < SHOWED_NOTHING_MILLISECONDS) {
        resolve({ kind: 'does-not-run', why: signal ?? `exit ${code}` });
      } else resolve({ kind: 'ended', code: code ?? 1 });
    });
  });
}
