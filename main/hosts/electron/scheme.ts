import type Electron from 'electron';
import { answer, plain, secured } from '../answer.ts';
import type { FetchHandler, HostLog, HostSession } from '../session.ts';
import { isStationUrl, stationScheme } from './origin.ts';

/** Before `ready`: makes `app:` a scheme with an origin, storage, fetch, streams and V8 code caching (engineering notes 2.2 point 18). */
export function registerStationScheme(
  protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>,
): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: stationScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export interface SchemeOptions {
  /** Absolute path of the built renderer. */
  readonly staticFolder: string;
  readonly fetchHandler: FetchHandler;
  readonly session: HostSession;
  readonly log: HostLog;
}

/**
 * Answers `app://station/…` with the same routes, files and headers as the loopback host. The scheme exists in our own
 * session only, so whoever asks is one of our windows; changes are still taken from the exact origin alone.
 */
export function handleStationScheme(
  protocol: Pick<Electron.Protocol, 'handle'>,
  options: SchemeOptions,
): void {
  protocol.handle(stationScheme, async (request) => {
    if (!isStationUrl(request.url)) return secured(plain(404, 'not found'));
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const origin = request.headers.get('origin');
    if (!reads && (origin === null || !isStationUrl(origin))) return secured(plain(403, 'not this origin'));
    const response = await answer(request, options.session, options);
    return request.method === 'HEAD' ? new Response(null, response) : response;
  });
}
