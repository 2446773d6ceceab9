import { expect, startStation, test, type RunningStation } from './station.ts';

test.describe('the loopback host in a real browser', () => {
  let station: RunningStation;
  test.beforeEach(async () => {
    station = await startStation();
  });
  test.afterEach(async () => {
    expect(await station.stop()).toBe(0);
  });

  test('lets the first window in and keeps a second one out', async ({ browser }) => {
    const first = await browser.newContext();
    const page = await first.newPage();
    await page.goto(station.url);
    expect(page.url()).toBe(`${station.origin}/`);
    const cookies = await first.cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']]);

    const second = await browser.newContext();
    const stranger = await second.newPage();
    const answer = await stranger.goto(station.url);
    expect(answer?.status()).toBe(401);
    await expect(stranger.getByRole('heading', { name: '请重新打开工作站' })).toBeVisible();
    await first.close();
    await second.close();
  });

  test('opens its line to its own page and to no other', async ({ browser }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(station.url);
    const connect = (address: string) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address);
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      });
    const address = `${station.origin.replace('http', 'ws')}/rpc`;
    expect(await page.evaluate(connect, address)).toBe('open');
    const foreign = await context.newPage();
    await foreign.goto('data:text/html,<title>elsewhere</title>');
    expect(await foreign.evaluate(connect, address)).toBe('refused');
    await context.close();
  });

  test('runs nothing that the page was not built with', async ({ browser }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(station.url);
    const outcome = await page.evaluate(() => {
      const script = document.createElement('script');
      let refused = '';
      try {
        script.text = 'window.injected = true;';
        document.head.append(script);
      } catch (error) {
        refused = (error as Error).name;
      }
      return { injected: 'injected' in window, refused };
    });
    expect(outcome).toEqual({ injected: false, refused: 'TypeError' });
    await context.close();
  });
});
