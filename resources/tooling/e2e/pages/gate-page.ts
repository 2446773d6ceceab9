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

  /** Goes to the middle of the replay: before it the door is still empty, after it empty again. */
  async seekMiddle(): Promise<void> {
    const track = this.main.getByRole('slider', { name: '时间' });
    await track.fill(String(Math.round(Number(await track.getAttribute('max')) / 200) * 100));
  }
}
