import type Electron from 'electron';
import type { HostLog } from '../session.ts';
import { isStationUrl } from './origin.ts';

/**
 * Locks every web contents to our own origin: no navigation elsewhere, no new window, no webview (engineering notes 2.2
 * points 11 to 14). Hung on `web-contents-created`, so that no contents escapes it, whoever made it.
 */
export function lockNavigation(app: Pick<Electron.App, 'on'>, log: HostLog): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { readonly url: string; preventDefault(): void }): void => {
      if (isStationUrl(event.url)) return;
      event.preventDefault();
      log.warn({ target: originOnly(event.url) }, 'a navigation away was prevented');
    };
    contents.on('will-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Addresses may carry names or numbers of a case; the log gets the origin only. */
function originOnly(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : 'malformed';
}
