import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findBrowser } from '../../main/start/browser.ts';
import { surroundings } from '../../main/start/command-line.ts';
import type { HostOptions } from './e2e/station.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const browser = process.env['STATION_BROWSER'] ?? findBrowser(surroundings());
const electron = process.env['STATION_ELECTRON_BINARY'];
const asRoot = process.getuid?.() === 0;

/** The same pages in the system's Chromium and, where a binary is named, in Electron. */
export default defineConfig<HostOptions>({
  testDir: path.join(here, 'e2e'),
  outputDir: path.join(here, '../../test-results'),
  testMatch: '**/*.spec.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A station, its virtual people who walk in real time, and a browser: two cores carry one of them, not two.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  use: {
    actionTimeout: 15_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        ...(asRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
      ],
    },
  },
  projects: [
    { name: 'chromium', use: { host: 'browser' } },
    ...(electron === undefined
      ? []
      : [{ name: 'electron', use: { host: 'electron' as const }, testIgnore: '**/*.browser.spec.ts' }]),
  ],
});
