import { expect, type Locator, type Page } from '@playwright/test';

type Way = '从库内出去' | '从外面进来' | '到门口又折回' | '从门外经过' | '在库内门口站一会儿';

/** 虚拟设备: the panel beside every screen of the demo, played as a newcomer plays it. */
export class VirtualRoomPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get #room(): Locator {
    return this.page.getByRole('region', { name: '虚拟房间' });
  }

  async unfold(): Promise<void> {
    if (await this.#room.isVisible()) return;
    await this.page.getByRole('button', { name: '虚拟设备' }).click();
    await expect(this.#room).toBeVisible();
  }

  /** Names of the first people one can play. */
  async people(count: number): Promise<string[]> {
    const names = this.#room.getByRole('group', { name: '扮演谁' }).getByRole('button').locator('strong');
    await expect(names.nth(count - 1)).toBeVisible();
    return (await names.allTextContents()).slice(0, count);
  }

  async play(person: string): Promise<void> {
    await this.#room.getByRole('group', { name: '扮演谁' }).getByRole('button', { name: person }).click();
  }

  /** 门口的声光和门锁, as somebody in the room hears and sees them. */
  get signals(): Locator {
    return this.#room.getByRole('list', { name: '门口的声光和门锁' });
  }

  /** Account and password of the person played, as the card says them. */
  async account(): Promise<{ readonly account: string; readonly password: string }> {
    const words = (await this.#room.locator('.virtual-card').textContent()) ?? '';
    const [, account = '', password = ''] = /账号 (\S+)，密码 (\S+)/.exec(words) ?? [];
    return { account, password };
  }

  async tap(where: '柜台刷卡' | '门口刷卡'): Promise<void> {
    await this.#room.getByRole('button', { name: where }).click();
  }

  async layBlankTag(): Promise<void> {
    await this.#unfoldPart('柜台发卡器');
    await this.#room.getByRole('button', { name: '放一张空白标签' }).click();
    await expect(this.#room.getByRole('list', { name: '发卡器上的标签' })).toContainText('空白标签');
  }

  /** Walks through the door and waits until the walk is over. */
  async walk(way: Way, items: readonly string[] = []): Promise<void> {
    await this.setOut(way, items);
    await expect(this.#room.getByRole('progressbar')).toBeVisible();
    await expect(this.#room.getByRole('progressbar')).toBeHidden({ timeout: 20_000 });
  }

  /** Begins to walk; others may set out meanwhile. */
  async setOut(way: Way, items: readonly string[] = []): Promise<void> {
    await this.makeReady(way, items);
    await this.#room.getByRole('button', { name: items.length === 0 ? /空手走$/ : /件走$/ }).click();
  }

  /** Everything up to the last button. */
  async makeReady(way: Way, items: readonly string[] = []): Promise<void> {
    await this.#room.getByRole('group', { name: '怎么走' }).getByRole('button', { name: way }).click();
    for (const item of items) {
      const search = this.#room.getByRole('searchbox').or(this.#room.getByRole('textbox')).first();
      if (await search.isVisible()) await search.fill(item);
      await this.#room.locator('.virtual-item').filter({ hasText: item }).first().click();
    }
  }

  /**
   * Whoever is ready sets out, then each of the others so many milliseconds after the one before. The buttons are pressed
   * inside the page: on a busy machine the three would be far apart otherwise.
   */
  async setOutTogether(
    ready: string,
    others: readonly { readonly person: string; readonly way: Way; readonly after: number }[],
  ): Promise<void> {
    await this.#room.evaluate(
      async (room, { first, rest }) => {
        const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
        const press = async (is: (words: string) => boolean): Promise<void> => {
          for (;;) {
            const button = [...room.querySelectorAll('button')].find(
              (one) => !one.disabled && is(one.textContent ?? ''),
            );
            if (button !== undefined) return button.click();
            await pause(20);
          }
        };
        const go = (person: string) => press((words) => words.startsWith(person) && words.endsWith('走'));
        await go(first);
        for (const { person, way, after } of rest) {
          await pause(after);
          await press((words) => words.startsWith(person) && !words.endsWith('走'));
          await press((words) => words === way);
          await go(person);
        }
      },
      { first: ready, rest: others },
    );
  }

  async #unfoldPart(title: string): Promise<void> {
    const head = this.#room.locator('summary').filter({ hasText: title });
    if (
      (await head.count()) > 0 &&
      !(await head.evaluate((it) => (it.parentElement as HTMLDetailsElement).open))
    ) {
      await head.click();
    }
  }
}
