import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../drivers/transport/transport.ts';
import { createServiceSupervisor, type ServiceSupervisor } from '../hosts/service-process.ts';
import { spawnNodeService } from '../hosts/service-spawn-node.ts';

const module = fileURLToPath(new URL('./electron-service.ts', import.meta.url));
let folder: string;
const running: ServiceSupervisor[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'electron-service-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
  await rm(folder, { recursive: true, force: true });
});

/** Electron's service process with real services, over Node's channel: all but the message ports. */
function start(): { readonly service: ServiceSupervisor; next(): Promise<unknown> } {
  const messages: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  const service = createServiceSupervisor({
    name: 'station-services',
    modulePath: module,
    args: [JSON.stringify({ profile: 'evidence-room', dataFolder: folder, demo: false })],
    spawn: spawnNodeService,
    clock: systemClock,
    onMessage: (message) => {
      const next = waiting.shift();
      if (next === undefined) messages.push(message);
      else next(message);
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  running.push(service);
  service.start();
  return {
    service,
    next: () =>
      messages.length > 0
        ? Promise.resolve(messages.shift())
        : new Promise((resolve) => waiting.push(resolve)),
  };
}

it('says when it is ready, answers forwarded requests and ends when asked', async () => {
  const { service, next } = start();
  expect(await next()).toEqual({ kind: 'ready' });
  const session = { id: 'x', kind: 'electron' };
  service.send({
    kind: 'fetch',
    number: 7,
    session,
    url: 'app://station/none',
    method: 'GET',
    headers: [],
    body: null,
  });
  expect(await next()).toEqual({ kind: 'fetched', number: 7, response: null });
  await service.stop();
  expect(service.state.kind).toBe('stopped');
});

it('says in words why the station cannot start', async () => {
  const first = start();
  expect(await first.next()).toEqual({ kind: 'ready' });
  const second = start();
  const failed = (await second.next()) as { readonly kind: string; readonly words: string };
  expect(failed.kind).toBe('failed');
  expect(failed.words).toContain('工作站无法启动');
  expect(failed.words).toContain('store.in_use');
});
