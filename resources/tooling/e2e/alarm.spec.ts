import { GatePage } from './pages/gate-page.ts';
import { ShellPage } from './pages/shell-page.ts';
import { VirtualRoomPage } from './pages/virtual-room-page.ts';
import { expect, test } from './station.ts';

test('an item carried out without an order sounds the alarm, locks the door and has its pictures', async ({
  stationPage: page,
}) => {
  test.setTimeout(180_000);
  const shell = new ShellPage(page);
  const room = new VirtualRoomPage(page);

  await shell.logInAs('保管负责人');
  await shell.go(/门禁/);
  await new GatePage(page).knowsItsShelf();
  await room.unfold();
  await room.walk('从外面进来');
  await room.walk('从库内出去', ['运动鞋']);
  const banner = page.getByRole('alert').filter({ hasText: '财物未经批准出库' });
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(room.signals).toContainText('声响：正在响');
  await expect(room.signals).toContainText('门锁：锁着');

  await banner.getByRole('link', { name: '处理报警' }).click();
  const main = page.getByRole('main');
  // The pictures come with the passage's record, which waits until everybody has gone.
  await expect(main.getByRole('img').first()).toBeVisible({ timeout: 60_000 });
  await main.getByRole('button', { name: '我来处理' }).click();
  await expect(main.getByText('已确认').first()).toBeVisible();

  await main.getByRole('button', { name: '授权开门' }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByRole('textbox', { name: /理由/ }).fill('已当场拦下，财物放回原处');
  await dialog.getByRole('button', { name: /^打开/ }).click();
  await expect(room.signals).toContainText('门锁：可以通过');
  await expect(room.signals).toContainText('声响：安静');
  await expect(main.getByRole('list', { name: '经过' })).toContainText('已当场拦下');
});
