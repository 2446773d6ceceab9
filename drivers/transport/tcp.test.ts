import { describe, expect, it } from 'vitest';
import { createTcpTransport, listenTcp, tcpUrl } from './tcp.ts';
import { type Clock, systemClock, type Transport } from './transport.ts';

const portOf = (url: string): number => Number(new URL(url).port);

/** Resolves when `count` bytes have come in. */
function bytesArrive(transport: Transport, count: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    transport.onBytes((bytes) => {
      text += Buffer.from(bytes).toString('hex');
      if (text.length >= count * 2) resolve(text);
    });
  });
}

const closed = (transport: Transport): Promise<Error | undefined> =>
  new Promise((resolve) => transport.onClose(resolve));

async function connected(): Promise<{
  client: Transport;
  server: Transport;
  close: () => Promise<void>;
}> {
  const waiting = Promise.withResolvers<Transport>();
  const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, waiting.resolve);
  const client = createTcpTransport({ host: '127.0.0.1', port: portOf(listener.url) });
  await client.open();
  return { client, server: await waiting.promise, close: () => listener.close() };
}

describe('tcp line on loopback', () => {
  it('carries bytes both ways', async () => {
    const { client, server, close } = await connected();
    const atServer = bytesArrive(server, 3);
    const atClient = bytesArrive(client, 2);
    await client.write(Uint8Array.of(1, 2, 3));
    await server.write(Uint8Array.of(0xca, 0xfe));
    expect(await atServer).toBe('010203');
    expect(await atClient).toBe('cafe');
    await client.close();
    await close();
  });

  it('keeps the first bytes of a simulator that greets before anybody listens', async () => {
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, (server) => {
      void server.write(Uint8Array.of(0x05));
    });
    const client = createTcpTransport({ host: '127.0.0.1', port: portOf(listener.url) });
    const greeting = bytesArrive(client, 1);
    await client.open();
    expect(await greeting).toBe('05');
    await client.close();
    await listener.close();
  });

  it('tells a lost peer once, with a cause, and refuses later writes', async () => {
    const { client, server, close } = await connected();
    const lost = closed(client);
    await server.close();
    expect(await lost).toMatchObject({ code: 'transport.closed' });
    await expect(client.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'transport.closed' });
    await close();
  });

  it('tells its own close without a cause and is never opened again', async () => {
    const { client, close } = await connected();
    const ended = closed(client);
    await client.close();
    await client.close();
    expect(await ended).toBeUndefined();
    await expect(client.open()).rejects.toMatchObject({ code: 'transport.closed' });
    await close();
  });

  it('classifies a refused connection as worth trying again', async () => {
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, () => {});
    await listener.close();
    const refused = createTcpTransport({ host: '127.0.0.1', port: portOf(listener.url) });
    await expect(refused.open()).rejects.toMatchObject({
      code: 'transport.open_failed',
      retryable: true,
      detail: { errno: 'ECONNREFUSED' },
    });
  });

  it('refuses to listen on a taken port by its code', async () => {
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, () => {});
    await expect(
      listenTcp({ host: '127.0.0.1', port: portOf(listener.url) }, () => {}),
    ).rejects.toMatchObject({
      code: 'transport.busy',
    });
    await listener.close();
  });

  it('gives up a connection attempt when its time is over', async () => {
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, () => {});
    // Runs the timeout before the event loop can report the connection.
    const impatient: Clock = {
      ...systemClock,
      after(_milliseconds, action) {
        queueMicrotask(action);
        return () => {};
      },
    };
    const line = createTcpTransport({ host: '127.0.0.1', port: portOf(listener.url), clock: impatient });
    await expect(line.open()).rejects.toMatchObject({
      code: 'transport.open_failed',
      detail: { errno: 'ETIMEDOUT' },
    });
    await listener.close();
  });

  it('gives up when told to and leaves nothing open', async () => {
    const abort = new AbortController();
    const line = createTcpTransport({ host: '127.0.0.1', port: 9 });
    abort.abort();
    await expect(line.open(abort.signal)).rejects.toMatchObject({ code: 'transport.closed' });
  });

  it('writes an IPv6 address in brackets', () => {
    expect(tcpUrl('::1', 5084)).toBe('tcp://[::1]:5084');
  });
});
