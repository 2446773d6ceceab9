import { securityHeaders } from './content-security-policy.ts';
import type { FetchHandler, HostLog, HostSession } from './session.ts';
import { staticFileResponse } from './static-files.ts';

/** Methods a route may have; anything else is refused before a route sees it. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

export interface AnswerOptions {
  readonly staticFolder: string;
  readonly fetchHandler: FetchHandler;
  readonly log: HostLog;
}

/**
 * Answers one request of a renderer that is already let in: first the routes, then the built files, always with the
 * security headers. Used by the loopback server and by Electron's scheme alike. Never rejects.
 */
export async function answer(
  request: Request,
  session: HostSession,
  options: AnswerOptions,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!methods.has(request.method)) return secured(plain(405, 'method not allowed'));
  try {
    const routed = await options.fetchHandler(request, session);
    if (routed !== undefined) return secured(routed);
  } catch (error) {
    options.log.error({ path: pathname, error: describe(error) }, 'a route failed');
    return secured(plain(500, 'internal error'));
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return secured(plain(405, 'method not allowed'));
  const file = await staticFileResponse(options.staticFolder, pathname);
  return secured(file ?? plain(404, 'not found'));
}

/** The same answer with the security headers, which a route cannot weaken. */
export function secured(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

export function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
