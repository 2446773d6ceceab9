import { readFile, readdir } from 'node:fs/promises';
import { ShellPage } from './pages/shell-page.ts';
import { expect, startStation, test } from './station.ts';

const lamps = '一号库通道门（虚拟）：正常';

test('a station that falls and rises again says so, keeps the draft and goes on without a reload', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const first = await startStation();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(first.url);
  const shell = new ShellPage(page);
  const main = page.getByRole('main');
  await shell.logInAs('办案人');
  await shell.open('/items/new');
  await main.getByRole('textbox', { name: /^名称/ }).fill('红色折叠刀');

  await first.kill();
  const banner = page.locator('.connection-banner');
  await expect(banner).toContainText('与本机服务断开');
  await expect(main.getByRole('textbox', { name: /^名称/ })).toHaveValue('红色折叠刀');

  const second = await startStation(['--port', new URL(first.origin).port], first.dataFolder);
  try {
    await expect(banner).toContainText('工作站已重新启动', { timeout: 20_000 });
    // `npm start` opens a window of its own; its session admits the old one as well.
    const opened = await context.newPage();
    await opened.goto(second.url);
    await expect(opened.locator('.demo-account').first()).toBeVisible();
    await opened.close();

    await expect(page.getByText('工作站重新启动过，请重新登录')).toBeVisible({ timeout: 20_000 });
    await expect(banner).toBeHidden();
    await shell.logInAs('办案人');
    await expect(main.getByRole('textbox', { name: /^名称/ })).toHaveValue('红色折叠刀');
  } finally {
    await context.close();
    await second.stop();
  }
});

test('devices come back by themselves after their process fell, and the screen says how often', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const station = await startStation();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(station.url);
    const shell = new ShellPage(page);
    await shell.logInAs('单位管理员');
    await shell.open('/devices');
    const main = page.getByRole('main');
    await expect(main.getByText('没有重启过')).toBeVisible();
    await expect(page.getByRole('banner').getByRole('button', { name: lamps })).toBeVisible();

    process.kill(await childOf(station.process.pid, 'start-devices'), 'SIGKILL');
    await expect(main.getByText('本次启动以来重启过 1 次')).toBeVisible({ timeout: 20_000 });
    await expect(main.getByText('设备服务运行中')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('banner').getByRole('button', { name: lamps })).toBeVisible({
      timeout: 30_000,
    });
  } finally {
    await context.close();
    await station.stop();
  }
});

/** The process below `parent` whose command line names `program` (Linux only, as is this test's machine). */
async function childOf(parent: number | undefined, program: string): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [status, command] = await Promise.all([
      readFile(`/proc/${name}/status`, 'utf8').catch(() => ''),
      readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => ''),
    ]);
    const above = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
    if (above === parent && command.includes(program)) return Number(name);
  }
  throw new Error(`no child of the station runs ${program}`);
}
