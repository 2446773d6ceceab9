import { expect, type Locator, type Page } from '@playwright/test';

/** 门禁: the live screen of the door, a recorded passage and its replay. */
export class GatePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** What the screen says about who and what passes now. */
  get sentences(): Locator {
    return this.page.locator('.live-sentences');
  }

  /** The figures on the drawing of the floor. */
  get walkers(): Locator {
    return this.page.locator('.floor-walker');
  }

  async openNewestPassage(): Promise<void> {
    const journal = this.main.getByRole('region', { name: '通行记录' });
    await journal.getByRole('rowheader').first().click();
    await expect(this.main.getByRole('heading', { level: 2, name: '回放' })).toBeVisible();
  }

  /** Plays the passage at eight times its speed until its end. */
  async playToTheEnd(): Promise<void> {
    await this.main.getByRole('button', { name: /^速度/ }).click();
    await this.page.getByRole('option', { name: '8×' }).click();
    const track = this.main.getByRole('slider', { name: '时间' });
    await expect(track).toHaveValue('0');
    await this.main.getByRole('button', { name: '播放' }).click();
    const end = (await track.getAttribute('max')) ?? '';
    await expect
      .poll(async () => Number(await track.inputValue()), { timeout: 20_000 })
      .toBeGreaterThan(Number(end) - 200);
    await expect(this.main.getByRole('button', { name: '播放' })).toBeVisible();
  }

  /** @returns lines of the exported trace */
  async exportTrace(): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.main.getByRole('button', { name: '导出原始数据' }).click(),
    ]);
    return download.path();
  }
}
