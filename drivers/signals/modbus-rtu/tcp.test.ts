import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createTcpTransport } from '../../transport/tcp.ts';
import { silentLog, systemClock } from '../../transport/transport.ts';
import { createRelayDevice } from './device.ts';
import { RelayBoard } from './relay-board.ts';
import { GATE_SETTINGS } from './testing.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A board behind a converter that passes the bytes of a socket through. */
async function startConverter(): Promise<{ readonly board: RelayBoard; readonly port: number }> {
  const board = new RelayBoard({ clock: systemClock, unit: 7, dialect: 'waveshare-d', answerDelayMs: 1 });
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (bytes) => board.receive(bytes));
    socket.on('error', () => socket.destroy());
    board.onAnswer((bytes) => socket.write(bytes));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  stops.push(async () => {
    board.stop();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the test server has no port');
  return { board, port: address.port };
}

describe('over a real socket', () => {
  it('the alarm sounds, is silenced, and the door opens and locks', async () => {
    const { board, port } = await startConverter();
    const device = createRelayDevice({
      factory: () => createTcpTransport({ host: '127.0.0.1', port }),
      clock: systemClock,
      log: silentLog,
      settings: GATE_SETTINGS,
    });
    stops.unshift(() => device.stop());
    const ready = new Promise<void>((resolve) => {
      device.onEvent((event) => {
        if (event.kind === 'state' && event.state === 'ready') resolve();
      });
    });
    device.start();
    await ready;
    expect(await device.request('sirenOn', { milliseconds: 60_000 })).toEqual({ milliseconds: 60_000 });
    expect(board.relays).toEqual([1]);
    await device.request('silence', undefined);
    expect(board.relays).toEqual([]);
    const released = await device.request('releaseDoor', { milliseconds: 5000 });
    expect(released).toMatchObject({ attempts: 1, confirmedBy: 'answered' });
    expect(board.relays).toEqual([3]);
    expect(await device.request('lockDoor', undefined)).toMatchObject({ relayAtRest: true });
    expect(board.relays).toEqual([]);
  });
});
