import { IntakePage } from './pages/intake-page.ts';
import { ItemsPage } from './pages/items-page.ts';
import { ShellPage } from './pages/shell-page.ts';
import { VirtualRoomPage } from './pages/virtual-room-page.ts';
import { expect, test } from './station.ts';

test('a seized item is registered, photographed, checked at the counter, tagged and stored', async ({
  stationPage: page,
}) => {
  test.setTimeout(90_000);
  const shell = new ShellPage(page);
  const items = new ItemsPage(page);
  const intake = new IntakePage(page);
  const room = new VirtualRoomPage(page);
  const item = { name: '红色折叠刀', unit: '把', listNumber: '扣字第 88 号', grams: '120.5' };

  const officer = await shell.logInAs('办案人');
  await shell.go('财物');
  await items.register(item);
  await items.photograph();
  await items.submit();
  await shell.logOut();

  await room.unfold();
  await room.play(officer);
  const credential = await room.account();
  await shell.logInAs('保管员');
  await intake.begin(item.name);
  await intake.check({ count: '1', grams: item.grams });
  await room.layBlankTag();
  await intake.bindTag();
  await intake.takeProposedCell();
  await intake.confirm(credential);

  await page.getByRole('main').getByRole('button', { name: '打开这件财物' }).click();
  await expect(page.getByRole('main').getByText('在库').first()).toBeVisible();
  await expect(
    page.getByRole('main').getByRole('list', { name: '经过' }).getByRole('listitem'),
  ).not.toHaveCount(0);
});
