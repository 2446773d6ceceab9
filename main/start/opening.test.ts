import { describe, expect, it } from 'vitest';
import { browserArguments, browserCandidates } from './browser.ts';
import { failedLately } from './electron-binary.ts';
import { afterBrowserExit } from './open-browser.ts';
import { electronArguments } from './open-electron.ts';
import { wordsFor } from './words.ts';

const hour = 3_600_000;

describe('opening in the browser', () => {
  const window = {
    url: 'http://127.0.0.1:1/?token=t',
    profileFolder: '/d/browser',
    kiosk: false,
    asRoot: false,
  };

  it('shows one page in a profile of its own, and calls nobody', () => {
    const args = browserArguments(window);
    expect(args).toEqual(
      expect.arrayContaining([
        '--app=http://127.0.0.1:1/?token=t',
        '--user-data-dir=/d/browser',
        '--disable-background-networking',
      ]),
    );
    expect(args).not.toContain('--kiosk');
    expect(args).not.toContain('--no-sandbox');
  });
  it('gives up the sandbox for root only, and fills the screen for terminals only', () => {
    expect(browserArguments({ ...window, asRoot: true })).toContain('--no-sandbox');
    expect(browserArguments({ ...window, kiosk: true })).toContain('--kiosk');
  });
  it('looks where each system keeps its browsers', () => {
    const around = { home: '/h', workingFolder: '/' };
    expect(browserCandidates({ ...around, platform: 'linux', env: { PATH: '/opt/bin:/usr/bin' } })[0]).toBe(
      '/opt/bin/chromium',
    );
    expect(browserCandidates({ ...around, platform: 'darwin', env: {} })[0]).toContain('/Applications/');
    expect(browserCandidates({ ...around, platform: 'win32', env: { ProgramFiles: 'C:\\P' } })).toEqual(
      expect.arrayContaining([
        'C:\\P\\Google\\Chrome\\Application\\chrome.exe',
        'C:\\P\\Microsoft\\Edge\\Application\\msedge.exe',
      ]),
    );
  });
  it('ends a desktop station with its window, but not when no window came', () => {
    expect(afterBrowserExit(false, 60_000, 0, 0)).toEqual({ kind: 'end' });
    expect(afterBrowserExit(false, 1_000, 0, 0)).toEqual({ kind: 'end' });
    expect(afterBrowserExit(false, 60_000, 1, 0)).toEqual({ kind: 'end' });
    expect(afterBrowserExit(false, 1_000, 1, 0)).toEqual({ kind: 'serve' });
  });
  it('brings a terminal back at once after a close, and slower after each failure', () => {
    expect(afterBrowserExit(true, 60_000, 0, 0)).toEqual({ kind: 'again', pause: 500 });
    expect(afterBrowserExit(true, 100, 1, 0)).toEqual({ kind: 'again', pause: 1000 });
    expect(afterBrowserExit(true, 100, 1, 3)).toEqual({ kind: 'again', pause: 8000 });
    expect(afterBrowserExit(true, 100, 1, 30)).toEqual({ kind: 'again', pause: 60_000 });
  });
});

describe('opening in Electron', () => {
  it('tries a failed download once a day, whatever happened to the clock', () => {
    expect(failedLately(undefined, 0)).toBe(false);
    expect(failedLately({ failedAt: 0 }, 23 * hour)).toBe(true);
    expect(failedLately({ failedAt: 0 }, 25 * hour)).toBe(false);
    expect(failedLately({ failedAt: 10 * hour }, 9 * hour)).toBe(false);
  });
  it('hands on what the person asked for', () => {
    const command = {
      profile: 'evidence-room' as const,
      dataFolder: '/d',
      port: 0,
      demo: false,
      devicesFile: '/x.json',
      open: true,
      fetchElectron: false,
      fromSource: false,
    };
    expect(electronArguments(command, false).slice(1)).toEqual([
      '--profile=evidence-room',
      '--data=/d',
      '--no-demo',
      '--devices=/x.json',
    ]);
    expect(electronArguments(command, true)).toContain('--no-sandbox');
  });
});

describe('words for a start that failed', () => {
  const error = { code: 'store.in_use', detail: { folder: '/d', pid: 7 } };
  it('are found by the code, with their values filled in', () => {
    const table = { 'store.in_use': { what: '{folder} 正被进程 {pid} 使用', remedy: '请先关闭它。' } };
    expect(wordsFor(error, table)).toEqual(['/d 正被进程 7 使用', '请先关闭它。']);
  });
  it('leave an unknown placeholder standing and are absent for an unknown code', () => {
    expect(wordsFor(error, { 'store.in_use': '{other}' })).toEqual(['{other}']);
    expect(wordsFor(error, {})).toBeUndefined();
    expect(wordsFor(error, undefined)).toBeUndefined();
  });
});
