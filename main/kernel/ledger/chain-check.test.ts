import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, LedgerEntry } from '../module.ts';
import { ChainCheck, type StoredEntry, type Verdict } from './chain-check.ts';
import { signCheckpoint } from './checkpoint.ts';
import {
  buildEntry,
  CHAIN_START,
  canonicalEntry,
  type ChainPosition,
  followsChain,
  readEntry,
} from './entry.ts';
import { leafHash, leafHashOfText } from './hash.ts';
import { memoryTree, treeRoot } from './merkle.ts';
import { createSigner, parseVerifierKey } from './signed-note.ts';

const ACTOR: Actor = { person: null, name: '系统', post: null, method: 'system', station: 'desk-1' };

function buildChain(length: number): { stored: StoredEntry[]; entries: LedgerEntry[] } {
  const stored: StoredEntry[] = [];
  const entries: LedgerEntry[] = [];
  let position: ChainPosition = CHAIN_START;
  for (let index = 0; index < length; index += 1) {
    const { entry, canonical } = buildEntry(
      {
        node: 'room-1',
        epoch: 1,
        id: `01932c07-0000-7000-8000-${String(index).padStart(12, '0')}`,
        aggregate: `item:${index % 3}`,
        type: 'evidence.moved',
        version: 1,
        body: { place: `A-${index}`, note: '移交😀' },
        actor: ACTOR,
        at: '2026-11-23T08:00:00.000Z',
        hlc: `2026-11-23T08:00:00.000Z-${index.toString(16).padStart(4, '0')}-room-1`,
        command: `command-${index}`,
      },
      position,
    );
    position = { seq: entry.seq, hash: entry.hash };
    entries.push(entry);
    stored.push({
      seq: entry.seq,
      canonical,
      hash: entry.hash,
      aggregate: entry.aggregate,
      type: entry.type,
    });
  }
  return { stored, entries };
}

function check(stored: readonly StoredEntry[]): Verdict {
  const chain = new ChainCheck({ node: 'room-1', log: undefined, checkpoints: [] });
  for (const entry of stored) chain.add(entry);
  return chain.finish();
}

describe('the chain of entries', () => {
  it('hashes an entry as the RFC 6962 leaf of its canonical JSON', () => {
    const { entries } = buildChain(2);
    for (const entry of entries) {
      const canonical = canonicalEntry(entry);
      expect(entry.hash).toBe(leafHash(Buffer.from(canonical, 'utf8')).toString('hex'));
      expect(entry.hash).toBe(leafHashOfText(canonical));
      expect(readEntry(canonical, entry.hash)).toEqual(entry);
    }
    const [first, second] = entries;
    expect(first?.previous).toBe('0'.repeat(64));
    expect(second && first && followsChain(second, { seq: 1, hash: first.hash })).toBe(true);
  });

  it('is accepted when nothing was touched', () => {
    const { stored } = buildChain(20);
    expect(check(stored)).toMatchObject({ ok: true, entries: 20, problems: [] });
  });

  it('shows a change of any byte of any entry', () => {
    const { stored } = buildChain(6);
    fc.assert(
      fc.property(fc.nat({ max: 5 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (index, place, flip) => {
        const entry = stored[index];
        if (entry === undefined) throw new RangeError('no such entry');
        const bytes = Buffer.from(entry.canonical, 'utf8');
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const tampered = stored.with(index, { ...entry, canonical: bytes.toString('utf8') });
        expect(check(tampered).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('shows a forged entry even when its own hash was made to fit', () => {
    const { stored } = buildChain(4);
    const second = stored[1];
    if (second === undefined) throw new RangeError('no such entry');
    const canonical = second.canonical.replace('A-1', 'B-1');
    const forged = stored.with(1, { ...second, canonical, hash: leafHashOfText(canonical) });
    expect(check(forged).problems).toEqual([
      { code: 'ledger.chain_broken', seq: 3, message: 'the entry does not follow the one before' },
    ]);
  });

  it('names a missing entry, a foreign node, another spelling and a column that lies', () => {
    const { stored } = buildChain(5);
    expect(check(stored.toSpliced(2, 1)).problems.map(({ code, seq }) => [code, seq])).toEqual([
      ['ledger.seq_gap', 4],
      ['ledger.chain_broken', 4],
    ]);
    const first = stored[0];
    if (first === undefined) throw new RangeError('no such entry');
    const spaced = first.canonical.replace(',', ', ');
    const codes = (entry: StoredEntry): readonly string[] => check([entry]).problems.map(({ code }) => code);
    expect(codes({ ...first, canonical: spaced, hash: leafHashOfText(spaced) })).toEqual([
      'ledger.not_canonical',
    ]);
    expect(codes({ ...first, aggregate: 'item:9' })).toEqual(['ledger.column_mismatch']);
    const foreign = first.canonical.replace('"node":"room-1"', '"node":"room-2"');
    expect(codes({ ...first, canonical: foreign, hash: leafHashOfText(foreign) })).toEqual([
      'ledger.foreign_node',
    ]);
  });
});

describe('checkpoints over the chain', () => {
  const { stored, entries } = buildChain(10);
  const leaves = entries.map(({ hash }) => Buffer.from(hash, 'hex'));
  const { signer, verifierKey } = createSigner('room-1/1', generateKeyPairSync('ed25519').privateKey);
  const note = (size: number, of = size): string =>
    signCheckpoint(
      { origin: 'room-1/1', size: BigInt(size), root: treeRoot(memoryTree(leaves), of) },
      signer,
    );
  const checkWith = (
    checkpoints: readonly { size: number; note: string }[],
    count = 10,
  ): readonly string[] => {
    const chain = new ChainCheck({ log: parseVerifierKey(verifierKey), checkpoints });
    for (const entry of stored.slice(0, count)) chain.add(entry);
    return chain.finish().problems.map(({ code }) => code);
  };

  it('hold when root, size and signature fit', () => {
    expect(checkWith([0, 3, 10].map((size) => ({ size, note: note(size) })))).toEqual([]);
  });

  it('show a rewritten ledger, a shortened one, a forged note and a wrong size', () => {
    expect(checkWith([{ size: 5, note: note(5, 6) }])).toEqual(['checkpoint.wrong_root']);
    expect(checkWith([{ size: 10, note: note(10) }], 9)).toEqual(['checkpoint.beyond_end']);
    expect(checkWith([{ size: 5, note: note(5).replace('\n5\n', '\n6\n') }])).toEqual([
      'checkpoint.bad_signature',
    ]);
    expect(checkWith([{ size: 6, note: note(5) }])).toEqual(['checkpoint.wrong_size']);
  });
});
