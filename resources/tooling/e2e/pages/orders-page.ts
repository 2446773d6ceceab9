import { expect, type Page } from '@playwright/test';

export interface Application {
  readonly purpose: string;
  readonly item: string;
  readonly reason: string;
  readonly destination: string;
}

/** 单据: from the application to the hand-over. */
export class OrdersPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Fills the form and sends it for approval. @returns the number of the order */
  async apply({ purpose, item, reason, destination }: Application): Promise<string> {
    const main = this.page.getByRole('main');
    await this.page.getByRole('button', { name: '新建调用申请' }).click();
    await main
      .locator('label')
      .filter({ hasText: new RegExp(`^${purpose}$`) })
      .click();
    await main.getByRole('searchbox').fill(item);
    await main
      .getByRole('button', { name: `加入 ${item}`, disabled: false })
      .first()
      .click();
    await main.getByRole('textbox', { name: /^去向/ }).fill(destination);
    await main.getByRole('textbox', { name: /^事由/ }).fill(reason);
    // A year on: far enough not to be in the past whatever day the tests run on.
    await main.getByRole('spinbutton', { name: /^年/ }).click();
    await this.page.keyboard.type(`${new Date().getFullYear() + 1}01020900`);
    await main.getByRole('button', { name: '提交审批' }).click();
    await expect(main).toContainText(/调-\d+-\d+/);
    return /调-\d+-\d+/.exec((await main.textContent()) ?? '')?.[0] ?? '';
  }

  async open(number: string): Promise<void> {
    await this.page.getByRole('navigation', { name: '栏目' }).getByRole('link', { name: '单据' }).click();
    await this.page.getByRole('rowheader', { name: number }).click();
    const whole = this.page
      .getByRole('link', { name: '打开单据' })
      .or(this.page.getByRole('button', { name: '打开单据' }));
    await whole.first().click();
    await expect(this.page.getByRole('main')).toContainText(number);
  }

  /** An act that needs words beside the order: 同意, 放行 … */
  async act(
    name: string,
    button: RegExp,
    words?: { readonly label: RegExp; readonly text: string },
  ): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name, exact: true }).click();
    const panel = this.page
      .getByRole('complementary')
      .filter({ has: this.page.getByRole('button', { name: button }) });
    if (words !== undefined) await panel.getByRole('textbox', { name: words.label }).fill(words.text);
    await panel.getByRole('button', { name: button }).click();
  }
}
