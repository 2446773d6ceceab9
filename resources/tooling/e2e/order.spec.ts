import { OrdersPage } from './pages/orders-page.ts';
import { ShellPage } from './pages/shell-page.ts';
import { VirtualRoomPage } from './pages/virtual-room-page.ts';
import { expect, test } from './station.ts';

test('an item leaves on an approved order, is carried through the door, and everything is on record', async ({
  stationPage: page,
}) => {
  test.setTimeout(150_000);
  const shell = new ShellPage(page);
  const orders = new OrdersPage(page);
  const room = new VirtualRoomPage(page);

  const officer = await shell.logInAs('办案人');
  await shell.go('单据');
  const number = await orders.apply({
    purpose: '检验',
    item: '运动鞋',
    reason: '送检验室比对鞋印',
    destination: '县局技术室',
  });
  await shell.logOut();

  await shell.logInAs('办案部门负责人');
  await orders.open(number);
  await orders.act('同意', /^同意调用/, { label: /审批意见/, text: '同意' });
  await expect(page.getByRole('main').getByText('已批准').first()).toBeVisible();
  await shell.logOut();

  await room.unfold();
  await room.play(officer);
  const { account, password } = await room.account();
  await shell.logInAs('保管员');
  await orders.open(number);
  await orders.act('放行', /^放行 1 件/);
  await expect(page.getByRole('main').getByText(/通道门放行到/)).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: '交接出库', exact: true }).click();
  const panel = page.locator('aside.side-panel');
  await panel.getByText('运动鞋').click();
  await panel.getByRole('textbox', { name: '账号' }).fill(account);
  await panel.getByLabel('密码').fill(password);
  await panel.getByRole('button', { name: '签收 1 件' }).click();
  await expect(page.getByRole('main').getByText('已交接').first()).toBeVisible();
  // There is more than one pair of shoes in the room, and the order lets this one out.
  const [code = ''] = /W[0-9A-Z]{23}/.exec((await page.getByRole('main').textContent()) ?? '') ?? [];

  await room.walk('从外面进来');
  await room.tap('门口刷卡');
  await room.walk('从库内出去', [code.slice(-6)]);
  await shell.go(/门禁/);
  const row = page.getByRole('main').getByRole('row').nth(1);
  await expect(row).toContainText('按单出库', { timeout: 40_000 });
  await expect(row).toContainText(officer);
  await expect(page.getByRole('banner').getByText('无报警')).toBeVisible();
});
