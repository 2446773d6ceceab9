import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems give their own choice of ports from 32768 (Linux) or 49152 (others) on: below, nobody comes by chance. */
const FIRST = 20_000;
const COUNT = 12_000;

/** A port of loopback that is free and stays so until the test takes it; another one for every process of a run. */
export async function quietPort(): Promise<number> {
  for (let tried = 0; tried < COUNT; tried += 1) {
    const port = FIRST + ((process.pid * 37 + tried) % COUNT);
    const server = createServer();
    server.listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error('no free port');
}
