import type { Page } from '@playwright/test';
import { demoPassword } from '../../../main/start/demo-world/county.ts';
import { Keyboard } from './pages/keyboard.ts';
import { expect, test } from './station.ts';

const item = '红色折叠刀';

test('a whole day goes without a mouse: register, photo, intake, order, approval, hand-over', async ({
  stationPage: page,
}) => {
  test.setTimeout(180_000);
  const keys = new Keyboard(page);
  const main = page.getByRole('main');

  await logIn(keys, 'banan1');
  await register(keys);
  await importPhoto(keys);
  await keys.use(main.getByRole('button', { name: '提交移交' }), 'Shift+Tab');
  await expect(main.getByText('待移交').first()).toBeVisible();
  await logOut(keys);

  await logIn(keys, 'baoguan1');
  await takeIn(keys);
  await logOut(keys);

  await logIn(keys, 'banan1');
  await keys.open(item);
  await keys.use(main.getByRole('button', { name: '申请调用' }));
  const number = await apply(keys);
  await logOut(keys);

  await logIn(keys, 'dadui1');
  await keys.open(number);
  await keys.use(main.getByRole('button', { name: '同意', exact: true }));
  const panel = page.locator('aside.side-panel');
  await keys.fill(panel.getByRole('textbox', { name: /审批意见/ }), '同意');
  await keys.use(panel.getByRole('button', { name: /^同意调用/ }));
  await expect(main.getByText('已批准').first()).toBeVisible();
  await logOut(keys);

  await logIn(keys, 'baoguan1');
  await keys.open(number);
  await keys.use(main.getByRole('button', { name: '放行', exact: true }));
  await expect(panel).toBeVisible();
  await keys.press('Escape');
  await expect(panel).toBeHidden();
  await keys.use(main.getByRole('button', { name: '放行', exact: true }));
  await keys.use(panel.getByRole('button', { name: /^放行 1 件/ }));
  await keys.use(main.getByRole('button', { name: '交接出库', exact: true }));
  await keys.reach(panel.getByRole('checkbox'));
  await keys.press('Space');
  await keys.fill(panel.getByRole('textbox', { name: '账号' }), 'banan1');
  await keys.fill(panel.getByLabel('密码'), demoPassword);
  await keys.use(panel.getByRole('button', { name: '签收 1 件' }));
  await expect(main.getByText('已交接').first()).toBeVisible();

  expect([...new Set(keys.complaints)]).toEqual([]);
});

/** Typed, not by the tile of the demo: the account has the focus when the screen opens. */
async function logIn(keys: Keyboard, account: string): Promise<void> {
  await keys.fill(keys.page.getByRole('textbox', { name: '账号' }), account);
  await keys.fill(keys.page.getByLabel('密码'), demoPassword);
  await keys.press('Enter');
  await expect(keys.page.getByRole('navigation', { name: '栏目' })).toBeVisible();
}

async function logOut(keys: Keyboard): Promise<void> {
  await keys.press('Control+k');
  await keys.type('退出登录');
  await expect(keys.page.getByRole('option').filter({ hasText: '退出登录' })).toBeVisible();
  await keys.press('Enter');
  await expect(keys.page.getByRole('textbox', { name: '账号' })).toBeVisible();
}

async function register(keys: Keyboard): Promise<void> {
  const main = keys.page.getByRole('main');
  await keys.use(keys.page.getByRole('navigation', { name: '栏目' }).getByRole('link', { name: '财物' }));
  await keys.use(main.getByRole('button', { name: '登记财物' }));
  await keys.choose(main.getByRole('combobox', { name: /^案件/ }));
  await keys.fill(main.getByRole('textbox', { name: /^名称/ }), item);
  await keys.choose(main.getByRole('button', { name: /类别必填$/ }).first());
  await keys.choose(main.getByRole('button', { name: /现场物证类别必填$/ }));
  await keys.choose(main.getByRole('button', { name: /计量单位必填$/ }), '把');
  await keys.fill(main.getByRole('textbox', { name: '清单编号' }), '扣字第 88 号');
  await keys.fill(main.getByRole('textbox', { name: '毛重' }), '120.5');
  await keys.use(main.getByRole('button', { name: '登记这件财物' }));
  await expect(main.getByRole('heading', { level: 1, name: item })).toBeVisible();
}

async function importPhoto(keys: Keyboard): Promise<void> {
  const { page } = keys;
  await keys.use(page.getByRole('main').getByRole('button', { name: '添加照片' }));
  const dialog = page.getByRole('dialog');
  await keys.reach(dialog.getByRole('tab', { selected: true }));
  await keys.press('ArrowRight');
  const choosing = page.waitForEvent('filechooser');
  await keys.use(dialog.getByRole('button', { name: '选择照片' }));
  await (await choosing).setFiles({ name: 'knife.png', mimeType: 'image/png', buffer: await picture(page) });
  await expect(dialog.getByText('已保存').first()).toBeVisible();
  await keys.press('Escape');
  await expect(dialog).toBeHidden();
}

/** A picture as a phone would bring it, drawn in the page. */
async function picture(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const context = canvas.getContext('2d');
    for (let x = 0; x < 640; x += 20) context?.fillRect(x, (x * 7) % 400, 10, 60);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}

/** The five steps at the counter; the tag is typed, as when the desk reader is broken. */
async function takeIn(keys: Keyboard): Promise<void> {
  const { page } = keys;
  const main = page.getByRole('main');
  await keys.use(main.getByRole('button', { name: '柜台入库' }));
  await keys.reach(main.getByRole('row').nth(1));
  while (!(await main.locator('[role="row"]:focus, [role="row"]:focus-within').textContent())?.includes(item))
    await keys.press('ArrowDown');
  await keys.press('Enter');
  await keys.use(main.getByRole('button', { name: '财物已到柜台，开始验收' }));
  await keys.fill(main.getByRole('textbox', { name: /^清点数量/ }), '1');
  await keys.fill(main.getByRole('textbox', { name: /^称重/ }), '120.5');
  await keys.reach(main.getByRole('radio').first());
  await keys.press('Space');
  await keys.fill(main.getByRole('textbox', { name: /^外观状况/ }), '完好');
  await keys.use(main.getByRole('button', { name: '与清单比对' }));
  await keys.use(main.getByRole('button', { name: '下一步：标签' }));
  await keys.reach(main.locator('summary').filter({ hasText: '手工输入标签号' }));
  await keys.press('Enter');
  await keys.fill(main.getByRole('textbox', { name: /^标签号/ }), 'D066863848910AE332C3F1A5');
  await keys.use(main.getByRole('button', { name: '绑定标签' }));
  await keys.use(main.getByRole('button', { name: '下一步：选格口' }));
  await keys.use(main.getByRole('button', { name: '放这里' }));
  await keys.use(main.getByRole('button', { name: '下一步：送交人确认' }));
  await keys.fill(main.getByRole('textbox', { name: '账号' }), 'banan1');
  await keys.fill(main.getByLabel('密码'), demoPassword);
  await keys.use(main.getByRole('button', { name: '确认移交入库' }));
  await expect(main.getByText(/^已放在/)).toBeVisible();
}

/** The item is on the list already, because one came from its page. @returns the number of the order */
async function apply(keys: Keyboard): Promise<string> {
  const main = keys.page.getByRole('main');
  await expect(main.getByText('清单上的财物（1 件）')).toBeVisible();
  await keys.reach(main.getByRole('radio').first());
  await keys.press('ArrowRight');
  await keys.press('ArrowRight');
  await expect(main.getByRole('radio', { name: '检验' })).toBeChecked();
  await keys.fill(main.getByRole('textbox', { name: /^去向/ }), '县局技术室');
  await keys.fill(main.getByRole('textbox', { name: /^事由/ }), '检验刀刃');
  await keys.use(main.getByRole('button', { name: '3 天后' }));
  await keys.use(main.getByRole('button', { name: '提交审批' }));
  await expect(main).toContainText(/调-\d+-\d+/);
  return /调-\d+-\d+/.exec((await main.textContent()) ?? '')?.[0] ?? '';
}
