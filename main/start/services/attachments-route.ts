import type { Attachments } from '../../kernel/attachments/attachments.ts';
import { attachmentType } from '../../kernel/attachments/content-type.ts';
import { Refusal, StoreError } from '../../kernel/errors.ts';
import type { Sessions } from '../../kernel/sessions/sessions.ts';
import type { FetchHandler } from '../../hosts/session.ts';

function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
}

function failure(error: unknown): Response {
  if (error instanceof Refusal) return json(422, { code: error.code, detail: error.detail });
  if (error instanceof StoreError) return json(503, { code: error.code, detail: error.detail });
  throw error;
}

/**
 * Pictures up and down: `POST /attachments` with the bytes as body gives `{ hash }`, `GET /attachments/<hash>` gives them
 * back. Both need a person who is logged in; a picture never changes, so it may be kept by the browser.
 */
export function createAttachmentsRoute(attachments: Attachments, sessions: Sessions): FetchHandler {
  return async (request, session) => {
    const { pathname } = new URL(request.url);
    if (pathname !== '/attachments' && !pathname.startsWith('/attachments/')) return undefined;
    try {
      sessions.require(session.id, 'person');
      if (pathname === '/attachments' && request.method === 'POST') {
        const bytes = new Uint8Array(await request.arrayBuffer());
        // Packed traces and sealed originals are the station's own; from a screen come pictures and documents.
        const type = attachmentType(bytes);
        if (type === 'application/gzip' || type === 'application/x-sealed')
          return json(422, { code: 'attachment.kind', detail: {} });
        return json(200, await attachments.put(bytes));
      }
      if (request.method !== 'GET') return json(405, { code: 'attachment.method', detail: {} });
      const found = await attachments.get(pathname.slice('/attachments/'.length));
      if (found === undefined) return json(404, { code: 'attachment.unknown', detail: {} });
      return new Response(found.bytes.slice().buffer, {
        headers: { 'content-type': found.type, 'cache-control': 'private, max-age=31536000, immutable' },
      });
    } catch (error) {
      return failure(error);
    }
  };
}
