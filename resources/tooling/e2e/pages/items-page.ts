import { expect, type Page } from '@playwright/test';

export interface NewItem {
  readonly name: string;
  readonly unit: string;
  readonly listNumber: string;
  readonly grams: string;
}

/** 财物: the list, the form of a new item, the page of one. */
export class ItemsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Registers an item of the first case that the form offers; ends on the page of the item. */
  async register(item: NewItem): Promise<void> {
    const main = this.page.getByRole('main');
    await main.getByRole('button', { name: '登记财物' }).click();
    await main.getByRole('combobox', { name: /^案件/ }).click();
    await this.page.getByRole('option').first().click();
    await main.getByRole('textbox', { name: /^名称/ }).fill(item.name);
    await this.#choose(/类别必填$/, undefined);
    await this.#choose(/现场物证类别必填$/, undefined);
    await this.#choose(/计量单位必填$/, item.unit);
    await main.getByRole('textbox', { name: '清单编号' }).fill(item.listNumber);
    await main.getByRole('textbox', { name: '毛重' }).fill(item.grams);
    await main.getByRole('button', { name: '登记这件财物' }).click();
    await expect(main.getByRole('heading', { level: 1, name: item.name })).toBeVisible();
  }

  /** Takes the picture of the front with the document camera, here Chromium's own test picture. */
  async photograph(): Promise<void> {
    await this.page.getByRole('button', { name: '添加照片' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '拍正面' }).click();
    const keep = dialog.getByRole('button', { name: '仍然保存' });
    const stored = this.page.getByText('正面照片已保存');
    await expect(keep.or(stored).first()).toBeVisible();
    if (await keep.isVisible()) await keep.click();
    await expect(stored).toBeVisible();
    await dialog.getByRole('button', { name: '完成' }).click();
  }

  async submit(): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: '提交移交' }).click();
    await expect(this.page.getByRole('main').getByText('待移交').first()).toBeVisible();
  }

  /** Chooses in a list; without words the first one. */
  async #choose(label: RegExp, words: string | undefined): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: label }).first().click();
    const options = this.page.getByRole('option');
    await (words === undefined ? options.first() : options.filter({ hasText: words }).first()).click();
  }
}
