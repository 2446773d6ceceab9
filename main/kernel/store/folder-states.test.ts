import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyPath } from '../ledger/verify.ts';
import type { DomainModule } from '../module.ts';
import { openWritable, requireSqliteVersion } from './database.ts';
import { networkFileSystem } from './folder.ts';
import { openStoreInProcess } from './in-process.ts';
import { compareProjections } from './rebuild.ts';
import { TEST_ACTOR } from './testing/actor.ts';
import { counterDomain } from './testing/counter-domain.ts';
import modules, { type TestDomains } from './testing/modules.ts';
import { temporaryFolders } from './testing/temporary-folder.ts';

const OPTIONS = { actor: TEST_ACTOR };
const newFolder = temporaryFolders();
const coded = (code: string) => expect.objectContaining({ code });
const open = (folder: string, list: readonly DomainModule[] = modules) =>
  openStoreInProcess<TestDomains>({ folder, modules: list });

function filledFolder(entries: number): string {
  const folder = newFolder();
  const store = open(folder);
  for (let count = 0; count < entries; count += 1) {
    store.execute('counter.add', { shelf: `S${count % 5}`, boxes: 1 }, OPTIONS);
  }
  store.checkpoint();
  store.close();
  return folder;
}

function edit(folder: string, sql: string): void {
  const connection = openWritable(path.join(folder, 'station.sqlite'));
  connection.execute(sql);
  connection.close();
}

describe('a data folder', () => {
  it('of a newer program is refused', () => {
    const folder = filledFolder(3);
    edit(folder, "INSERT INTO schema_migration VALUES ('counter', 20, 'later')");
    expect(() => open(folder)).toThrow(
      expect.objectContaining({ code: 'store.newer_version', detail: { module: 'counter', number: 20 } }),
    );
  });

  it('of an older program is brought up, and new projections are filled from the ledger', () => {
    const folder = filledFolder(10);
    const newer: DomainModule = {
      ...counterDomain,
      migrations: [
        ...counterDomain.migrations,
        { number: 20, name: 'moves', sql: 'CREATE TABLE counter_move (seq INTEGER PRIMARY KEY) STRICT;' },
      ],
      projectionTables: [...counterDomain.projectionTables, 'counter_move'],
      project(entry, database) {
        counterDomain.project(entry, database);
        database.run('INSERT INTO counter_move VALUES (?)', entry.seq);
      },
    };
    open(folder, [newer]).close();
    expect([...compareProjections(folder, [newer])]).toEqual([{ rebuilt: 15, different: 0 }]);
  });

  it('whose database was put back from an older image is refused', () => {
    const folder = filledFolder(3);
    const image = newFolder();
    cpSync(path.join(folder, 'station.sqlite'), path.join(image, 'station.sqlite'));
    const store = open(folder);
    store.execute('counter.add', { shelf: 'S', boxes: 1 }, OPTIONS);
    store.close();
    cpSync(path.join(image, 'station.sqlite'), path.join(folder, 'station.sqlite'));
    expect(() => open(folder)).toThrow(coded('store.rolled_back'));
    expect(verifyPath(folder).problems).toMatchObject([{ code: 'store.rolled_back' }]);
  });

  it('with a mark cut short by a crash is opened', () => {
    const folder = filledFolder(3);
    writeFileSync(path.join(folder, 'mark.json'), '{"node":');
    const store = open(folder);
    expect(store.status().seq).toBe(3);
    store.close();
  });

  it('whose key is gone is refused rather than given another key', () => {
    const folder = filledFolder(1);
    rmSync(path.join(folder, 'keys'), { recursive: true });
    expect(() => open(folder)).toThrow(coded('store.key_missing'));
  });

  it('whose key is another one, or no key at all, is refused', () => {
    const folder = filledFolder(1);
    const key = path.join(folder, 'keys', 'node-ed25519.pem');
    cpSync(path.join(filledFolder(1), 'keys'), path.join(folder, 'keys'), { recursive: true });
    expect(() => open(folder)).toThrow(coded('store.key_wrong'));
    writeFileSync(key, 'no key');
    expect(() => open(folder)).toThrow(coded('store.key_wrong'));
  });

  it.each([
    ['gone', (file: string) => rmSync(file)],
    ['empty', (file: string) => writeFileSync(file, '')],
  ])('whose database is %s is refused, and no new ledger is begun in its place', (_, spoil) => {
    const folder = filledFolder(3);
    spoil(path.join(folder, 'station.sqlite'));
    const missing = expect.objectContaining({
      code: 'store.database_missing',
      detail: { seq: 3, node: 'station' },
    });
    expect(() => open(folder)).toThrow(missing);
    expect(() => open(folder)).toThrow(missing);
  });

  it('that is a file, or lies below one, is refused by its name', () => {
    const file = path.join(newFolder(), 'file');
    writeFileSync(file, '');
    for (const folder of [file, path.join(file, 'below')]) {
      expect(() => open(folder)).toThrow(
        expect.objectContaining({ code: 'store.not_a_folder', detail: { folder } }),
      );
    }
  });

  it('whose lock file was spoiled is opened, and locked as ever', () => {
    const folder = filledFolder(3);
    writeFileSync(path.join(folder, 'lock'), 'no database '.repeat(1000));
    const store = open(folder);
    expect(() => open(folder)).toThrow(coded('store.in_use'));
    store.close();
  });

  it('with a broken end of the chain or a file that is no database is refused', () => {
    const folder = filledFolder(3);
    edit(folder, "UPDATE ledger_entry SET canonical = replace(canonical, 'S2', 'S9') WHERE seq = 3");
    expect(() => open(folder)).toThrow(coded('ledger.chain_broken'));
    writeFileSync(path.join(folder, 'station.sqlite'), 'no database '.repeat(1000));
    expect(() => open(folder)).toThrow(coded('store.corrupt'));
    expect(verifyPath(folder)).toMatchObject({ ok: false, problems: [{ code: 'store.corrupt' }] });
  });

  it('on a network drive is refused', () => {
    const mounts = 'ext4 / ext4 rw\n//nas/share /mnt/nas\\040box cifs rw\nserver:/x /srv nfs4 rw\n';
    expect(networkFileSystem('/mnt/nas box/station', mounts)).toBe('cifs');
    expect(networkFileSystem('/srv', mounts)).toBe('nfs4');
    expect(networkFileSystem('/srvlocal', mounts)).toBeUndefined();
    expect(networkFileSystem('\\\\nas\\share', mounts)).toBe('unc');
  });
});

describe('SQLite', () => {
  it.each(['3.51.2', '3.7.0', '2.9.9'])('%s is refused as too old', (version) => {
    expect(() => requireSqliteVersion(version)).toThrow(coded('store.sqlite_too_old'));
  });

  it.each(['3.51.3', '3.54.1', '4.0.0'])('%s will do', (version) => {
    expect(() => requireSqliteVersion(version)).not.toThrow();
  });
});

describe('ledger verify', () => {
  it('finds a change in any column of any entry, and a removed one', () => {
    const folder = filledFolder(300);
    expect(verifyPath(folder)).toMatchObject({ ok: true, entries: 300, checkpoints: 1, problems: [] });
    const cases: readonly (readonly [sql: string, code: string])[] = [
      [
        "UPDATE ledger_entry SET canonical = replace(canonical, 'boxes\":1', 'boxes\":2') WHERE seq = 7",
        'ledger.hash_mismatch',
      ],
      ['UPDATE ledger_entry SET hash = zeroblob(32) WHERE seq = 7', 'ledger.hash_mismatch'],
      ["UPDATE ledger_entry SET aggregate = 'shelf:X' WHERE seq = 7", 'ledger.column_mismatch'],
      ["UPDATE ledger_entry SET type = 'x' WHERE seq = 300", 'ledger.column_mismatch'],
      ['DELETE FROM ledger_entry WHERE seq = 7', 'ledger.seq_gap'],
      ['DELETE FROM ledger_entry WHERE seq = 300', 'checkpoint.beyond_end'],
      ['UPDATE ledger_subtree SET hash = zeroblob(32)', 'ledger.subtree_mismatch'],
      ["UPDATE checkpoint SET note = replace(note, '300', '299')", 'checkpoint.bad_signature'],
    ];
    for (const [sql, code] of cases) {
      const copy = newFolder();
      cpSync(folder, copy, { recursive: true });
      edit(copy, sql);
      const verdict = verifyPath(copy);
      expect(verdict.ok).toBe(false);
      expect(verdict.problems.map((problem) => problem.code)).toContain(code);
    }
  });

  it('reads the write-ahead log of a station that died, and leaves every byte of the folder as it was', () => {
    const folder = newFolder();
    const live = open(folder);
    for (let count = 0; count < 40; count += 1)
      live.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS);
    const dead = newFolder();
    // Without the shared-memory file, as on a copied disk; the log holds everything so far.
    for (const name of ['station.sqlite', 'station.sqlite-wal'])
      cpSync(path.join(folder, name), path.join(dead, name));
    expect(verifyPath(folder)).toMatchObject({ ok: true, entries: 40 });
    live.close();
    const before = readdirSync(dead).map((name) => [name, readFileSync(path.join(dead, name))]);
    expect(verifyPath(dead)).toMatchObject({ ok: true, entries: 40 });
    expect(readdirSync(dead).map((name) => [name, readFileSync(path.join(dead, name))])).toEqual(before);
  });

  it('refuses a folder that holds neither ledger nor bundle', () => {
    expect(() => verifyPath(newFolder())).toThrow(coded('ledger.malformed'));
  });
});

describe('ledger rebuild --compare', () => {
  it('finds rows edited, added and removed by hand', () => {
    const folder = filledFolder(10);
    expect([...compareProjections(folder, modules)]).toEqual([{ rebuilt: 5, different: 0 }]);
    edit(
      folder,
      `UPDATE counter_shelf SET boxes = 9 WHERE shelf = 'S1';
       DELETE FROM counter_shelf WHERE shelf = 'S3';
       INSERT INTO counter_shelf VALUES ('S2+', 1, 'never')`,
    );
    const lines = [...compareProjections(folder, modules)];
    expect(lines).toMatchObject([
      { table: 'counter_shelf', key: { shelf: 'S1' }, stored: { boxes: 9 }, rebuilt: { boxes: 2 } },
      { table: 'counter_shelf', key: { shelf: 'S2+' }, stored: { boxes: 1 }, rebuilt: null },
      { table: 'counter_shelf', key: { shelf: 'S3' }, stored: null, rebuilt: { boxes: 2 } },
      { rebuilt: 5, different: 3 },
    ]);
  });
});
