import { expect, type Locator, type Page } from '@playwright/test';

/** 财物: the list, the form of a new item, the page of one. */
export class ItemsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Registers an item of the first case that the list of cases offers. @returns its evidence code */
  async register(item: { readonly name: string; readonly unit: string }): Promise<string> {
    await this.page.getByRole('button', { name: '登记财物' }).click();
    const cases = this.page.getByRole('combobox', { name: '案件' });
    await cases.click();
    await this.page.getByRole('option').first().click();
    await this.page.getByRole('textbox', { name: /^名称/ }).fill(item.name);
    await this.#choose(/^类别/, 0);
    await this.#choose(/^物证类别|^现场/, 0);
    await this.#choose(/^计量单位|^单位/, item.unit);
    await this.page.getByRole('button', { name: '登记这件财物' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: item.name })).toBeVisible();
    return (await this.page.locator('.page-header .fixed, .page-header code').first().textContent()) ?? '';
  }

  async #choose(label: RegExp, option: number | string): Promise<void> {
    const field: Locator = this.page.getByRole('button', { name: label }).first();
    await field.click();
    const options = this.page.getByRole('option');
    await (typeof option === 'number'
      ? options.nth(option)
      : options.filter({ hasText: option }).first()
    ).click();
  }
}
