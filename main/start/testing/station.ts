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
