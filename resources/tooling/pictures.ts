/**
 * `npm run pictures [-- FOLDER] [--english] [--dark]`: a picture of every screen of a fresh demo station, for the manual and for
 * looking at what was changed. Default folder `.state/pictures`.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../main/start/browser.ts';
import { surroundings } from '../../main/start/command-line.ts';
import { root } from './checks/run-program.ts';
import { visitScreens } from './e2e/screens.ts';
import { startStation } from './e2e/station.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { english: { type: 'boolean' }, dark: { type: 'boolean' }, wide: { type: 'boolean' } },
});
const folder = path.resolve(
  process.env['INIT_CWD'] ?? root,
  positionals[0] ?? path.join(root, '.state/pictures'),
);
const program = findBrowser(surroundings());
if (program === undefined) {
  process.stderr.write('未找到 Chromium / no Chromium found\n');
  process.exit(1);
}
await mkdir(folder, { recursive: true });
const station = await startStation();
const browser = await chromium.launch({
  executablePath: program,
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: values.dark === true ? 'dark' : 'light',
    viewport: values.wide === true ? { width: 1920, height: 1080 } : { width: 1366, height: 768 },
  });
  const page = await context.newPage();
  await page.goto(station.url);
  if (values.english === true) {
    await page.evaluate(() => localStorage.setItem('language', 'en'));
    await page.reload();
  }
  await page.locator('.demo-account').first().waitFor();
  await page.screenshot({ path: path.join(folder, 'log-in.png') });
  await visitScreens(page, async ({ name }) => {
    // Thumbnails and drawings come right after the heading.
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    process.stdout.write(`${name}.png\n`);
  });
} finally {
  await browser.close();
  await station.stop();
}
process.stdout.write(`${folder}\n`);
