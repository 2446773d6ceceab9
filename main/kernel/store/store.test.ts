import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyPath } from '../ledger/verify.ts';
import { openStoreInProcess } from './in-process.ts';
import { openStore, type Store, type StoreLog } from './store.ts';
import { TEST_ACTOR } from './testing/actor.ts';
import modules, { type TestDomains } from './testing/modules.ts';
import { temporaryFolders } from './testing/temporary-folder.ts';

const MODULES = new URL('./testing/modules.ts', import.meta.url).href;
const OPTIONS = { actor: TEST_ACTOR };
const newFolder = temporaryFolders();

async function withStore(
  work: (store: Store<TestDomains>, folder: string) => Promise<void>,
  folder = newFolder(),
): Promise<void> {
  const warnings: unknown[] = [];
  const log: StoreLog = {
    info: () => undefined,
    warn: (detail) => warnings.push(detail),
    error: () => undefined,
  };
  const store = await openStore<TestDomains>({
    folder,
    modules: MODULES,
    station: 'room-1',
    readers: 2,
    log,
    ballastBytes: 100_000,
  });
  try {
    await work(store, folder);
  } finally {
    await store.close();
  }
}

describe('the store with its threads', () => {
  it('executes, publishes and reads its own writes on another connection', async () => {
    await withStore(async (store, folder) => {
      const seen: number[] = [];
      const unsubscribe = store.subscribe((entries) => seen.push(...entries.map(({ seq }) => seq)));
      const { output, entries, seq } = await store.execute('counter.add', { shelf: 'A', boxes: 2 }, OPTIONS);
      expect({ output, seq }).toEqual({ output: { boxes: 2 }, seq: 1 });
      expect(await store.query('counter.boxes', { shelf: 'A' })).toBe(2);
      expect(await store.entries()).toEqual(entries);
      unsubscribe();
      await store.execute('counter.add', { shelf: 'A', boxes: 2 }, OPTIONS);
      expect(seen).toEqual([1]);
      expect(statSync(path.join(folder, 'keys', 'node-ed25519.pem')).mode & 0o777).toBe(0o600);
      expect(await store.status()).toMatchObject({ node: 'room-1', epoch: 1, seq: 2, oldestUnwitnessed: 1 });
    });
  });

  it('keeps commands of many callers apart: one that fails does not touch its neighbours', async () => {
    await withStore(async (store) => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 300 }, (_, index) =>
          index % 3 === 0
            ? store.execute('counter.addTwiceThenFail', { shelf: 'A', boxes: 1 }, OPTIONS)
            : store.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(100);
      expect(await store.query('counter.boxes', { shelf: 'A' })).toBe(200);
      expect((await store.status()).seq).toBe(200);
    });
  });

  it('carries refusals and errors over the border of the thread', async () => {
    await withStore(async (store) => {
      await expect(store.query('counter.refuse', { code: 'some.code' })).rejects.toMatchObject({
        name: 'Refusal',
        code: 'some.code',
        detail: { places: ['A1', 'A2'], count: 2 },
      });
      await expect(store.execute('counter.malformed', null, OPTIONS)).rejects.toMatchObject({
        name: 'TypeError',
      });
      await expect(store.execute('counter.add', { shelf: 'A', boxes: -1 }, OPTIONS)).rejects.toMatchObject({
        code: 'counter.too_few',
        detail: { shelf: 'A', boxes: 0 },
      });
    });
  });

  it('makes a backup that can be opened, is verified and goes on as the same ledger', async () => {
    const target = path.join(newFolder(), 'copy');
    let root = '';
    await withStore(async (store) => {
      for (let count = 0; count < 20; count += 1)
        await store.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS);
      root = (await store.checkpoint()).root;
      await store.backup(target);
      await expect(store.backup(target)).rejects.toMatchObject({ code: 'store.backup_exists' });
    });
    expect(verifyPath(target)).toMatchObject({ ok: true, entries: 20, root, checkpoints: 1 });
    const restored = openStoreInProcess<TestDomains>({ folder: target, modules });
    expect(restored.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS).seq).toBe(21);
    restored.close();
  });

  it('exports the story of one aggregate as a bundle that verifies by itself', async () => {
    const target = path.join(newFolder(), 'bundle');
    await withStore(async (store) => {
      await store.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS);
      await store.execute('counter.add', { shelf: 'B', boxes: 1 }, OPTIONS);
      expect(await store.exportBundle(target, 'shelf:B')).toBe(1);
    });
    expect(verifyPath(target)).toMatchObject({ ok: true, entries: 1, checkpoints: 1 });
  });

  it('refuses work after it was closed and leaves folder and mark behind', async () => {
    const folder = newFolder();
    let closed: Store<TestDomains> | undefined;
    await withStore(async (store) => {
      closed = store;
      await store.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS);
    }, folder);
    await expect(closed?.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS)).rejects.toMatchObject({
      code: 'store.closed',
    });
    expect(JSON.parse(readFileSync(path.join(folder, 'mark.json'), 'utf8'))).toMatchObject({
      node: 'room-1',
      seq: 1,
    });
    expect(existsSync(path.join(folder, 'station.sqlite-wal'))).toBe(false);
    await withStore(async (store) => {
      expect(await store.query('counter.boxes', { shelf: 'A' })).toBe(1);
    }, folder);
  });

  it('refuses a second process on the folder by its number, and another thread alike', async () => {
    await withStore(async (_store, folder) => {
      const inUse = { code: 'store.in_use', detail: { folder, pid: process.pid } };
      await expect(withStore(async () => undefined, folder)).rejects.toMatchObject(inUse);
      expect(() => openStoreInProcess({ folder, modules })).toThrow(expect.objectContaining(inUse));
    });
  });

  it('says what is wrong with the list of domains', async () => {
    const log: StoreLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const options = {
      folder: newFolder(),
      station: 'room-1',
      log,
      modules: new URL('./errors.ts', import.meta.url).href,
    };
    await expect(openStore(options)).rejects.toThrow('no list of domains');
  });
});
