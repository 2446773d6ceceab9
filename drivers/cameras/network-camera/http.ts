import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { DeviceError } from '../../errors.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the whole exchange, slow bodies included. */
  readonly signal: AbortSignal;
  /** SHA-256 of the camera's certificate, hex with or without colons. Without it the usual authorities decide. */
  readonly fingerprint?: string | undefined;
  /** Another way than a socket: the line of training. Plain HTTP only. */
  readonly connect?: (() => Duplex) | undefined;
  /** Bytes of body after which the answer is given up. */
  readonly largest: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly challenges: readonly string[];
  readonly body: Uint8Array;
}

const plainHex = (fingerprint: string): string => fingerprint.replaceAll(':', '').toUpperCase();

/**
 * One HTTP exchange without a library: no redirects, no cookies, no credentials in the address.
 *
 * @throws DeviceError `device.timeout` when `signal` ended it, `protocol.length` for a body above `largest`,
 *   `protocol.foreign` for another certificate than the pinned one, `transport.open_failed` or `.closed` else.
 */
export function exchange(request: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      outgoing.destroy();
      reject(classify(error, request.signal));
    };
    const receive = (answer: http.IncomingMessage): void => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > request.largest) {
          fail(
            new DeviceError('protocol.length', 'the camera sends more than is allowed', { detail: { size } }),
          );
        } else chunks.push(chunk);
      });
      answer.on('error', fail);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          contentType: answer.headers['content-type'] ?? '',
          challenges: answer.headersDistinct['www-authenticate'] ?? [],
          body: new Uint8Array(Buffer.concat(chunks)),
        }),
      );
    };
    const options = {
      method: request.method,
      headers: {
        ...request.headers,
        ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }),
      },
      signal: request.signal,
      ...(request.connect === undefined ? { agent: false as const } : { createConnection: request.connect }),
    };
    const outgoing =
      request.url.protocol === 'https:'
        ? https.request(
            request.url,
            { ...options, rejectUnauthorized: request.fingerprint === undefined },
            receive,
          )
        : http.request(request.url, options, receive);
    outgoing.on('error', fail);
    const send = (): void => {
      outgoing.end(request.body);
    };
    const { fingerprint } = request;
    if (fingerprint === undefined || request.url.protocol !== 'https:') return send();
    // Nothing is sent, least of all a login, before the certificate was compared.
    outgoing.on('socket', (socket) => {
      socket.on('secureConnect', () => {
        const seen = (socket as TLSSocket).getPeerCertificate().fingerprint256 ?? '';
        if (plainHex(seen) === plainHex(fingerprint)) send();
        else {
          const detail = { fingerprint: seen };
          fail(
            new DeviceError('protocol.foreign', 'the camera shows another certificate than the pinned one', {
              detail,
            }),
          );
        }
      });
    });
  });
}

function classify(error: unknown, signal: AbortSignal): DeviceError {
  if (error instanceof DeviceError) return error;
  const options = { retryable: true, cause: error };
  if (signal.aborted) return new DeviceError('device.timeout', 'the camera did not answer in time', options);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE'
    ? new DeviceError('transport.closed', 'the camera broke the connection off', options)
    : new DeviceError('transport.open_failed', 'the camera cannot be reached', options);
}
