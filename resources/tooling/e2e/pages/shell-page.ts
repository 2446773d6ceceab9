import { expect, type Page } from '@playwright/test';

/** Accounts of the demo tiles, by the post as it is called in Chinese: the tiles speak the language of the screen. */
const accounts = {
  保管员: 'baoguan1',
  保管负责人: 'fuzeren1',
  办案人: 'banan1',
  办案部门负责人: 'dadui1',
  单位负责人: 'juzhang1',
  督察: 'ducha1',
  单位管理员: 'guanli1',
} as const;
export type DemoRole = keyof typeof accounts;

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
      .filter({ has: this.page.getByText(accounts[role], { exact: true }) });
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
