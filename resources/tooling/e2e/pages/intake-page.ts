import { expect, type Page } from '@playwright/test';

/** 入库 at the counter: five steps. */
export class IntakePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async begin(item: string): Promise<void> {
    await this.page.getByRole('button', { name: '柜台入库' }).click();
    await this.page.getByRole('main').getByText(item).first().click();
    await this.page.getByRole('main').getByRole('button', { name: '财物已到柜台，开始验收' }).click();
  }

  /** Counts and weighs without seeing the list, then compares. */
  async check(seen: { readonly count: string; readonly grams: string }): Promise<void> {
    const main = this.page.getByRole('main');
    await main.getByRole('textbox', { name: /^清点数量/ }).fill(seen.count);
    await main.getByRole('textbox', { name: /^称重/ }).fill(seen.grams);
    await main.getByText('完好', { exact: true }).first().click();
    await main.getByRole('textbox', { name: /^外观状况/ }).fill('完好');
    await main.getByRole('button', { name: '与清单比对' }).click();
    await expect(main.getByText('都相符，可以继续。')).toBeVisible();
    await main.getByRole('button', { name: '下一步：标签' }).click();
  }

  /** Writes the blank tag that lies on the desk and binds it. */
  async bindTag(): Promise<void> {
    const main = this.page.getByRole('main');
    await expect(main.getByText('读到一枚空白标签')).toBeVisible();
    await main.getByRole('button', { name: '写标签并绑定' }).click();
    await expect(main.getByText('读到了，就是这件财物的标签')).toBeVisible();
  }

  async takeProposedCell(): Promise<void> {
    const main = this.page.getByRole('main');
    await main.getByRole('button', { name: '下一步：选格口' }).click();
    const take = main.getByRole('button', { name: '放这里' });
    await expect(take.or(main.getByText('没有合适的空格')).first()).toBeVisible();
    await take.click();
    await main.getByRole('button', { name: '下一步：送交人确认' }).click();
  }

  async confirm(credential: { readonly account: string; readonly password: string }): Promise<void> {
    const main = this.page.getByRole('main');
    await main.getByRole('textbox', { name: '账号' }).fill(credential.account);
    await main.getByLabel('密码').fill(credential.password);
    await main.getByRole('button', { name: '确认移交入库' }).click();
    await expect(main.getByText(/^已放在/)).toBeVisible();
  }
}
