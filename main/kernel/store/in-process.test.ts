import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DomainModule, LedgerEntry } from '../module.ts';
import { bytesFromHex, leafHashOfText } from '../ledger/hash.ts';
import { canonicalEntry } from '../ledger/entry.ts';
import { openCheckpoint } from '../ledger/checkpoint.ts';
import { verifyInclusion } from '../ledger/merkle-verify.ts';
import { parseVerifierKey } from '../ledger/signed-note.ts';
import { findEntryById } from './entries.ts';
import { openReadable, openWritable } from './database.ts';
import { openStoreInProcess } from './in-process.ts';
import { destroyPersonKey } from './sealed-bodies.ts';
import { TEST_ACTOR } from './testing/actor.ts';
import { counterDomain } from './testing/counter-domain.ts';
import modules, { type TestDomains } from './testing/modules.ts';
import { temporaryFolders } from './testing/temporary-folder.ts';

const newFolder = temporaryFolders();

const OPTIONS = { actor: TEST_ACTOR };
const COMMAND_ID = '01932c07-0000-7000-8000-00000000000a';
const open = () => openStoreInProcess<TestDomains>({ folder: ':memory:', modules });
const coded = (code: string) => expect.objectContaining({ code });

describe('a command', () => {
  it('appends, projects and answers', () => {
    const store = open();
    const { output, entries, seq } = store.execute('counter.add', { shelf: 'A', boxes: 3 }, OPTIONS);
    expect(output).toEqual({ boxes: 3 });
    expect(seq).toBe(1);
    expect(entries).toEqual(store.entries({ aggregate: 'shelf:A' }));
    expect(entries[0]).toMatchObject({ seq: 1, type: 'counter.boxes_added', version: 1, actor: TEST_ACTOR });
    expect(store.query('counter.boxes', { shelf: 'A' })).toBe(3);
  });

  it('that refuses leaves nothing behind, neither in the ledger nor in the tables', () => {
    const store = open();
    store.execute('counter.add', { shelf: 'A', boxes: 3 }, OPTIONS);
    expect(() => store.execute('counter.addTwiceThenFail', { shelf: 'A', boxes: 1 }, OPTIONS)).toThrow(
      expect.objectContaining({ code: 'counter.never', detail: { shelf: 'A' } }),
    );
    expect(() => store.execute('counter.malformed', null, OPTIONS)).toThrow(TypeError);
    expect(store.query('counter.boxes', { shelf: 'A' })).toBe(3);
    const { entries } = store.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS);
    expect(entries[0]?.seq).toBe(2);
    expect(entries[0]?.previous).toBe(store.entries()[0]?.hash);
  });

  it('is applied once, however often it is sent', () => {
    const store = open();
    const seen: LedgerEntry[] = [];
    store.subscribe((entries) => seen.push(...entries));
    const options = { ...OPTIONS, commandId: COMMAND_ID };
    const first = store.execute('counter.add', { shelf: 'A', boxes: 3 }, options);
    const second = store.execute('counter.add', { boxes: 3, shelf: 'A' }, options);
    expect(second).toEqual(first);
    expect(store.query('counter.boxes', { shelf: 'A' })).toBe(3);
    expect(seen).toEqual(first.entries);
  });

  it('is refused when its id was used for something else or by someone else', () => {
    const store = open();
    const options = { ...OPTIONS, commandId: COMMAND_ID };
    store.execute('counter.add', { shelf: 'A', boxes: 3 }, options);
    const reused = coded('kernel.command_reused');
    expect(() => store.execute('counter.add', { shelf: 'A', boxes: 4 }, options)).toThrow(reused);
    const other = { ...options, actor: { ...TEST_ACTOR, person: null } };
    expect(() => store.execute('counter.add', { shelf: 'A', boxes: 3 }, other)).toThrow(reused);
  });

  it('may be tried again under the same id after it was refused', () => {
    const store = open();
    const options = { ...OPTIONS, commandId: COMMAND_ID };
    expect(() => store.execute('counter.add', { shelf: 'A', boxes: -1 }, options)).toThrow(
      coded('counter.too_few'),
    );
    store.execute('counter.add', { shelf: 'A', boxes: 5 }, OPTIONS);
    expect(store.execute('counter.add', { shelf: 'A', boxes: -1 }, options).output).toEqual({ boxes: 4 });
  });

  it('or query that nobody knows is refused by name', () => {
    const store = openStoreInProcess({ folder: ':memory:', modules });
    expect(() => store.execute('counter.none', {}, OPTIONS)).toThrow(coded('kernel.unknown_command'));
    expect(() => store.query('nobody.none', {})).toThrow(coded('kernel.unknown_query'));
  });

  it('may not append an entry longer than an entry bundle can hold', () => {
    const store = open();
    const shelf = '架'.repeat(22_000);
    expect(() => store.execute('counter.add', { shelf, boxes: 1 }, OPTIONS)).toThrow(
      coded('kernel.entry_too_long'),
    );
    expect(store.status().seq).toBe(0);
  });

  it('may not append half a character, and is refused as an input and not as a fault of the ledger', () => {
    const store = open();
    expect(() => store.execute('counter.add', { shelf: '\ud83d', boxes: 1 }, OPTIONS)).toThrow(
      coded('kernel.text_not_storable'),
    );
    expect(store.status().seq).toBe(0);
  });
});

describe('proofs', () => {
  it('show any entry under a signed checkpoint, across the borders of kept subtrees', () => {
    const store = open();
    for (let count = 0; count < 600; count += 1)
      store.execute('counter.add', { shelf: 'A', boxes: 1 }, OPTIONS);
    for (const seq of [1, 255, 256, 257, 512, 513, 600]) {
      const proof = store.proof(seq);
      const verifier = parseVerifierKey(proof?.verifierKey ?? '');
      if (proof === undefined || verifier === undefined) throw new Error('no proof');
      const checkpoint = openCheckpoint(Buffer.from(proof.checkpoint.note), verifier);
      if (typeof checkpoint === 'string') throw new Error(checkpoint);
      const leaf = leafHashOfText(canonicalEntry(proof.entry));
      const path = proof.inclusion.map((hash) => bytesFromHex(hash) ?? Buffer.alloc(0));
      const claim = {
        leafIndex: BigInt(seq - 1),
        treeSize: checkpoint.size,
        root: checkpoint.root,
        proof: path,
      };
      expect(leaf).toBe(proof.entry.hash);
      expect(verifyInclusion({ ...claim, leafHash: Buffer.from(leaf, 'hex') })).toBe(true);
    }
    expect(store.proof(601)).toBeUndefined();
    expect(store.checkpoint()).toEqual(store.checkpoint());
    expect(store.status()).toMatchObject({ seq: 600, root: store.checkpoint().root, oldestUnwitnessed: 1 });
  });
});

describe('sealed bodies', () => {
  const forgetful: DomainModule = {
    name: 'privacy',
    migrations: [],
    entryTypes: {},
    projectionTables: [],
    project: () => undefined,
    commands: {
      forget: (context, input: { readonly person: string }) =>
        destroyPersonKey(context.database, input.person),
    },
    queries: {},
  };

  it('are read back until the key of the person is destroyed; the chain stays whole', () => {
    const store = openStoreInProcess({ folder: ':memory:', modules: [counterDomain, forgetful] });
    store.execute('counter.note', { shelf: 'A', person: 'p1', text: '身份' }, OPTIONS);
    store.execute('counter.note', { shelf: 'B', person: 'p2', text: '别人' }, OPTIONS);
    expect(store.query('counter.note', { shelf: 'A' })).toEqual({ text: '身份' });
    const root = store.status().root;
    expect(JSON.stringify(store.entries())).not.toContain('身份');
    expect(store.execute('privacy.forget', { person: 'p1' }, OPTIONS).output).toBe(true);
    expect(store.query('counter.note', { shelf: 'A' })).toBeUndefined();
    expect(store.query('counter.note', { shelf: 'B' })).toEqual({ text: '别人' });
    expect(store.status().root).toBe(root);
  });

  it('leave no copy of a destroyed key in the file or its log', () => {
    const folder = newFolder();
    const store = openStoreInProcess({ folder, modules: [counterDomain, forgetful] });
    store.execute('counter.note', { shelf: 'A', person: 'p1', text: '身份' }, OPTIONS);
    const keys = openReadable(path.join(folder, 'station.sqlite'));
    const key = keys.get<{ key: Buffer }>('SELECT key FROM person_key')?.key ?? Buffer.alloc(0);
    keys.close();
    const bytes = (): Buffer =>
      Buffer.concat(
        ['station.sqlite', 'station.sqlite-wal'].map((name) => readFileSync(path.join(folder, name))),
      );
    expect(key).toHaveLength(32);
    expect(bytes().includes(key)).toBe(true);
    store.execute('privacy.forget', { person: 'p1' }, OPTIONS);
    expect(bytes().includes(key)).toBe(false);
    store.close();
  });
});

describe('entries', () => {
  it('are found by aggregate, by position and by id', () => {
    const store = open();
    for (let count = 0; count < 40; count += 1) {
      store.execute('counter.add', { shelf: `S${count % 4}`, boxes: 1 }, OPTIONS);
    }
    expect(store.entries({ aggregate: 'shelf:S1', afterSeq: 10, limit: 2 }).map(({ seq }) => seq)).toEqual([
      14, 18,
    ]);
    expect(store.entries({ afterSeq: 38 }).map(({ seq }) => seq)).toEqual([39, 40]);
    const database = openWritable(':memory:');
    database.execute('CREATE TABLE ledger_entry (seq INTEGER PRIMARY KEY, hash BLOB, canonical TEXT) STRICT');
    for (const entry of store.entries()) {
      const hash = Buffer.from(entry.hash, 'hex');
      database.run('INSERT INTO ledger_entry VALUES (?, ?, ?)', entry.seq, hash, canonicalEntry(entry));
    }
    for (const entry of store.entries()) expect(findEntryById(database, entry.id)).toEqual(entry);
    expect(findEntryById(database, '01932c07-0000-7000-8000-000000000003')).toBeUndefined();
    database.close();
  });
});
