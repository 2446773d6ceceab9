import { randomUUID } from 'node:crypto';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { StationContract } from '../../contract/index.ts';
import type { HostLog } from '../../hosts/session.ts';
import type { StationServices } from '../station-handle.ts';

export const quietLog: HostLog = {
  info() {},
  warn() {},
  error(details, message) {
    process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
  },
};

/** Waits for something that other processes bring about; fails with what `describe` says when it does not come. */
export async function until(
  condition: () => Promise<boolean>,
  describe?: () => Promise<string>,
  limitMs = 40_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > end)
      throw new Error(
        `did not come about: ${describe === undefined ? condition.toString() : await describe()}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const smallestJpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** Uploads a picture as a renderer does. @returns its hash */
export async function attachmentOf(services: StationServices, host: string): Promise<string> {
  const request = new Request('http://127.0.0.1/attachments', { method: 'POST', body: smallestJpeg });
  const response = await services.fetchHandler(request, { id: host, kind: 'web' });
  if (response === null || response === undefined) throw new Error('the station took no picture');
  const { hash } = (await response.json()) as { hash: string };
  return hash;
}

export type ScreenClient = ContractRouterClient<StationContract>;

/** A renderer of its own, as if on another screen of the room. */
export function screenOf(services: StationServices, name: string): ScreenClient {
  return createRouterClient(services.router, {
    context: { session: { id: name, kind: 'web' } },
  }) as ScreenClient;
}

const password = 'Zhan-2026-kuguan!';
const administrator = { name: '管理员样例', badgeNumber: '100001', account: 'admin', password };

/** The first administrator of a station that `setUpStation` has set up logs in on this screen. */
export const logInAdministrator = (client: ScreenClient) =>
  client.identity.logIn({ credential: { method: 'password', account: administrator.account, password } });

/** What the first start of a station without a demo world asks for. */
export async function setUpStation(client: ScreenClient, stationName: string): Promise<void> {
  await client.system.setUp({
    commandId: randomUUID(),
    province: { code: '330000000000', name: '示范省公安厅' },
    city: { code: '330100000000', name: '示范市公安局' },
    county: { code: '330199000000', name: '示范县公安局' },
    stationName,
    room: '一号室',
    administrator,
  });
}
