import { chromium } from '@playwright/test';
import { findBrowser } from '../../../main/start/browser.ts';
import { surroundings } from '../../../main/start/command-line.ts';
import { ShellPage } from '../e2e/pages/shell-page.ts';
import { echo, installProbe, type Sight, watchValue } from './page-probe.ts';

export interface DevicePage {
  /** Every text that the first live value of the device has shown, and when the frame with it was drawn. */
  sights(): Promise<readonly Sight[]>;
  /** Milliseconds of calls over the page's own socket, there and back. */
  echoes(count: number): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** The device page of a station with the demo world's accounts, in the system's Chromium, beside the device named. */
export async function openDevicePage(url: string, title: string): Promise<DevicePage> {
  const executablePath = findBrowser(surroundings());
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--no-first-run'],
  });
  try {
    const context = await browser.newContext({
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 1366, height: 768 },
    });
    const page = await context.newPage();
    await page.addInitScript(installProbe);
    await page.goto(url);
    const shell = new ShellPage(page);
    await shell.logInAs('单位管理员');
    await shell.open('/devices');
    await page.getByRole('main').getByText(title, { exact: true }).first().click();
    await page.locator('aside.side-panel').getByText('实时读数').waitFor();
    await page.evaluate(watchValue);
    return {
      sights: () => page.evaluate(() => window.benchProbe.sights),
      echoes: (count) => page.evaluate(echo, count),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
