import type { FetchHandler, HostSession } from '../session.ts';

/**
 * Carries route requests from the scheme handler in Electron's main process to the services in their own process, as
 * plain structured clones, and the answers back. Bodies travel whole: they are pictures of a few megabytes.
 */
export interface ForwardedRequest {
  readonly kind: 'fetch';
  readonly number: number;
  readonly session: HostSession;
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
}

export interface ForwardedResponse {
  readonly kind: 'fetched';
  readonly number: number;
  /** Null when no route was meant: the static files are looked at next. */
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Uint8Array;
  } | null;
  /** Set instead of a response when the route failed. */
  readonly failure?: string;
}

/** The largest body taken from a page; the loopback host has the same limit. */
const MAXIMUM_BODY_BYTES = 64 * 1024 * 1024;

export interface FetchForwarder {
  readonly fetchHandler: FetchHandler;
  /** True when the message was an answer and has been dealt with. */
  receive(message: unknown): boolean;
  /** Answers everything that still waits with an error: the service process is gone. */
  abandon(): void;
}

/** The main process's end. `send` returns false when no service process is there. */
export function createFetchForwarder(send: (request: ForwardedRequest) => boolean): FetchForwarder {
  const waiting = new Map<number, PromiseWithResolvers<Response | undefined>>();
  let last = 0;

  return {
    async fetchHandler(request, session) {
      // The built files lie with this process; asking the services for each would only slow the first screen.
      const { pathname } = new URL(request.url);
      if (pathname === '/' || pathname.startsWith('/assets/')) return undefined;
      const body = await bodyOf(request);
      if (body === 'too-large') return new Response('body too large\n', { status: 413 });
      last += 1;
      const number = last;
      const answer = Promise.withResolvers<Response | undefined>();
      waiting.set(number, answer);
      const sent = send({
        kind: 'fetch',
        number,
        session,
        url: request.url,
        method: request.method,
        headers: [...request.headers],
        body,
      });
      if (!sent) {
        waiting.delete(number);
        return unavailable();
      }
      return answer.promise;
    },
    receive(message) {
      if (!isKind(message, 'fetched')) return false;
      const answered = message as ForwardedResponse;
      const answer = waiting.get(answered.number);
      waiting.delete(answered.number);
      if (answered.failure !== undefined) answer?.reject(new Error(answered.failure));
      else answer?.resolve(answered.response === null ? undefined : toResponse(answered.response));
      return true;
    },
    abandon() {
      for (const answer of waiting.values()) answer.resolve(unavailable());
      waiting.clear();
    },
  };
}

/** The service process's end: answers a forwarded request with the services' own routes. Never rejects. */
export async function answerForwarded(
  request: ForwardedRequest,
  fetchHandler: FetchHandler,
): Promise<ForwardedResponse> {
  const { number } = request;
  try {
    const response = await fetchHandler(
      new Request(request.url, {
        method: request.method,
        headers: new Headers(request.headers.map(([name, value]): [string, string] => [name, value])),
        body: request.body as Uint8Array<ArrayBuffer> | null,
      }),
      request.session,
    );
    if (response === undefined) return { kind: 'fetched', number, response: null };
    return {
      kind: 'fetched',
      number,
      response: {
        status: response.status,
        headers: [...response.headers],
        body: new Uint8Array(await response.arrayBuffer()),
      },
    };
  } catch (error) {
    return { kind: 'fetched', number, response: null, failure: String(error) };
  }
}

export function isForwardedRequest(message: unknown): message is ForwardedRequest {
  return isKind(message, 'fetch');
}

async function bodyOf(request: Request): Promise<Uint8Array | null | 'too-large'> {
  if (request.body === null) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAXIMUM_BODY_BYTES) return 'too-large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toResponse(response: NonNullable<ForwardedResponse['response']>): Response {
  const headers = new Headers(response.headers.map(([name, value]): [string, string] => [name, value]));
  const bodyless = response.status === 204 || response.status === 304;
  return new Response(bodyless ? null : (response.body as Uint8Array<ArrayBuffer>), {
    status: response.status,
    headers,
  });
}

function unavailable(): Response {
  return new Response('the services are starting again\n', { status: 503, headers: { 'retry-after': '1' } });
}

function isKind(message: unknown, kind: string): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === kind;
}
