import { randomUUID } from 'node:crypto';
import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  session,
  utilityProcess,
} from 'electron';
import { systemClock } from '../../../drivers/transport/transport.ts';
import type { HostLog } from '../session.ts';
import { lockKeys } from './kiosk.ts';
import { lockNavigation } from './navigation.ts';
import { stationOrigin } from './origin.ts';
import { lockPermissions } from './permissions.ts';
import { createPortHandover, type PortHandover } from './port-handover.ts';
import { watchRenderer } from './renderer-watch.ts';
import { handleStationScheme, registerStationScheme } from './scheme.ts';
import type { ServiceStart } from './service-messages.ts';
import { createStationService } from './station-service.ts';
import { stoppedPath, withStoppedPage } from './stopped-page.ts';
import { stationWindowOptions } from './window.ts';

export interface ElectronHostOptions {
  readonly start: ServiceStart;
  /** A public terminal: frameless, locked keys, comes back when closed. */
  readonly kiosk: boolean;
  /** Absolute paths of the preload's CommonJS file, of the service process's module and of the built renderer. */
  readonly preloadPath: string;
  readonly servicePath: string;
  readonly staticFolder: string;
  /** Electron's own files (cookies, caches, crash dumps) inside the data folder; also what the single-instance lock is about. */
  readonly userDataFolder: string;
  readonly log: HostLog;
  readonly say: (line: string) => void;
}

/**
 * The whole start of the Electron host, in order. Resolves when the first window is being loaded; the application then lives
 * until it is quit. Resolves without a window when another instance holds the data folder.
 */
export async function runElectronHost(options: ElectronHostOptions): Promise<void> {
  const { kiosk, log } = options;
  app.setPath('userData', options.userDataFolder);
  if (!app.requestSingleInstanceLock()) {
    options.say(
      `数据目录正被另一个工作站使用：${options.start.dataFolder} / this data folder is in use by another station`,
    );
    app.exit(1);
    return;
  }
  crashReporter.start({ uploadToServer: false, compress: true });
  app.enableSandbox();
  registerStationScheme(protocol);
  lockNavigation(app, log);

  await app.whenReady();
  Menu.setApplicationMenu(null);
  lockPermissions(session.defaultSession);

  const windows = new Set<BrowserWindow>();
  const service = createStationService({
    modulePath: options.servicePath,
    start: options.start,
    utilityProcess,
    clock: systemClock,
    log,
    onReady: (first) => {
      if (!first) for (const window of windows) void window.loadURL(`${stationOrigin}/`);
    },
    onFailed: (words) => {
      options.say(words);
      dialog.showErrorBox('工作站无法启动 / The station cannot start', words);
      void service.stop().then(() => app.exit(1));
    },
  });
  service.start();
  handleStationScheme(protocol, {
    staticFolder: options.staticFolder,
    fetchHandler: withStoppedPage(service.fetchHandler),
    session: { id: randomUUID(), kind: 'electron' },
    log,
  });
  const handover = createPortHandover(ipcMain, (port) => service.connect(port), log);
  const open = (): BrowserWindow => openWindow(options, windows, handover);

  app.on('second-instance', () => {
    const [window] = windows;
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('child-process-gone', (_event, { type, reason }) =>
    log.error({ type, reason }, 'a helper process is gone'),
  );
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void service.stop().then(() => {
      stopped = true;
      for (const window of windows) window.destroy();
      app.exit(0);
    });
  });
  app.on('window-all-closed', () => {
    if (kiosk) open();
    else app.quit();
  });
  powerMonitor.on('resume', () => service.resumed());
  powerMonitor.on('shutdown', () => app.quit());
  if (kiosk) powerSaveBlocker.start('prevent-display-sleep');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

  open();
}

function openWindow(
  options: ElectronHostOptions,
  windows: Set<BrowserWindow>,
  handover: PortHandover,
): BrowserWindow {
  const window = new BrowserWindow(stationWindowOptions(options.preloadPath, options.kiosk));
  const { webContents } = window;
  windows.add(window);
  window.once('closed', () => windows.delete(window));
  window.once('ready-to-show', () => window.show());
  if (options.kiosk) window.setAlwaysOnTop(true, 'screen-saver');
  handover.admit(webContents);
  lockKeys(webContents, options.kiosk);
  const load = (path: string): void => {
    window.loadURL(`${stationOrigin}${path}`).catch((error: unknown) => {
      options.log.error({ error: String(error) }, 'a page could not be loaded');
    });
  };
  watchRenderer(
    webContents,
    systemClock,
    () => load('/'),
    () => load(stoppedPath),
    options.log,
  );
  load('/');
  return window;
}
