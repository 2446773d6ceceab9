import { expect, type Locator, type Page } from '@playwright/test';

/** 虚拟设备: the panel beside every screen of the demo, played as a newcomer plays it. */
export class VirtualRoomPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get #room(): Locator {
    return this.page.getByRole('region', { name: '虚拟房间' });
  }

  async unfold(): Promise<void> {
    if (await this.#room.isVisible()) return;
    await this.page.getByRole('button', { name: '虚拟设备' }).click();
    await expect(this.#room).toBeVisible();
  }

  async play(person: string): Promise<void> {
    await this.#room.getByRole('group', { name: '扮演谁' }).getByRole('button', { name: person }).click();
  }

  /** 门口的声光和门锁, as somebody in the room hears and sees them. */
  get signals(): Locator {
    return this.#room.getByRole('list', { name: '门口的声光和门锁' });
  }

  /** Account and password of the person played, as the card says them. */
  async account(): Promise<{ readonly account: string; readonly password: string }> {
    const words = (await this.#room.locator('.virtual-card').textContent()) ?? '';
    const [, account = '', password = ''] = /账号 (\S+)，密码 (\S+)/.exec(words) ?? [];
    return { account, password };
  }

  async tap(where: '柜台刷卡' | '门口刷卡'): Promise<void> {
    await this.#room.getByRole('button', { name: where }).click();
  }

  async layBlankTag(): Promise<void> {
    await this.#unfoldPart('柜台发卡器');
    await this.#room.getByRole('button', { name: '放一张空白标签' }).click();
    await expect(this.#room.getByRole('list', { name: '发卡器上的标签' })).toContainText('空白标签');
  }

  /** Walks through the door and waits until the walk is over. */
  async walk(way: '从库内出去' | '从外面进来', items: readonly string[] = []): Promise<void> {
    await this.#room.getByRole('group', { name: '怎么走' }).getByRole('button', { name: way }).click();
    for (const item of items) {
      const search = this.#room.getByRole('searchbox').or(this.#room.getByRole('textbox')).first();
      if (await search.isVisible()) await search.fill(item);
      await this.#room.locator('.virtual-item').filter({ hasText: item }).first().click();
    }
    await this.#room.getByRole('button', { name: items.length === 0 ? /空手走$/ : /件走$/ }).click();
    await expect(this.#room.getByRole('progressbar')).toBeVisible();
    await expect(this.#room.getByRole('progressbar')).toBeHidden({ timeout: 20_000 });
  }

  async #unfoldPart(title: string): Promise<void> {
    const head = this.#room.locator('summary').filter({ hasText: title });
    if (
      (await head.count()) > 0 &&
      !(await head.evaluate((it) => (it.parentElement as HTMLDetailsElement).open))
    ) {
      await head.click();
    }
  }
}
