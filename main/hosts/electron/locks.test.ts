import { describe, expect, it, beforeEach } from 'vitest';
import { createManualClock } from '../../../drivers/transport/manual-clock.ts';
import { kioskSwallows, stationSwallows } from './kiosk.ts';
import { lockNavigation } from './navigation.ts';
import { isStationUrl } from './origin.ts';
import { lockPermissions } from './permissions.ts';
import { refusalOfHandover } from './port-handover.ts';
import { reloadDecision, watchRenderer } from './renderer-watch.ts';
import { app, BrowserWindow, recorded, resetElectron, session } from './testing/electron-double.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
beforeEach(resetElectron);

/** Addresses that look like ours to a careless comparison. */
const lookAlikes = [
  'app://station.evil.example/',
  'app://stations/',
  'app://station@evil.example/',
  'app://evil.example/app://station/',
  'app://station:8080/',
  'app://user@station/',
  'app:station',
  'app:///station/',
  'https://station/',
  'file:///station/index.html',
  'about:blank',
  'data:text/html,app://station/',
  'javascript:alert(1)',
  'blob:https://evil.example/1',
  'not an address',
  '',
];

describe('the station origin', () => {
  it.each(lookAlikes)('is not %s', (address) => {
    expect(isStationUrl(address)).toBe(false);
  });
  it.each(['app://station/', 'app://station', 'app://station/items?q=1#x'])('is %s', (address) => {
    expect(isStationUrl(address)).toBe(true);
  });
});

describe('the port handover', () => {
  const good = { sender: { id: 1 }, senderFrame: { url: 'app://station/', parent: null }, ports: [{}] };
  const windows = new Set([1]);
  const none = new Set<number>();

  it('accepts the main frame of our own window, once', () => {
    expect(refusalOfHandover(good, windows, none)).toBeUndefined();
    expect(refusalOfHandover(good, windows, new Set([1]))).toBe('already-connected');
  });
  it('refuses a frame that is gone, a sub-frame, a stranger and a wrong number of ports', () => {
    expect(refusalOfHandover({ ...good, senderFrame: null }, windows, none)).toBe('no-frame');
    expect(
      refusalOfHandover({ ...good, senderFrame: { url: 'app://station/', parent: {} } }, windows, none),
    ).toBe('sub-frame');
    expect(refusalOfHandover({ ...good, sender: { id: 2 } }, windows, none)).toBe('unknown-window');
    expect(refusalOfHandover({ ...good, ports: [] }, windows, none)).toBe('not-one-port');
    expect(refusalOfHandover({ ...good, ports: [{}, {}] }, windows, none)).toBe('not-one-port');
  });
  it.each(lookAlikes)('refuses a frame at %s', (url) => {
    expect(refusalOfHandover({ ...good, senderFrame: { url, parent: null } }, windows, none)).toBe(
      'foreign-origin',
    );
  });
});

describe('permissions', () => {
  const window = (): Electron.WebContents =>
    new BrowserWindow({}).webContents as unknown as Electron.WebContents;

  function asked(permission: string, details: object): boolean {
    lockPermissions(session.defaultSession);
    let granted: boolean | undefined;
    recorded.permissionRequest?.(
      window(),
      permission as 'media',
      (answer) => (granted = answer),
      details as Electron.PermissionRequest,
    );
    if (granted === undefined) throw new Error('no answer');
    return granted;
  }
  function checked(permission: string, origin: string, details: object): boolean {
    lockPermissions(session.defaultSession);
    return (
      recorded.permissionCheck?.(
        window(),
        permission as 'media',
        origin,
        details as Electron.PermissionCheckHandlerHandlerDetails,
      ) ?? true
    );
  }
  const camera = { isMainFrame: true, requestingUrl: 'app://station/', mediaTypes: ['video'] };

  it('grants the camera to our own page', () => {
    expect(asked('media', camera)).toBe(true);
    expect(checked('media', 'app://station/', { isMainFrame: true, mediaType: 'video' })).toBe(true);
  });
  it('denies the microphone, sub-frames and strangers', () => {
    expect(asked('media', { ...camera, mediaTypes: ['video', 'audio'] })).toBe(false);
    expect(asked('media', { ...camera, mediaTypes: ['audio'] })).toBe(false);
    expect(asked('media', { ...camera, mediaTypes: [] })).toBe(false);
    expect(asked('media', { isMainFrame: true, requestingUrl: 'app://station/' })).toBe(false);
    expect(asked('media', { ...camera, isMainFrame: false })).toBe(false);
    for (const requestingUrl of lookAlikes) expect(asked('media', { ...camera, requestingUrl })).toBe(false);
    expect(checked('media', 'app://station/', { isMainFrame: true, mediaType: 'audio' })).toBe(false);
    for (const origin of lookAlikes)
      expect(checked('media', origin, { isMainFrame: true, mediaType: 'video' })).toBe(false);
  });
  it.each([
    'geolocation',
    'notifications',
    'hid',
    'serial',
    'usb',
    'midi',
    'clipboard-read',
    'fullscreen',
    'openExternal',
    'display-capture',
    'pointerLock',
    'fileSystem',
    'unknown',
  ])('denies %s to our own page', (permission) => {
    expect(asked(permission, camera)).toBe(false);
    expect(checked(permission, 'app://station/', { isMainFrame: true, mediaType: 'video' })).toBe(false);
  });
  it('denies devices and screen capture', () => {
    lockPermissions(session.defaultSession);
    expect(
      recorded.devicePermission?.({ deviceType: 'usb', origin: 'app://station', device: {} as never }),
    ).toBe(false);
    let streams: unknown = 'unanswered';
    recorded.displayMedia?.({} as never, (answer) => (streams = answer));
    expect(streams).toBeNull();
  });
});

describe('navigation', () => {
  function attempt(event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate', url: string): boolean {
    resetElectron();
    lockNavigation(app as unknown as Pick<Electron.App, 'on'>, quiet);
    const { webContents } = new BrowserWindow({});
    let prevented = false;
    webContents.emit(event, { url, preventDefault: () => (prevented = true) });
    return !prevented;
  }
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'] as const)('%s stays at home', (event) => {
    expect(attempt(event, 'app://station/items')).toBe(true);
    for (const url of lookAlikes) expect([url, attempt(event, url)]).toEqual([url, false]);
  });
  it('opens no window and attaches no webview', () => {
    lockNavigation(app as unknown as Pick<Electron.App, 'on'>, quiet);
    const { webContents } = new BrowserWindow({});
    expect(webContents.openHandler?.({ url: 'app://station/' } as Electron.HandlerDetails)).toEqual({
      action: 'deny',
    });
    let prevented = false;
    webContents.emit('will-attach-webview', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });
});

describe('keys', () => {
  const press = (key: string, modifiers: Partial<Record<'control' | 'alt' | 'meta', boolean>> = {}) => ({
    type: 'keyDown',
    key,
    control: false,
    alt: false,
    meta: false,
    ...modifiers,
  });
  it('a terminal swallows what leads out of it', () => {
    const out = [
      press('F5'),
      press('F11'),
      press('F4', { alt: true }),
      press('r', { control: true }),
      press('R', { control: true }),
      press('p', { control: true }),
      press('w', { control: true }),
      press('I', { control: true }),
      press('l', { meta: true }),
      press('ContextMenu'),
    ];
    expect(out.map(kioskSwallows)).toEqual(out.map(() => true));
  });
  it('a terminal lets a person type, copy and move', () => {
    const stay = [
      press('a'),
      press('中'),
      press('Enter'),
      press('Tab'),
      press('F'),
      press('c', { control: true }),
      press('v', { control: true }),
    ];
    expect(stay.map(kioskSwallows)).toEqual(stay.map(() => false));
  });
  it('a desktop keeps printing and zoom, and loses reload and developer tools', () => {
    expect([press('p', { control: true }), press('F5')].map(stationSwallows)).toEqual([false, false]);
    expect(
      [press('r', { control: true }), press('I', { control: true }), press('F12')].map(stationSwallows),
    ).toEqual([true, true, true]);
  });
});

describe('a broken renderer', () => {
  it('is loaded again three times in ten minutes, then the safe screen comes', () => {
    expect(reloadDecision([], 0)).toBe('reload');
    expect(reloadDecision([0, 1, 2], 3)).toBe('give-up');
    expect(reloadDecision([0, 1, 2], 600_001)).toBe('reload');
  });

  it('is ended when it hangs, and left alone when it recovers or ends cleanly', async () => {
    const clock = createManualClock();
    const { webContents } = new BrowserWindow({});
    let loads = 0;
    let gaveUp = 0;
    watchRenderer(
      webContents as unknown as Electron.WebContents,
      clock,
      () => (loads += 1),
      () => (gaveUp += 1),
      quiet,
    );
    webContents.emit('unresponsive');
    webContents.emit('responsive');
    await clock.advance(20_000);
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(loads).toBe(0);
    for (let count = 0; count < 4; count += 1) {
      webContents.emit('unresponsive');
      await clock.advance(10_000);
    }
    expect([loads, gaveUp]).toEqual([3, 1]);
  });
});
