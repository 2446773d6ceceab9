import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ShellPage } from './pages/shell-page.ts';
import { expect, test } from './station.ts';

const HEAD = '编号,测试日期,体重\n';
const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a mapping is set up with a file, the file is taken for real, and a folder receives by itself', async ({
  stationPage: page,
}) => {
  test.setTimeout(120_000);
  const shell = new ShellPage(page);
  const main = page.getByRole('main');
  const beside = page.locator('aside.side-panel');
  const inbox = await mkdtemp(path.join(os.tmpdir(), 'inbox-'));
  try {
    await shell.logInAs('单位管理员');
    await shell.open('/devices/imports');
    await main
      .locator('input[type="file"]')
      .last()
      .setInputFiles(
        fileOf('样例.csv', `${HEAD}320106,2026-03-15 09:42,65.5\n320107,2026-03-15 09:50,6550\n`),
      );
    await main.getByRole('button', { name: /^试读结果/ }).click();
    await expect(main.getByRole('button', { name: '正式导入这个文件' })).toBeDisabled();
    await main.getByRole('button', { name: '保存方案' }).click();
    await beside.getByLabel('方案名称').fill('InBody 体检室');
    await beside.getByRole('button', { name: '保存方案' }).click();
    await main.getByRole('button', { name: '正式导入这个文件' }).click();
    await main.getByRole('link', { name: '查看收到的结果' }).click();

    await expect(main.getByRole('heading', { name: '收到的结果', level: 1 })).toBeVisible();
    const waiting = main.getByRole('row').filter({ hasText: '等人处理' });
    await expect(waiting).toContainText('有 1 条记录不合对应关系');
    await waiting.getByRole('rowheader').click();
    await expect(beside.getByText('超出合理范围（体重）')).toBeVisible();
    await beside.getByRole('button', { name: '导入可用的部分' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('理由').fill('第二条请本人重测');
    await dialog.getByRole('button', { name: '导入可用的部分' }).click();
    await expect(beside.getByText('导入 1 条、1 条拒收')).toBeVisible();

    await beside.getByRole('button', { name: '查看原件' }).click();
    await dialog.getByRole('button', { name: '查看并记录' }).click();
    await expect(dialog.getByText('320106,2026-03-15 09:42,65.5')).toBeVisible();
    await dialog.getByRole('button', { name: '关闭' }).click();

    await main.getByRole('link', { name: '接收途径' }).click();
    await main.getByRole('button', { name: '新增接收途径' }).click();
    await beside.getByLabel('名称').fill('体检室文件夹');
    await beside.getByRole('button', { name: /方案/ }).click();
    await page.getByRole('option', { name: /InBody 体检室/ }).click();
    await beside.getByRole('textbox', { name: /^文件夹/ }).fill(inbox);
    await beside.getByRole('button', { name: '保存途径' }).click();
    await expect(main.getByRole('row').filter({ hasText: '体检室文件夹' })).toContainText('正在接收');

    await mkdir(path.join(inbox, 'taken'));
    await writeFile(path.join(inbox, 'day.csv'), `${HEAD}320108,2026-03-16 08:00,58\n`);
    await main.getByRole('link', { name: '收到的结果' }).click();
    const taken = main.getByRole('row').filter({ hasText: 'day.csv' });
    await expect(taken).toContainText('已导入', { timeout: 30_000 });
    await expect(taken).toContainText('体检室文件夹');
    await expect
      .poll(async () => [await readdir(inbox), await readdir(path.join(inbox, 'taken'))], { timeout: 30_000 })
      .toEqual([['taken'], ['day.csv']]);
  } finally {
    await rm(inbox, { recursive: true, force: true });
  }
});
