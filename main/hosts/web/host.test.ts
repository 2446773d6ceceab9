import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FetchHandler, HostSession } from '../session.ts';
import { createWebHost, type WebHost } from './host.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

let folder: string;
let host: WebHost;
let port: number;
let firstUrl: string;
let upgraded: HostSession[];
let route: FetchHandler;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'web-host-'));
  await mkdir(path.join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(path.join(folder, 'renderer/index.html'), '<!doctype html><title>station</title>');
  await writeFile(path.join(folder, 'renderer/assets/main-1a2b.js'), 'export {};');
  await writeFile(path.join(folder, 'secret.json'), '{}');
  upgraded = [];
  route = async () => undefined;
  host = createWebHost({
    staticFolder: path.join(folder, 'renderer'),
    fetchHandler: (request, session) => route(request, session),
    rpcUpgrade: (socket, session) => {
      upgraded.push(session);
      socket.send('ready');
    },
    log: quiet,
  });
  const opened = await host.listen();
  port = opened.port;
  firstUrl = opened.url;
});

afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

function ask(target: string, options: http.RequestOptions = {}, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path: target, agent: false, ...options },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function enter(): Promise<string> {
  const { pathname, search } = new URL(firstUrl);
  const answer = await ask(pathname + search);
  const cookie = answer.headers['set-cookie']?.[0];
  if (cookie === undefined) throw new Error('no cookie was set');
  return cookie.split(';')[0] ?? '';
}

describe('admission', () => {
  it('exchanges the token once for an HttpOnly, SameSite=Strict cookie and redirects to the plain address', async () => {
    const { pathname, search } = new URL(firstUrl);
    const first = await ask(pathname + search);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^station-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    const second = await ask(pathname + search);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('keeps the token for a HEAD request, which must change nothing', async () => {
    const { pathname, search } = new URL(firstUrl);
    expect((await ask(pathname + search, { method: 'HEAD' })).status).toBe(401);
    expect((await ask(pathname + search)).status).toBe(303);
  });

  it('says in two languages what to do when there is no session', async () => {
    const answer = await ask('/');
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('请重新打开工作站');
    expect(answer.body).toContain('Open the station again');
    expect(answer.body).not.toContain('<script');
  });

  it('refuses an invented cookie', async () => {
    expect((await ask('/', { headers: { cookie: `station-${port}=invented` } })).status).toBe(401);
  });

  it('leads an admitted reader with a spent token on to the plain address', async () => {
    const cookie = await enter();
    const answer = await ask(new URL(firstUrl).search.replace(/^/, '/'), { headers: { cookie } });
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  });

  it('issues further URLs for a browser that was started again', async () => {
    const { pathname, search } = new URL(host.issueUrl());
    expect((await ask(pathname + search)).status).toBe(303);
  });
});

describe('host and origin', () => {
  const lookAlikes = (at: number): string[] => [
    `127.0.0.1.evil.example:${at}`,
    `127.0.0.10:${at}`,
    `127.1:${at}`,
    `0.0.0.0:${at}`,
    `localhost.evil.example:${at}`,
    `evil.example:${at}`,
    `127.0.0.1:${at + 1}`,
    '127.0.0.1',
    'localhost',
    `[::1]:${at}`,
    `127.0.0.1:${at}@evil.example`,
    `2130706433:${at}`,
  ];

  it('answers only to its exact names, whatever a stranger name begins with', async () => {
    const cookie = await enter();
    for (const name of lookAlikes(port)) {
      const answer = await ask('/', { headers: { cookie, host: name } });
      expect([name, answer.status === 200]).toEqual([name, false]);
    }
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      expect((await ask('/', { headers: { cookie, host: name } })).status).toBe(200);
    }
  });

  it('refuses a request with two Host headers', async () => {
    const text = await new Promise<string>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () =>
        socket.write(
          `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
        ),
      );
      let received = '';
      socket.on('data', (chunk) => {
        received += String(chunk);
      });
      socket.on('close', () => resolve(received));
    });
    expect(text).toMatch(/^HTTP\/1\.1 4(00|21)/);
  });

  it('refuses a change without the exact origin', async () => {
    const cookie = await enter();
    route = async () => new Response('changed');
    const origins = [
      undefined,
      'null',
      'http://evil.example',
      `http://127.0.0.1.evil.example:${port}`,
      `http://127.0.0.1:${port}.evil.example`,
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port + 1}`,
      `http://localhost:${port}`,
      `http://127.0.0.1:${port}/`,
    ];
    for (const origin of origins) {
      const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
      const answer = await ask('/pictures', { method: 'POST', headers }, 'x');
      expect([origin, answer.status]).toEqual([origin, 403]);
    }
    const own = { cookie, origin: `http://127.0.0.1:${port}` };
    expect((await ask('/pictures', { method: 'POST', headers: own }, 'x')).body).toBe('changed');
  });

  it('never grants anything to another origin, also when a route tries', async () => {
    const cookie = await enter();
    route = async () => new Response('ok', { headers: { 'access-control-allow-origin': '*' } });
    const answer = await ask('/x', { headers: { cookie, origin: 'http://evil.example' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('answers', () => {
  it('sends the security headers with every answer', async () => {
    const cookie = await enter();
    for (const answer of [
      await ask('/'),
      await ask('/', { headers: { cookie } }),
      await ask('/none', { headers: { cookie } }),
    ]) {
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
      expect(answer.headers['content-security-policy']).toContain('trusted-types default');
      expect(answer.headers['content-security-policy']).not.toContain('unsafe');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
      expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  });

  it('serves the page uncached and hashed assets for ever', async () => {
    const cookie = await enter();
    const page = await ask('/', { headers: { cookie } });
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    const asset = await ask('/assets/main-1a2b.js', { headers: { cookie } });
    expect([asset.status, asset.headers['content-type'], asset.headers['cache-control']]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
  });

  it('never leaves its folder', async () => {
    const cookie = await enter();
    for (const target of [
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/assets/../../secret.json',
    ]) {
      expect([target, (await ask(target, { headers: { cookie } })).status]).toEqual([target, 404]);
    }
  });

  it('hands a route the body, the session and no cookie', async () => {
    const cookie = await enter();
    let seen: unknown;
    route = async (request, session) => {
      seen = [session.kind, request.headers.get('cookie'), await request.text()];
      return Response.json({ ok: true });
    };
    const headers = { cookie, origin: `http://127.0.0.1:${port}` };
    const answer = await ask('/pictures', { method: 'POST', headers }, '文');
    expect([answer.status, seen]).toEqual([200, ['web', null, '文']]);
  });

  it('refuses a body that declares more than the limit', async () => {
    const cookie = await enter();
    const headers = {
      cookie,
      origin: `http://127.0.0.1:${port}`,
      'content-length': String(65 * 1024 * 1024),
    };
    const status = await new Promise<number>((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port, path: '/pictures', method: 'POST', headers },
        (answer) => {
          resolve(answer.statusCode ?? 0);
          request.destroy();
        },
      );
      request.on('error', reject);
      request.flushHeaders();
    });
    expect(status).toBe(413);
  });

  it('hides the reason of a failed route from the page', async () => {
    const cookie = await enter();
    route = async () => {
      throw new Error('a path of the machine');
    };
    const answer = await ask('/pictures', { headers: { cookie } });
    expect([answer.status, answer.body]).toEqual([500, 'internal error\n']);
  });

  it('knows no other methods', async () => {
    const cookie = await enter();
    const headers = { cookie, origin: `http://127.0.0.1:${port}` };
    expect((await ask('/', { method: 'PATCH', headers })).status).toBe(405);
    expect((await ask('/', { method: 'POST', headers })).status).toBe(405);
    expect((await ask('/', { method: 'OPTIONS', headers })).status).toBe(405);
  });
});

describe('WebSocket', () => {
  function connect(headers: Record<string, string>, target = '/rpc'): Promise<string> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${target}`, { headers });
      socket.on('message', (data) => {
        resolve(String(data));
        socket.close();
      });
      socket.on('error', (error) => resolve(error.message));
    });
  }

  it('opens for the session from the exact origin only', async () => {
    const cookie = await enter();
    const origin = `http://127.0.0.1:${port}`;
    expect(await connect({ cookie, origin })).toBe('ready');
    expect(upgraded.map((session) => session.kind)).toEqual(['web']);
    expect(await connect({ cookie })).toContain('403');
    expect(await connect({ cookie, origin: `http://127.0.0.1:${port}.evil.example` })).toContain('403');
    expect(await connect({ cookie, origin, host: `127.0.0.1.evil.example:${port}` })).toContain('421');
    expect(await connect({ origin })).toContain('401');
    expect(await connect({ cookie, origin }, '/other')).toContain('404');
    expect(upgraded).toHaveLength(1);
  });

  it('is closed when the host closes', async () => {
    const cookie = await enter();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
      headers: { cookie, origin: `http://127.0.0.1:${port}` },
    });
    await new Promise((resolve) => socket.on('message', resolve));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    await host.close();
    await closed;
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });
});

it('names a port that is taken', async () => {
  const second = createWebHost({
    port,
    staticFolder: folder,
    fetchHandler: async () => undefined,
    rpcUpgrade: () => undefined,
    log: quiet,
  });
  await expect(second.listen()).rejects.toMatchObject({ code: 'host.port_in_use', detail: { port } });
});
