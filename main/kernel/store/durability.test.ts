import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifyPath } from '../ledger/verify.ts';
import { type Engine, openEngine } from './engine.ts';
import { openStoreInProcess } from './in-process.ts';
import { compareProjections } from './rebuild.ts';
import { TEST_ACTOR } from './testing/actor.ts';
import modules, { type TestDomains } from './testing/modules.ts';
import { temporaryFolders } from './testing/temporary-folder.ts';

const CHILD = fileURLToPath(new URL('./testing/writing-child.ts', import.meta.url));
const newFolder = temporaryFolders();

/** Runs the writing child until it has acknowledged so many entries, then kills it. @returns the last one acknowledged */
function killAfter(folder: string, acknowledged: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let count = 0;
    let last = 0;
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) last = Math.max(last, Number(line));
      count += lines.length;
      if (count >= acknowledged) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(last);
      else reject(new Error('the child ended by itself'));
    });
  });
}

describe('a station killed while it writes', () => {
  it('loses no acknowledged entry, in ten kills one after another', async () => {
    const folder = newFolder();
    for (let kill = 0; kill < 10; kill += 1) {
      const acknowledged = await killAfter(folder, 20 + 37 * kill);
      const verdict = verifyPath(folder);
      expect(verdict.problems).toEqual([]);
      expect(verdict.entries).toBeGreaterThanOrEqual(acknowledged);
    }
    expect([...compareProjections(folder, modules)]).toEqual([{ rebuilt: 3, different: 0 }]);
  });
});

let nextCommand = 1;
function add(engine: Engine, shelf = 'A') {
  const commandId = `01932c07-0000-7000-8000-${String(nextCommand).padStart(12, '0')}`;
  nextCommand += 1;
  return engine.runBatch([
    { name: 'counter.add', input: { shelf, boxes: 1 }, actor: TEST_ACTOR, commandId },
  ])[0];
}

/** Writes until the disk refuses. @returns number of entries that were confirmed */
function fill(engine: Engine): number {
  for (let confirmed = 0; confirmed < 100_000; confirmed += 1) {
    const outcome = add(engine, `shelf-${confirmed % 50}`);
    if (outcome?.ok === true) continue;
    expect(outcome?.error).toMatchObject({ code: 'store.disk_full', retryable: true });
    return confirmed;
  }
  throw new Error('the disk never ran full');
}

describe('a full disk', () => {
  it('refuses whole commands, keeps what was confirmed and goes on when there is room again', () => {
    const folder = newFolder();
    const engine = openEngine({ folder, modules, station: 'room-1' });
    const pages = engine.connection.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    engine.connection.get(`PRAGMA max_page_count=${pages + 20}`);
    const confirmed = fill(engine);
    expect(confirmed).toBeGreaterThan(10);
    expect(engine.status().seq).toBe(confirmed);
    engine.connection.get('PRAGMA max_page_count=100000');
    expect(add(engine)).toMatchObject({ ok: true, seq: confirmed + 1 });
    engine.close();
    expect(verifyPath(folder)).toMatchObject({ ok: true, entries: confirmed + 1 });
    expect([...compareProjections(folder, modules)].at(-1)).toMatchObject({ different: 0 });
  });

  it.skipIf(!canMount())(
    'gives up the ballast for the last entries (needs the right to mount a small disk)',
    () => {
      withSmallDisk('2m', (folder) => {
        const filler = path.join(folder, 'filler');
        writeFileSync(filler, Buffer.alloc(700 * 1024));
        const engine = openEngine({
          folder: path.join(folder, 'data'),
          modules,
          station: 'room-1',
          ballastBytes: 300_000,
        });
        while (engine.ballast.grow());
        expect(readdirSync(path.join(folder, 'data'))).toContain('ballast');
        const confirmed = fill(engine);
        expect(engine.ballast.released).toBe(true);
        expect(engine.status()).toMatchObject({ seq: confirmed, ballastReleased: true });
        rmSync(filler);
        expect(add(engine)).toMatchObject({ ok: true, seq: confirmed + 1 });
        engine.close();
        expect(verifyPath(path.join(folder, 'data'))).toMatchObject({ ok: true, entries: confirmed + 1 });
      });
    },
  );
});

describe('a read-only data folder', () => {
  const readOnlyPossible = process.getuid?.() !== 0 || canMount();

  it.skipIf(!readOnlyPossible)(
    'is refused for work, but can be verified and compared (as root needs the right to mount)',
    () => {
      withSmallDisk('4m', (disk, makeReadOnly) => {
        const folder = path.join(disk, 'data');
        const store = openStoreInProcess<TestDomains>({ folder, modules });
        for (let count = 0; count < 5; count += 1) {
          store.execute('counter.add', { shelf: 'A', boxes: 1 }, { actor: TEST_ACTOR });
        }
        store.close();
        makeReadOnly(folder);
        expect(() => openStoreInProcess({ folder, modules })).toThrow(
          expect.objectContaining({ code: 'store.read_only' }),
        );
        expect(verifyPath(folder)).toMatchObject({ ok: true, entries: 5 });
        expect([...compareProjections(folder, modules)]).toEqual([{ rebuilt: 1, different: 0 }]);
      });
    },
  );
});

function canMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'station-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return mounted;
}

/** A disk of that size where mounting is allowed, else an ordinary folder that can be closed by its mode. */
function withSmallDisk(
  size: string,
  work: (folder: string, makeReadOnly: (folder: string) => void) => void,
): void {
  const folder = newFolder();
  if (!canMount()) {
    work(folder, (data) => chmodSync(data, 0o500));
    for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o700);
    return;
  }
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status).toBe(0);
  try {
    work(folder, () => expect(spawnSync('mount', ['-o', 'remount,ro', folder]).status).toBe(0));
  } finally {
    spawnSync('umount', ['--lazy', folder]);
  }
}
