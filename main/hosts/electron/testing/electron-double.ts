/**
 * Stands in for `electron` in every test (see `vitest.config.ts`): an import of the real package would start a download.
 * Each part is declared as a `Pick` of Electron's own typings, so an upgrade that changes a signature fails to compile.
 *
 * What is real: `utilityProcess.fork` starts a child process, `protocol.handle` is called with real `Request`s and gives
 * real `Response`s, message ports are Node's. What is not: windows, which only remember what they were told.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type Electron from 'electron';

type Handler = (request: Request) => Response | Promise<Response>;

/** Everything the code under test did, and the handlers it installed. Cleared by `resetElectron`. */
interface Recorded {
  calls: string[];
  userData: string | undefined;
  instanceLock: boolean;
  exitCode: number | undefined;
  schemes: Electron.CustomScheme[];
  handlers: Map<string, Handler>;
  windows: BrowserWindow[];
  errorBoxes: string[];
  crashReports: Electron.CrashReporterStartOptions | undefined;
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0];
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0];
  devicePermission: Parameters<Electron.Session['setDevicePermissionHandler']>[0];
  displayMedia: Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0];
  children: UtilityChild[];
}

function nothing(): Recorded {
  return {
    calls: [],
    userData: undefined,
    instanceLock: true,
    exitCode: undefined,
    schemes: [],
    handlers: new Map(),
    windows: [],
    errorBoxes: [],
    crashReports: undefined,
    permissionRequest: null,
    permissionCheck: null,
    devicePermission: null,
    displayMedia: null,
    children: [],
  };
}

export let recorded = nothing();

export function resetElectron(): void {
  recorded = nothing();
  for (const emitter of [app, ipcMain, powerMonitor]) emitter.removeAllListeners();
}

class AppDouble
  extends EventEmitter
  implements
    Pick<
      Electron.App,
      'setPath' | 'requestSingleInstanceLock' | 'enableSandbox' | 'whenReady' | 'quit' | 'exit'
    >
{
  setPath(name: string, path: string): void {
    recorded.calls.push(`setPath ${name}`);
    if (name === 'userData') recorded.userData = path;
  }
  requestSingleInstanceLock(): boolean {
    recorded.calls.push('requestSingleInstanceLock');
    return recorded.instanceLock;
  }
  enableSandbox(): void {
    recorded.calls.push('enableSandbox');
  }
  whenReady(): Promise<void> {
    recorded.calls.push('whenReady');
    return Promise.resolve();
  }
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }
  exit(code = 0): void {
    recorded.exitCode ??= code;
    this.emit('double:exit');
  }
}

/** A renderer that loads nothing; `id`s are never reused, as in Electron. */
class WebContentsDouble
  extends EventEmitter
  implements
    Pick<
      Electron.WebContents,
      'id' | 'setWindowOpenHandler' | 'setVisualZoomLevelLimits' | 'setZoomFactor' | 'forcefullyCrashRenderer'
    >
{
  static last = 0;
  readonly id: number;
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined;

  constructor() {
    super();
    WebContentsDouble.last += 1;
    this.id = WebContentsDouble.last;
    app.emit('web-contents-created', {}, this);
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }
  setZoomFactor(): void {
    recorded.calls.push('setZoomFactor');
  }
  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
}

export class BrowserWindow
  extends EventEmitter
  implements
    Pick<
      Electron.BrowserWindow,
      'loadURL' | 'show' | 'focus' | 'restore' | 'isMinimized' | 'destroy' | 'setAlwaysOnTop'
    >
{
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new WebContentsDouble();
  readonly loaded: string[] = [];
  focused = 0;
  shown = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    recorded.windows.push(this);
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.emit('did-navigate', {}, url);
    this.emit('ready-to-show');
    return Promise.resolve();
  }
  show(): void {
    this.shown = true;
  }
  focus(): void {
    this.focused += 1;
  }
  restore(): void {
    recorded.calls.push('restore');
  }
  isMinimized(): boolean {
    return false;
  }
  destroy(): void {
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
  setAlwaysOnTop(flag: boolean, level?: string): void {
    recorded.calls.push(`setAlwaysOnTop ${flag} ${level}`);
  }
}

/** A message port with Electron's shape over Node's. */
class MessagePortMainDouble
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
{
  readonly port: MessagePort;
  closed = false;

  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    port.on('close', () => {
      this.closed = true;
      this.emit('close');
    });
  }
  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }
  start(): void {
    this.port.start();
  }
  close(): void {
    this.closed = true;
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMainDouble;
  readonly port2: MessagePortMainDouble;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMainDouble(port1);
    this.port2 = new MessagePortMainDouble(port2);
  }
}

/** A real child process that talks over Node's channel; ports cannot cross it, so they are only remembered. */
class UtilityChild
  extends EventEmitter
  implements Pick<Electron.UtilityProcess, 'postMessage' | 'kill' | 'pid'>
{
  readonly child: ChildProcess;
  readonly portsReceived: { readonly message: unknown; readonly port: unknown }[] = [];

  constructor(child: ChildProcess) {
    super();
    this.child = child;
    child.on('spawn', () => this.emit('spawn'));
    child.on('message', (message) => this.emit('message', message));
    child.on('exit', (code) => this.emit('exit', code ?? -1));
  }
  get pid(): number | undefined {
    return this.child.pid;
  }
  get stdout(): ChildProcess['stdout'] {
    return this.child.stdout;
  }
  get stderr(): ChildProcess['stderr'] {
    return this.child.stderr;
  }
  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    for (const port of transfer) this.portsReceived.push({ message, port });
    if (transfer.length === 0 && this.child.connected) this.child.send(message as object);
  }
  kill(): boolean {
    return this.child.kill('SIGKILL');
  }
}

export const app = new AppDouble();
export const ipcMain = new EventEmitter() satisfies Pick<EventEmitter, keyof EventEmitter>;
export const powerMonitor = new EventEmitter();

export const crashReporter: Pick<typeof Electron.crashReporter, 'start'> = {
  start: (options) => {
    recorded.crashReports = options;
  },
};
export const dialog: Pick<typeof Electron.dialog, 'showErrorBox'> = {
  showErrorBox: (title, content) => void recorded.errorBoxes.push(`${title}\n${content}`),
};
export const Menu: Pick<typeof Electron.Menu, 'setApplicationMenu'> = {
  setApplicationMenu: (menu) => void recorded.calls.push(`setApplicationMenu ${String(menu)}`),
};
export const powerSaveBlocker: Pick<typeof Electron.powerSaveBlocker, 'start'> = {
  start: (type) => recorded.calls.push(`powerSaveBlocker ${type}`),
};
export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> = {
  registerSchemesAsPrivileged: (schemes) => {
    recorded.calls.push('registerSchemesAsPrivileged');
    recorded.schemes = schemes;
  },
  handle: (scheme, handler) => {
    recorded.handlers.set(scheme, handler as Handler);
  },
};
export const session: {
  readonly defaultSession: Pick<
    Electron.Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
    | 'setBluetoothPairingHandler'
  >;
} = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => {
      recorded.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      recorded.permissionCheck = handler;
    },
    setDevicePermissionHandler: (handler) => {
      recorded.devicePermission = handler;
    },
    setDisplayMediaRequestHandler: (handler) => {
      recorded.displayMedia = handler;
    },
    setBluetoothPairingHandler: () => undefined,
  },
};
export const utilityProcess: Pick<typeof Electron.utilityProcess, 'fork'> = {
  fork: (modulePath, args = [], options = {}) => {
    const child = fork(modulePath, args, {
      env: options.env as NodeJS.ProcessEnv,
      execArgv: options.execArgv ?? [],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const double = new UtilityChild(child);
    recorded.children.push(double);
    // The double has the part of a utility process that is used; the rest of the class is Electron's.
    return double as unknown as Electron.UtilityProcess;
  },
};
