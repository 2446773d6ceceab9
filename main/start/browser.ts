import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Surroundings } from './command-line.ts';

const linuxCommands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  // The browsers that come with UOS and Kylin are Chromium under these names.
  'uos-browser-stable',
  'browser360-cn',
  'qaxbrowser-safe-stable',
];

const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windowsPrograms = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Where a Chromium may be on this system, in order of preference. Pure. */
export function browserCandidates({ platform, env }: Surroundings): string[] {
  if (platform === 'darwin') return macApplications;
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return windowsPrograms.flatMap((parts) =>
      roots.flatMap((root) => (root === undefined ? [] : [path.win32.join(root, ...parts)])),
    );
  }
  const folders = [...(env['PATH'] ?? '').split(':'), '/usr/bin', '/snap/bin'].filter(
    (folder) => folder !== '',
  );
  return linuxCommands.flatMap((command) => folders.map((folder) => path.posix.join(folder, command)));
}

/** The system's Chromium, or undefined. */
export function findBrowser(around: Surroundings): string | undefined {
  return browserCandidates(around).find((file) => existsSync(file));
}

export interface BrowserWindow {
  readonly url: string;
  /** Own user-data folder: nothing of the person's own browser is seen or touched. */
  readonly profileFolder: string;
  readonly kiosk: boolean;
  readonly asRoot: boolean;
}

/** Flags of engineering notes 2.5; the network ones keep a station on a closed network from calling home. Pure. */
export function browserArguments({ url, profileFolder, kiosk, asRoot }: BrowserWindow): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--noerrdialogs',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-features=Translate,MediaRouter,OptimizationHints',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-extensions',
    '--password-store=basic',
    '--lang=zh-CN',
    ...(kiosk ? ['--kiosk'] : ['--window-size=1366,768']),
    // Chromium refuses its sandbox to root, and a station that root starts must still open.
    ...(asRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

export function openBrowser(program: string, window: BrowserWindow): ChildProcess {
  return spawn(program, browserArguments(window), { stdio: 'ignore', windowsHide: false });
}
