import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderLayout } from '../store/folder.ts';
import { openStoreInProcess } from '../store/in-process.ts';
import { TEST_ACTOR } from '../store/testing/actor.ts';
import modules, { type TestDomains } from '../store/testing/modules.ts';
import { temporaryFolders } from '../store/testing/temporary-folder.ts';
import { writeBundle } from './bundle.ts';
import { openForInspection, verifyPath } from './verify.ts';

const newFolder = temporaryFolders();

/** A bundle over a ledger of 30 entries with checkpoints at 10, 20 and 30. */
function exportedBundle(aggregate?: string): {
  readonly bundle: string;
  readonly root: string;
  readonly entries: number;
} {
  const folder = newFolder();
  const store = openStoreInProcess<TestDomains>({ folder, modules });
  for (let count = 1; count <= 30; count += 1) {
    store.execute('counter.add', { shelf: `S${count % 3}`, boxes: 1 }, { actor: TEST_ACTOR });
    if (count % 10 === 0) store.checkpoint();
  }
  const { root } = store.status();
  store.close();
  const database = openForInspection(folderLayout(folder).database);
  const bundle = path.join(newFolder(), 'bundle');
  const entries = writeBundle(database, bundle, aggregate);
  database.close();
  return { bundle, root, entries };
}

describe('a custody bundle', () => {
  it('of the whole ledger verifies by itself', () => {
    const { bundle, root } = exportedBundle();
    expect(verifyPath(bundle)).toEqual({ ok: true, entries: 30, root, checkpoints: 3, problems: [] });
  });

  it('of one aggregate verifies by inclusion proofs', () => {
    const { bundle, root, entries } = exportedBundle('shelf:S1');
    expect(entries).toBe(10);
    expect(verifyPath(bundle)).toEqual({ ok: true, entries: 10, root, checkpoints: 3, problems: [] });
  });

  it('does not verify after the change of any byte of its events or checkpoints', () => {
    const { bundle } = exportedBundle('shelf:S1');
    const files = ['events.jsonl', 'checkpoints/10', 'checkpoints/30'];
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (name, place, flip) => {
          const file = path.join(bundle, name);
          const original = readFileSync(file);
          const changed = Buffer.from(original);
          const at = place % changed.length;
          changed[at] = (changed[at] ?? 0) ^ flip;
          writeFileSync(file, changed);
          expect(verifyPath(bundle).ok).toBe(false);
          writeFileSync(file, original);
        },
      ),
      { numRuns: 100 },
    );
    expect(verifyPath(bundle).ok).toBe(true);
  });

  it('does not verify without any of its files or with a stranger’s key', () => {
    const { bundle } = exportedBundle();
    for (const name of readdirSync(bundle)) {
      if (name === 'bundle.json') continue;
      const copy = path.join(newFolder(), 'copy');
      cpSync(bundle, copy, { recursive: true });
      rmSync(path.join(copy, name), { recursive: true });
      expect(verifyPath(copy).ok).toBe(false);
    }
    const other = exportedBundle();
    cpSync(path.join(other.bundle, 'keys.txt'), path.join(bundle, 'keys.txt'));
    expect(verifyPath(bundle).problems.map(({ code }) => code)).toContain('checkpoint.bad_signature');
  });

  it('shows a checkpoint that was left out and one that does not continue the last', () => {
    const { bundle } = exportedBundle();
    rmSync(path.join(bundle, 'checkpoints', '20'));
    expect(verifyPath(bundle).problems).toMatchObject([{ code: 'checkpoint.inconsistent', seq: 30 }]);
    rmSync(path.join(bundle, 'checkpoints', '30'));
    expect(verifyPath(bundle).problems.map(({ code }) => code)).toContain('ledger.not_included');
  });
});
