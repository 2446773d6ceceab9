import { expect, type Locator, type Page } from '@playwright/test';

/** More steps than any screen has targets; who needs more has lost his way. */
const MOST_STEPS = 120;

/** A person without a mouse: Tab, Enter, Space, arrow keys, Escape and letters. Notes wherever the focus was lost or unseen. */
export class Keyboard {
  readonly page: Page;
  /** One line for each place where the focus could not be seen; stays empty. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  async type(words: string): Promise<void> {
    // Slower than a scanner, or the station takes it for one.
    await this.page.keyboard.type(words, { delay: 60 });
  }

  /** Goes on by Tab until the target has the focus; Shift+Tab where it stands before. */
  async reach(target: Locator, way: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target.first()).toBeVisible();
    // Tab passes by what cannot be pressed yet.
    await expect(target.first()).toBeEnabled();
    // Held on to: while a list of choices is open, everything else is hidden from the roles it is found by.
    const element = await target.first().elementHandle();
    for (let step = 0; step < MOST_STEPS; step++) {
      if ((await element?.evaluate((it) => it === document.activeElement)) === true) {
        await this.#look();
        return;
      }
      await this.page.keyboard.press(way);
      await this.#look();
    }
    throw new Error(`not reached by ${way}: ${String(target)}`);
  }

  /** Reaches a button or link and presses it. */
  async use(target: Locator, way: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.reach(target, way);
    await this.press('Enter');
  }

  async fill(target: Locator, words: string): Promise<void> {
    await this.reach(target);
    await this.press('Control+a');
    await this.type(words);
  }

  /** Opens a list of choices and takes the one with these words; without words the first. */
  async choose(target: Locator, words?: string): Promise<void> {
    await this.reach(target);
    await this.press('ArrowDown');
    const options = this.page.getByRole('option');
    await expect(options.first()).toBeVisible();
    if (words !== undefined) await this.type(words);
    else if ((await this.page.locator('[role="option"][data-focused]').count()) === 0)
      await this.press('ArrowDown');
    await this.press('Enter');
    await expect(options).toHaveCount(0);
  }

  /** Ctrl K: finds a thing by its number and opens it. */
  async open(words: string): Promise<void> {
    await this.press('Control+k');
    const palette = this.page.getByRole('dialog');
    await expect(palette).toBeVisible();
    await this.type(words);
    await expect(palette.getByRole('option').filter({ hasText: words }).first()).toBeVisible();
    await this.press('Enter');
    await expect(palette).toBeHidden();
  }

  /** What has the focus must be in the window, and drawn. */
  async #look(): Promise<void> {
    const seen = await this.page.evaluate(() => {
      const element = document.activeElement;
      // Past the last stop of the page Tab goes to the browser's own bar, and from there to the first stop again.
      if (element === null || element === document.body) return undefined;
      const what = `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30) ?? ''}`;
      // Where the focus goes by itself after an act, not a stop of the Tab key.
      if (element.getAttribute('tabindex') === '-1') return undefined;
      const box = element.getBoundingClientRect();
      if (box.bottom < 0 || box.right < 0 || box.top > innerHeight || box.left > innerWidth)
        return `out of sight: ${what}`;
      // A cell of a drawing thickens its frame.
      const frame = element instanceof SVGElement ? element.querySelector('rect, .cabinet-body') : null;
      if (frame !== null && Number.parseFloat(getComputedStyle(frame).strokeWidth) >= 3) return undefined;
      for (let one: Element | null = element, up = 0; one !== null && up < 4; one = one.parentElement, up++) {
        const style = getComputedStyle(one);
        if (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) return undefined;
        if (style.boxShadow !== 'none') return undefined;
      }
      // A choice box is drawn by its label, the hidden input has the focus.
      const drawn = element.closest('label')?.querySelector('[data-focus-visible], .radio-mark, .check-mark');
      if (drawn !== null && drawn !== undefined) return undefined;
      if (element.closest('[data-focus-visible]') !== null) return undefined;
      return `not drawn: ${what}`;
    });
    if (seen !== undefined) this.complaints.push(seen);
  }
}
