import type Electron from 'electron';

/** The colour of the first paint in `renderer/`, so that no white flash comes before it. */
const FIRST_PAINT_COLOUR = '#f4f6f8';

/** Every security switch stated, also where it is the default today (engineering notes 2.2 points 2 to 4, 6, 9, 10). */
export function stationWebPreferences(preload: string): Electron.WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
    // A hidden or covered door screen must go on showing what happens at the door.
    backgroundThrottling: false,
  };
}

/** A normal window for a desktop station, a frameless kiosk for a public terminal. Pure. */
export function stationWindowOptions(
  preload: string,
  kiosk: boolean,
): Electron.BrowserWindowConstructorOptions {
  const common: Electron.BrowserWindowConstructorOptions = {
    show: false,
    backgroundColor: FIRST_PAINT_COLOUR,
    autoHideMenuBar: true,
    webPreferences: stationWebPreferences(preload),
  };
  if (!kiosk) return { ...common, width: 1366, height: 768, minWidth: 1024, minHeight: 700 };
  return {
    ...common,
    kiosk: true,
    fullscreen: true,
    frame: false,
    resizable: false,
    movable: false,
    closable: false,
  };
}
