import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDriver } from '../../drivers/registry.ts';
import { listenTcp } from '../../drivers/transport/tcp.ts';
import { systemClock } from '../../drivers/transport/transport.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { compareProjections } from '../kernel/store/rebuild.ts';
import domains from './domains.ts';
import { startServices } from './services.ts';
import type { StationServices } from './station-handle.ts';
import {
  logInAdministrator,
  quietLog,
  type ScreenClient,
  screenOf,
  setUpStation,
  until,
} from './testing/station.ts';

const command = () => ({ commandId: randomUUID() });

describe('a cabinet on record at a station', { timeout: 200_000 }, () => {
  let root = '';
  let services: StationServices;
  let client: ScreenClient;
  /** What was done to the doors before the board is read. */
  let byHand: readonly object[] = [];
  let listener: Awaited<ReturnType<typeof listenTcp>>;
  let cabinet: DevicePosition;

  async function start(): Promise<void> {
    services = await startServices({
      dataFolder: path.join(root, 'data'),
      profile: 'evidence-room',
      demo: false,
      port: 0,
      log: quietLog,
    });
    client = screenOf(services, 'screen');
  }
  const logIn = () => logInAdministrator(client);
  const device = async () => (await client.devices.list({})).devices.find(({ id }) => id === cabinet.id);
  const ready = () => until(async () => (await device())?.state === 'ready');

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'cabinet-record-'));
    const { attachSimulator } = await findDriver('lock-8a').load();
    listener = await listenTcp({ host: '127.0.0.1', port: 0 }, (transport) => {
      const script = byHand.map((step) => ({ afterMs: 0, ...step }));
      attachSimulator({ transport, clock: systemClock, script, report: () => undefined });
    });
    cabinet = {
      id: 'cabinet',
      title: '一号柜',
      role: 'lock-board',
      driver: 'lock-8a',
      url: listener.url,
      door: null,
      enabled: true,
      settings: { boards: [1], cells: 8, commissioned: true, pulseMs: 200 },
    };
    await start();
    await setUpStation(client, '涉案财物管理室');
    await logIn();
  }, 120_000);
  afterAll(async () => {
    await services?.stop();
    await listener?.close();
    await rm(root, { recursive: true, force: true });
  });

  it('says who added it and who opened which door in a trial, and that it opened', async () => {
    await client.devices.savePosition({ ...command(), position: cabinet });
    await ready();
    expect(await client.devices.openCell({ ...command(), id: cabinet.id, board: 1, cell: 5 })).toMatchObject({
      acknowledged: true,
      doorOpen: true,
    });
    expect(await client.devices.story({ id: cabinet.id })).toMatchObject([
      {
        type: 'devices.trial-ended',
        actor: '管理员样例',
        words: { kind: 'open', place: '1-5', outcome: 'opened', doorOpen: 1 },
      },
      { type: 'devices.trial-begun', actor: '管理员样例', words: { kind: 'open', place: '1-5' } },
      { type: 'devices.position-added', actor: '管理员样例', words: { title: '一号柜', url: cabinet.url } },
    ]);
  });

  it('tells at the next start which doors changed while the station was off', async () => {
    // Door 5 stood open at the end; somebody shut it, and opened door 2.
    await until(async () =>
      (await readFile(path.join(root, 'data', 'lock-doors.json'), 'utf8').catch(() => '')).includes(
        '{"cell":5,"locked":false',
      ),
    );
    await services.stop();
    byHand = [{ force: 2 }];
    await start();
    await logIn();
    await until(async () => (await device())?.live.security?.doors.length === 2);
    expect((await device())?.live.security).toMatchObject({
      code: 'lock.changed_while_off',
      doors: [
        { board: 1, cell: 2 },
        { board: 1, cell: 5 },
      ],
    });
  });

  it('keeps its record when the devices file is edited beside the program, and its projections can be built anew', async () => {
    await services.stop();
    const other = { ...cabinet, title: '另一个柜', enabled: false };
    await writeFile(
      path.join(root, 'data', 'devices.json'),
      JSON.stringify({ version: 1, positions: [other] }),
    );
    await start();
    await logIn();
    await until(async () => (await device())?.title === '另一个柜');
    await services.stop();
    expect([...compareProjections(path.join(root, 'data'), domains)].at(-1)).toMatchObject({ different: 0 });
    await start();
    await logIn();
    const { devices } = await client.devices.list({});
    expect(devices).toHaveLength(1);
    expect(await client.devices.story({ id: cabinet.id })).toHaveLength(3);
  });
});
