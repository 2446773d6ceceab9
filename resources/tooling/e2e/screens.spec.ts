import type { Page } from '@playwright/test';
import { seriousFindings } from './accessibility.ts';
import { visitScreens } from './screens.ts';
import { expect, test } from './station.ts';

/** Faults the browser or a screen tells while screens are visited. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

async function fell(page: Page): Promise<boolean> {
  return (await page.getByText('client.screen_failed').count()) > 0;
}

test('every screen opens without a fault and without a serious finding of accessibility', async ({
  stationPage: page,
}) => {
  test.setTimeout(300_000);
  const found = listen(page);
  await visitScreens(page, async ({ name }) => {
    if (await fell(page)) found.push(`${name}: fell`);
    found.push(...(await seriousFindings(page, name)));
  });
  expect([...new Set(found)]).toEqual([]);
});

test('every screen opens without a fault in English and leaves no Chinese word of its own', async ({
  stationPage: page,
}) => {
  test.setTimeout(300_000);
  const found = listen(page);
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  await page.reload();
  await visitScreens(page, async ({ name }) => {
    if (await fell(page)) found.push(`${name}: fell`);
    // Names of the rail and of buttons are ours; names of people, cases and things are data and stay as they are.
    const own = await page.locator('nav a, main h1 + * button, main .button').allTextContents();
    for (const words of own) if (/^[\u4E00-\u9FFF]{2,}$/.test(words.trim())) found.push(`${name}: ${words}`);
  });
  expect([...new Set(found)]).toEqual([]);
});
