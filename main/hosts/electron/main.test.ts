import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ElectronHostOptions, runElectronHost } from './main.ts';
import { app, ipcMain, MessageChannelMain, recorded, resetElectron } from './testing/electron-double.ts';

const sample = fileURLToPath(new URL('./testing/station-service-sample.ts', import.meta.url));
let folder: string;
let said: string[];

beforeEach(async () => {
  resetElectron();
  said = [];
  folder = await mkdtemp(path.join(os.tmpdir(), 'electron-host-'));
  await mkdir(path.join(folder, 'renderer'));
  await writeFile(path.join(folder, 'renderer/index.html'), '<!doctype html><title>station</title>');
});
afterEach(async () => {
  if (recorded.children.length > 0 && recorded.exitCode === undefined) {
    const ended = once(app, 'double:exit');
    app.quit();
    await ended;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal);
  await rm(folder, { recursive: true });
});

function options(change: Partial<ElectronHostOptions> = {}): ElectronHostOptions {
  return {
    start: { profile: 'evidence-room', dataFolder: folder, demo: false },
    kiosk: false,
    preloadPath: '/preload.cjs',
    servicePath: sample,
    staticFolder: path.join(folder, 'renderer'),
    userDataFolder: path.join(folder, 'electron'),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    say: (line) => said.push(line),
    ...change,
  };
}

/** Asks the installed scheme handler as Chromium would. */
async function ask(url: string, init?: RequestInit): Promise<Response> {
  const handler = recorded.handlers.get('app');
  if (handler === undefined) throw new Error('no handler was installed');
  return handler(new Request(url, init));
}

async function serviceReady(index = 0): Promise<void> {
  const child = recorded.children[index];
  if (child === undefined) throw new Error('no service was started');
  await once(child, 'message');
}

describe('the Electron host', () => {
  it('locks itself down before anything is shown', async () => {
    await runElectronHost(options());
    expect(recorded.calls.slice(0, 6)).toEqual([
      'setPath userData',
      'requestSingleInstanceLock',
      'enableSandbox',
      'registerSchemesAsPrivileged',
      'whenReady',
      'setApplicationMenu null',
    ]);
    expect(recorded.crashReports).toMatchObject({ uploadToServer: false });
    expect(recorded.schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
      },
    ]);
    const [window] = recorded.windows;
    expect(window?.loaded).toEqual(['app://station/']);
    expect(window?.shown).toBe(true);
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      devTools: false,
      preload: '/preload.cjs',
    });
  });

  it('does not start twice on one data folder', async () => {
    recorded.instanceLock = false;
    await runElectronHost(options());
    expect(recorded.exitCode).toBe(1);
    expect(recorded.windows).toEqual([]);
    expect(said.join()).toContain(folder);
  });

  it('brings the window to the front at a second start', async () => {
    await runElectronHost(options());
    app.emit('second-instance');
    expect(recorded.windows[0]?.focused).toBe(1);
  });

  it('answers pages from its folder and routes from the service process', async () => {
    await runElectronHost(options());
    await serviceReady();
    const page = await ask('app://station/');
    expect([page.status, await page.text()]).toEqual([200, '<!doctype html><title>station</title>']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const post = await ask('app://station/pictures', {
      method: 'POST',
      headers: { origin: 'app://station' },
      body: new Uint8Array(100_000),
    });
    expect(await post.json()).toEqual({ method: 'POST', length: 100_000 });
    expect((await ask('app://station/none')).status).toBe(404);
    expect((await ask('app://station/stopped')).status).toBe(200);
    const failed = await ask('app://station/fail');
    expect([failed.status, await failed.text()]).toEqual([500, 'internal error\n']);
  });

  it('refuses changes from other origins, other hosts and paths out of its folder', async () => {
    await runElectronHost(options());
    await serviceReady();
    for (const origin of [undefined, 'null', 'https://evil.example', 'app://station.evil', 'app://other']) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const answer = await ask('app://station/pictures', { method: 'POST', body: 'x', headers });
      expect([origin, answer.status]).toEqual([origin, 403]);
    }
    for (const url of [
      'app://other/',
      'app://station.evil/',
      'app://station/..%2fsecret',
      'app://station/%2e%2e/%2e%2e/etc/passwd',
    ]) {
      expect([url, (await ask(url)).status]).toEqual([url, 404]);
    }
  });

  it('hands a page its port once, and a new page again', async () => {
    await runElectronHost(options());
    await serviceReady();
    const [window] = recorded.windows;
    const offer = (): MessageChannelMain => {
      const channel = new MessageChannelMain();
      ipcMain.emit('station:connect', {
        sender: window?.webContents,
        senderFrame: { url: 'app://station/', parent: null },
        ports: [channel.port1],
      });
      return channel;
    };
    offer();
    const refused = offer();
    expect(refused.port1.closed).toBe(true);
    expect(recorded.children[0]?.portsReceived).toMatchObject([
      { message: { kind: 'port', session: { kind: 'electron' } } },
    ]);
    window?.webContents.emit('did-navigate', {}, 'app://station/');
    expect(offer().port1.closed).toBe(false);
    expect(recorded.children[0]?.portsReceived).toHaveLength(2);
  });

  it('starts crashed services again, answers meanwhile, and loads the pages anew', async () => {
    await runElectronHost(options());
    await serviceReady();
    const pending = ask('app://station/crash');
    expect((await pending).status).toBe(503);
    expect((await ask('app://station/pictures')).status).toBe(503);
    const [window] = recorded.windows;
    if (window === undefined) throw new Error('no window');
    await once(window, 'ready-to-show');
    expect(recorded.children).toHaveLength(2);
    expect(window.loaded).toEqual(['app://station/', 'app://station/']);
  });

  it('says in words why the station cannot start, and ends', async () => {
    await runElectronHost(options({ start: { profile: 'broken', dataFolder: folder, demo: false } }));
    await once(app, 'double:exit');
    expect(recorded.exitCode).toBe(1);
    expect(recorded.errorBoxes.join()).toContain('数据目录正在使用');
  });

  it('ends its services before it ends itself', async () => {
    await runElectronHost(options());
    await serviceReady();
    app.emit('window-all-closed');
    await once(app, 'double:exit');
    expect(recorded.exitCode).toBe(0);
    expect(recorded.children[0]?.child.exitCode).toBe(0);
  });

  it('opens a terminal window again when it is closed', async () => {
    await runElectronHost(options({ kiosk: true }));
    expect(recorded.windows[0]?.options).toMatchObject({ kiosk: true, frame: false, fullscreen: true });
    expect(recorded.calls).toContain('setAlwaysOnTop true screen-saver');
    expect(recorded.calls).toContain('powerSaveBlocker prevent-display-sleep');
    app.emit('window-all-closed');
    expect(recorded.windows).toHaveLength(2);
    expect(recorded.exitCode).toBeUndefined();
  });
});
