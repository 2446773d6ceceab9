import { expect, type Page } from '@playwright/test';

/** Names of roles on the demo tiles of the log-in screen. */
export type DemoRole =
  | '保管员'
  | '保管负责人'
  | '办案人'
  | '办案部门负责人'
  | '单位负责人'
  | '督察'
  | '单位管理员';

/** The frame around every screen: log-in, rail, person menu. */
export class ShellPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** @returns name of the person behind the tile */
  async logInAs(role: DemoRole): Promise<string> {
    const tile = this.page
      .locator('.demo-account')
      .filter({ has: this.page.getByText(role, { exact: true }) });
    const name = (await tile.first().locator('span').first().textContent()) ?? '';
    await tile.first().click();
    await expect(this.page.getByRole('navigation').first()).toBeVisible();
    return name;
  }

  async logOut(): Promise<void> {
    await this.page.getByRole('banner').getByRole('button').last().click();
    // The last line of the person's menu, in whichever language.
    await this.page.getByRole('menuitem').last().click();
    await expect(this.page.locator('.demo-account').first()).toBeVisible();
  }

  /** A line of the rail. */
  async go(name: string | RegExp): Promise<void> {
    await this.page.getByRole('navigation', { name: '栏目' }).getByRole('link', { name }).click();
  }

  /** Goes to an address of the profile, `/items`. */
  async open(address: string): Promise<void> {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, address);
  }
}
