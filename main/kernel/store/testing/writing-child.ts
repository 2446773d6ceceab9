import { openStore } from '../store.ts';
import { TEST_ACTOR } from './actor.ts';
import type { TestDomains } from './modules.ts';

/**
 * A station that writes as fast as it can and prints the number of each entry once it is acknowledged, until somebody
 * kills it. Run with the data folder as its only argument.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('which data folder?');
const store = await openStore<TestDomains>({
  folder,
  modules: new URL('./modules.ts', import.meta.url).href,
  station: 'room-1',
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  ballastBytes: 0,
});

async function write(shelf: string): Promise<never> {
  for (;;) {
    const { entries } = await store.execute('counter.add', { shelf, boxes: 1 }, { actor: TEST_ACTOR });
    for (const { seq } of entries) process.stdout.write(`${seq}\n`);
  }
}

await Promise.all(['A', 'B', 'C'].map(write));
