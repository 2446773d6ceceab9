import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { spawnNodeService } from '../../hosts/service-spawn-node.ts';
import type { FromVirtualRoom } from './messages.ts';

it('the process tells its addresses, obeys and ends when asked', async () => {
  const messages: FromVirtualRoom[] = [];
  const lines: string[] = [];
  const code = await new Promise<number | null>((resolve) => {
    const child = spawnNodeService(
      {
        name: 'virtual-room',
        modulePath: fileURLToPath(new URL('../virtual-room.ts', import.meta.url)),
        args: ['17'],
        env: { PATH: process.env['PATH'] ?? '' },
      },
      {
        onSpawn: () => undefined,
        onLine: (line) => lines.push(line),
        onExit: resolve,
        onMessage(message) {
          const told = message as FromVirtualRoom;
          messages.push(told);
          if (told.kind === 'ready') child.send({ kind: 'layOnDesk', epc: null, tid: null });
          if (told.kind === 'desk') child.send({ kind: 'stop' });
        },
      },
    );
  });
  expect(lines).toEqual([]);
  expect(code).toBe(0);
  expect(messages.map((message) => message.kind)).toEqual(['ready', 'desk']);
  expect(messages[0]).toMatchObject({
    addresses: { portal: expect.stringMatching(/^tcp:/), camera: expect.stringMatching(/^http:/) },
  });
});
