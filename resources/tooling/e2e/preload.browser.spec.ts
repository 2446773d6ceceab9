import path from 'node:path';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * The built preload in an isolated world of a real Chromium (engineering notes 3.2): real worlds, real port transfer, real
 * origins. Only `ipcRenderer.postMessage` is stood in for: it answers over the port it was given, as the services would.
 */
const isolatedWorld = (preload: string): string => `(() => {
  const require = (name) => {
    if (name !== 'electron') throw new Error('not in a sandboxed preload: ' + name);
    return { ipcRenderer: { postMessage(channel, message, ports) {
      reportHandover(JSON.stringify({ channel, message, ports: ports.length }));
      ports[0].onmessage = ({ data }) => ports[0].postMessage({ answer: data });
    } } };
  };
  const module = { exports: {} };
  (function (require, module, exports) {${preload}\n})(require, module, module.exports);
  globalThis.preloadWorld = true;
})();`;

test('the preload hands over one port a page load and shows the page nothing', async ({ browser }) => {
  const preload = readFileSync(path.join(root, '.build/electron/preload.cjs'), 'utf8');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route('http://station.test/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>station</title>' }),
  );
  const devtools = await context.newCDPSession(page);
  const handovers: unknown[] = [];
  devtools.on('Runtime.bindingCalled', ({ payload }) => handovers.push(JSON.parse(payload)));
  await devtools.send('Runtime.enable');
  await devtools.send('Page.enable');
  await devtools.send('Runtime.addBinding', { name: 'reportHandover', executionContextName: 'preload' });
  await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
    source: isolatedWorld(preload),
    worldName: 'preload',
  });

  const offer = (): Promise<string> =>
    page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(JSON.stringify(data));
          window.postMessage('station:connect', window.location.origin, [port2]);
          port1.postMessage('你好');
        }),
    );
  /** Resolves when the page's own messages of before have been delivered, so that silence is an answer. */
  const delivered = (): Promise<void> =>
    page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          window.addEventListener('message', ({ data }) => {
            if (data === 'marker') resolve();
          });
          window.postMessage('marker', window.location.origin);
        }),
    );

  await page.goto('http://station.test/');
  expect(
    await page.evaluate(() =>
      ['preloadWorld', 'reportHandover', 'require', 'process'].filter((name) => name in window),
    ),
  ).toEqual([]);

  await page.evaluate(() => {
    window.postMessage('station:connect', window.location.origin);
    window.postMessage('something else', window.location.origin, [new MessageChannel().port2]);
    const { port1, port2 } = new MessageChannel();
    window.postMessage('station:connect', window.location.origin, [port1, port2]);
  });
  await delivered();
  expect(handovers).toEqual([]);

  expect(await offer()).toBe('{"answer":"你好"}');
  expect(handovers).toEqual([{ channel: 'station:connect', message: null, ports: 1 }]);
  await page.evaluate(() =>
    window.postMessage('station:connect', window.location.origin, [new MessageChannel().port2]),
  );
  await delivered();
  expect(handovers).toHaveLength(1);

  await page.reload();
  expect(await offer()).toBe('{"answer":"你好"}');
  expect(handovers).toHaveLength(2);

  await page.reload();
  await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/inner';
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.onload = resolve;
    });
    const inner = frame.contentWindow;
    if (inner === null) throw new Error('no frame');
    const script = frame.contentDocument?.createElement('script');
    if (script === undefined) throw new Error('no document');
    script.text = `parent.postMessage('station:connect', location.origin, [new MessageChannel().port2]);`;
    frame.contentDocument?.body.append(script);
  });
  await delivered();
  expect(handovers).toHaveLength(2);
  await context.close();
});
