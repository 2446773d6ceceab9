import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';

/** A body larger than the host accepts. */
export class BodyTooLarge extends Error {
  constructor() {
    super('request body too large');
    this.name = 'BodyTooLarge';
  }
}

/**
 * Node's request as a fetch `Request`. The body is a stream that fails with `BodyTooLarge` after `maximumBytes`, also
 * when the declared length lied.
 */
export function toRequest(message: IncomingMessage, origin: string, maximumBytes: number): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (name.startsWith(':') || value === undefined) continue;
    // The session secret is the host's business; a route gets the session itself.
    if (name === 'cookie') continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = message.method ?? 'GET';
  const url = new URL(message.url ?? '/', origin);
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  const limited = message.pipe(limit(maximumBytes));
  message.on('error', (error) => limited.destroy(error));
  const body = Readable.toWeb(limited) as ReadableStream<Uint8Array>;
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit);
}

/** Sends a fetch `Response` over Node's response, at the pace of the reader. */
export async function sendResponse(
  response: Response,
  target: ServerResponse,
  withBody: boolean,
): Promise<void> {
  target.statusCode = response.status;
  for (const [name, value] of response.headers) target.setHeader(name, value);
  if (!withBody || response.body === null) {
    await response.body?.cancel();
    target.end();
    return;
  }
  // Two declarations of one standard type, Node's and the DOM's; at run time they are the same class.
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream<Uint8Array>), target);
}

function limit(maximumBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      seen += chunk.byteLength;
      if (seen > maximumBytes) callback(new BodyTooLarge());
      else callback(null, chunk);
    },
  });
}
