import { once } from 'node:events';
import type { MessagePort as NodePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { os, type RouterClient } from '@orpc/server';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createElectronRpc } from './electron/rpc.ts';
import { MessageChannelMain } from './electron/testing/electron-double.ts';
import type { RpcContext } from './session.ts';
import { createWebHost } from './web/host.ts';
import { createWebRpc } from './web/rpc.ts';

const ended: string[] = [];
const opened: WebSocket[] = [];
const base = os.$context<RpcContext>();
const router = {
  who: base.handler(({ context }) => context.session.kind),
  ticks: base.handler(async function* ({ context, signal }) {
    try {
      for (let tick = 0; ; tick += 1) {
        yield tick;
        if (tick >= 2) await new Promise((_resolve, reject) => signal?.addEventListener('abort', reject));
      }
    } finally {
      ended.push(context.session.kind);
    }
  }),
};
type Client = RouterClient<typeof router>;

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  ended.length = 0;
});

/** A client over each of the two ways a renderer reaches the services, and how its line is cut. */
const lines: Record<'web' | 'electron', () => Promise<{ client: Client; cut(): void }>> = {
  async web() {
    const host = createWebHost({
      staticFolder: '/none',
      fetchHandler: async () => undefined,
      rpcUpgrade: createWebRpc(router),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    closers.push(() => host.close());
    const { url } = await host.listen();
    const entered = await fetch(url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { origin } = new URL(url);
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
    await once(socket, 'open');
    opened.push(socket);
    const link = new SocketLink({ websocket: socket as unknown as globalThis.WebSocket });
    return { client: createORPCClient<Client>(link), cut: () => socket.terminate() };
  },
  electron() {
    const { port1, port2 } = new MessageChannelMain();
    createElectronRpc(router)(port1, { id: 'x', kind: 'electron' });
    closers.push(() => port1.close());
    const link = new PortLink({
      port: port2.port as unknown as NodePort & globalThis.MessagePort,
    });
    port2.port.start();
    return Promise.resolve({ client: createORPCClient<Client>(link), cut: () => port2.port.close() });
  },
};

describe.each(['web', 'electron'] as const)('the contract over %s', (kind) => {
  it('answers calls with the session of the line', async () => {
    const { client } = await lines[kind]();
    expect(await client.who()).toBe(kind);
  });

  it('ends a stream when the renderer leaves it', async () => {
    const { client } = await lines[kind]();
    const seen: number[] = [];
    for await (const tick of await client.ticks()) {
      seen.push(tick);
      if (tick === 1) break;
    }
    expect(seen).toEqual([0, 1]);
    await expect.poll(() => ended).toEqual([kind]);
  });

  it('ends a stream when the line is cut', async () => {
    const { client, cut } = await lines[kind]();
    const ticks = await client.ticks();
    await ticks.next();
    cut();
    await expect.poll(() => ended).toEqual([kind]);
  });
});

it.each([
  ['text that is no JSON', '{"i":', 1007],
  ['JSON that is no object', 'null', 1007],
  ['bytes', Buffer.from('00ff', 'hex'), 1003],
] as const)('a WebSocket that brings %s is closed, whatever else it sends', async (_, rubbish, code) => {
  const { client } = await lines.web();
  expect(await client.who({})).toBe('web');
  const socket = opened.at(-1);
  const closed = new Promise((resolve) => socket?.on('close', resolve));
  for (let count = 0; count < 1000; count += 1) socket?.send(rubbish);
  expect(await closed).toBe(code);
});
