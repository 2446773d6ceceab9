import { ShellPage } from './pages/shell-page.ts';
import { expect, test } from './station.ts';

test('waist and hip are typed at the keypad and come as readings', async ({ stationPage: page }) => {
  const shell = new ShellPage(page);
  const main = page.getByRole('main');
  const beside = page.locator('aside.side-panel');
  await shell.logInAs('单位管理员');
  await shell.open('/devices');
  await main.getByRole('button', { name: '培训' }).click();
  await beside.locator('.select-button').click();
  await page.getByRole('option', { name: '腰围臀围（数字键盘）' }).click();
  await beside.getByRole('button', { name: '开始培训' }).click();

  const pad = beside.getByRole('group', { name: '腰围', exact: true });
  for (const key of ['8', '2', '小数点', '5'])
    await pad.getByRole('button', { name: key, exact: true }).click();
  await expect(pad.getByRole('status', { name: '腰围' })).toContainText('82.5');
  await beside.getByRole('button', { name: '确认腰围' }).click();
  await expect(beside.getByText('已记下，请再量一次后输入。')).toBeVisible();

  // The focus is on a key of the screen; the numeric keypad beside it works all the same.
  await page.keyboard.press('Numpad8');
  await page.keyboard.press('Numpad3');
  await page.keyboard.press('NumpadEnter');
  await expect(beside.getByText('已记录 82.8 厘米（82.5、83.0）。')).toBeVisible();
  await expect(beside.locator('.live-values')).toContainText('82.8');

  await expect(beside.getByRole('group', { name: '臀围', exact: true })).toBeVisible();
  for (const key of ['Numpad3', 'Numpad8', 'NumpadEnter']) await page.keyboard.press(key);
  await beside.getByRole('button', { name: '38 英寸（96.5 厘米）' }).click();
  await expect(beside.locator('.live-values')).toContainText('96.5');
});
