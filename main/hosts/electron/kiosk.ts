import type Electron from 'electron';

/** What a key press shows of itself. */
export interface KeyPress {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/**
 * Whether a public terminal swallows a key: reload, developer tools, print, close, new window, function keys, and every
 * combination with Alt or the system key. Copying and selecting text in a field stay. What the operating system takes
 * first (Ctrl-Alt-Del, Alt-Tab) cannot be caught here (engineering notes 2.5). Pure.
 */
export function kioskSwallows(press: KeyPress): boolean {
  if (/^F\d{1,2}$/.test(press.key)) return true;
  if (press.alt || press.meta) return true;
  if (press.control) return !['a', 'c', 'v', 'x', 'z'].includes(press.key.toLowerCase());
  return ['BrowserBack', 'BrowserForward', 'BrowserRefresh', 'BrowserHome', 'ContextMenu'].includes(
    press.key,
  );
}

/** Whether any window swallows a key: developer tools and a reload that drops the line are nobody's tool at a counter. Pure. */
export function stationSwallows(press: KeyPress): boolean {
  const letter = press.key.toLowerCase();
  return press.key === 'F12' || (press.control && (letter === 'r' || (letter === 'i' && press.key === 'I')));
}

export function lockKeys(contents: Electron.WebContents, kiosk: boolean): void {
  const swallows = kiosk ? kioskSwallows : stationSwallows;
  contents.on('before-input-event', (event, input) => {
    if (swallows(input)) event.preventDefault();
  });
  // Pinching a kiosk page to an unreadable size is the most usual prank there is.
  contents.on('did-finish-load', () => {
    void contents.setVisualZoomLevelLimits(1, 1);
    contents.setZoomFactor(1);
  });
}
