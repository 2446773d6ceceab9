import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

/** A door is judged at the earliest 2 s after its people are gone, at the latest 15 s after they came; pictures follow. */
const RECORD_MILLISECONDS = 40_000;
/** A door that was just switched on learns its shelf for 15 s. */
const LEARN_MILLISECONDS = 45_000;

/** 门禁: the live door, its journal, one passage with its replay. */
export class GatePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get #main(): Locator {
    return this.page.getByRole('main');
  }

  get state(): Locator {
    return this.#main.locator('.live-state');
  }

  /** Waits until the door reads and has learnt its shelf: nobody walks before. */
  async knowsItsShelf(): Promise<void> {
    const door = this.#main.locator('.live-door-words');
    await expect(door).toContainText(/每秒 [1-9]\d* 次/, { timeout: LEARN_MILLISECONDS });
    await expect(this.state).not.toHaveAttribute('data-state', 'learning', { timeout: LEARN_MILLISECONDS });
  }

  /**
   * Watches the live door from now on, until all these people were named at one moment, in words and in the drawing, and
   * all these words were said. Watches inside the page: what is there for a second would be missed from outside.
   * @returns whoever was seen together at most, and everything that was said
   */
  async watch(
    people: readonly string[],
    words: readonly string[],
  ): Promise<{ readonly together: readonly string[]; readonly said: string }> {
    return this.#main.evaluate(
      async (main, wanted) => {
        const said = new Set<string>();
        let together: string[] = [];
        const all = (): string => [...said].join('\n');
        for (let turn = 0; turn < 800; turn += 1) {
          const lines = main.querySelector('.live-sentences')?.textContent ?? '';
          const drawn = main.querySelector('.floor-plan')?.textContent ?? '';
          said.add(lines);
          const named = wanted.people.filter((name) => lines.includes(name) && drawn.includes(name));
          if (named.length > together.length) together = named;
          const complete = together.length === wanted.people.length;
          if (complete && wanted.words.every((one) => all().includes(one))) break;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return { together, said: all() };
      },
      { people, words },
    );
  }

  async startDrill(siren: '不出声' | '短响一声'): Promise<void> {
    const button = this.#main.getByRole('button', { name: '开始演练' });
    const dialog = this.page.getByRole('dialog');
    // Whoever has no mouse leaves a dialog by Escape, and is back where he came from.
    await button.click();
    await expect(dialog).toBeFocused();
    await this.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();
    await button.click();
    await dialog.getByText(siren).click();
    await dialog.getByRole('button', { name: '开始演练' }).click();
    await expect(this.#main.getByText('演练中')).toBeVisible();
  }

  async endDrill(): Promise<void> {
    await this.#main.getByRole('button', { name: '结束演练' }).click();
    await expect(this.#main.getByText('演练中')).toBeHidden();
  }

  /** Opens the newest passage with this outcome once it is on record. */
  async openRecorded(outcome: string, person: string): Promise<void> {
    const row = this.#main.getByRole('row').filter({ hasText: outcome }).filter({ hasText: person }).first();
    await expect(row).toBeVisible({ timeout: RECORD_MILLISECONDS });
    await row.getByRole('rowheader').click();
    await expect(this.#main.getByRole('heading', { level: 1 })).toContainText('的通行');
  }

  /** Plays the passage to its end, as fast as it goes. */
  async replay(): Promise<void> {
    await expect(this.#main.getByText('结论与记录一致')).toBeVisible({ timeout: 20_000 });
    await this.#main.getByRole('button', { name: /速度/ }).click();
    await this.page.getByRole('option', { name: '8×' }).click();
    const place = this.#main.getByRole('slider', { name: '时间' });
    const end = await place.getAttribute('max');
    await this.#main.getByRole('button', { name: '播放' }).click();
    await expect(place).toHaveValue(end ?? '', { timeout: 20_000 });
    await expect(this.#main.getByRole('button', { name: '播放' })).toBeVisible();
  }

  /** 为什么: with what would have been decided otherwise. */
  async readWhy(): Promise<void> {
    const why = this.#main.getByRole('region', { name: /^为什么/ });
    await expect(why.getByText('如果有放行的单据：').first()).toBeVisible({ timeout: 20_000 });
  }

  /** What the record says of everything that passed or may have: `出库 99%`, sorted. */
  async decided(): Promise<string[]> {
    // The first of two: what did not pass is folded away below.
    const table = this.#main.getByRole('region', { name: '财物', exact: true }).locator('table').first();
    const rows = await table.locator('tbody tr').all();
    const said = await Promise.all(
      rows.map(async (row) => (await row.locator('td').allInnerTexts()).slice(0, 2).join(' ')),
    );
    return said.map((words) => words.replaceAll(/\s+/g, ' ').trim()).sort();
  }

  /** 导出原始数据. @returns the file, and when its passage began */
  async exportTrace(): Promise<{ readonly file: string; readonly from: number }> {
    const waiting = this.page.waitForEvent('download');
    await this.#main.getByRole('button', { name: '导出原始数据' }).click();
    const download = await waiting;
    const name = /^gate-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d+Z)\.jsonl$/.exec(
      download.suggestedFilename(),
    );
    const from = Date.parse(`${name?.[1]}:${name?.[2]}:${name?.[3]}.${name?.[4]}`);
    const file = await download.path();
    expect((await readFile(file, 'utf8')).startsWith('{"header"')).toBe(true);
    return { file, from };
  }
}
