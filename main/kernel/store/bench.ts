import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ChainCheck } from '../ledger/chain-check.ts';
import { buildEntry, CHAIN_START, type ChainPosition } from '../ledger/entry.ts';
import { leafHashOfText } from '../ledger/hash.ts';
import type { LedgerEntry } from '../module.ts';
import { openWritable } from './database.ts';
import { openStoreInProcess } from './in-process.ts';
import { openStore, type StoreLog } from './store.ts';
import { TEST_ACTOR } from './testing/actor.ts';
import modules, { type TestDomains } from './testing/modules.ts';

export interface BenchmarkResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same unit, measured in the same run. */
  readonly reference: number;
  readonly ratio: number;
}

export interface Benchmark {
  readonly name: string;
  run(): Promise<BenchmarkResult>;
}

/** Rounds of each side, short and taken in turns, so that a slow moment of the disk meets both. */
const ROUNDS = 20;
const ROUND_MS = 100;
const SHELVES = 200;
const QUIET: StoreLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Durable custody entry with projections against a bare insert of the same bytes in the same file settings (issue 2), and
 * the rates of the chain against plain hashing.
 */
export const benchmarks: readonly Benchmark[] = [
  { name: 'ledger.entry', run: () => withFolder(entryInProcess) },
  { name: 'store.execute.1', run: () => withFolder((folder) => entryThroughWorker(folder, 1)) },
  { name: 'store.execute.16', run: () => withFolder((folder) => entryThroughWorker(folder, 16)) },
  { name: 'ledger.build', run: async () => buildRate() },
  { name: 'ledger.verify', run: async () => verifyRate() },
];

/** One durable entry with its projection, applied command and chain, in the thread of the writer. */
async function entryInProcess(folder: string): Promise<BenchmarkResult> {
  const store = openStoreInProcess<TestDomains>({ folder: path.join(folder, 'station'), modules });
  const bare = createBareInsert(folder);
  const options = { actor: TEST_ACTOR };
  let count = 0;
  const execute = (): void => {
    count += 1;
    store.execute('counter.add', { shelf: `shelf-${count % SHELVES}`, boxes: 1 }, options);
  };
  const [value, reference] = inTurns(execute, bare.insert);
  store.close();
  bare.close();
  return result('ledger.entry', 'entries/s', value, reference);
}

/** The same through the writer thread, with so many callers at once; the reference stays the bare insert without a thread. */
async function entryThroughWorker(folder: string, callers: number): Promise<BenchmarkResult> {
  const store = await openStore<TestDomains>({
    folder: path.join(folder, 'station'),
    modules: new URL('./testing/modules.ts', import.meta.url).href,
    station: 'bench',
    log: QUIET,
    ballastBytes: 0,
  });
  const bare = createBareInsert(folder);
  const options = { actor: TEST_ACTOR };
  const ours = new Tally();
  const theirs = new Tally();
  for (let round = 0; round < ROUNDS; round += 1) {
    let count = 0;
    const begun = performance.now();
    const caller = async (): Promise<void> => {
      while (performance.now() - begun < ROUND_MS) {
        count += 1;
        await store.execute('counter.add', { shelf: `shelf-${count % SHELVES}`, boxes: 1 }, options);
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    ours.add(count, performance.now() - begun);
    runRound(bare.insert, theirs);
  }
  await store.close();
  bare.close();
  return result(`store.execute.${callers}`, 'entries/s', ours.perSecond(), theirs.perSecond());
}

function buildRate(): BenchmarkResult {
  let position: ChainPosition = CHAIN_START;
  const build = (): void => {
    const { entry } = buildEntry(SAMPLE, position);
    position = { seq: entry.seq, hash: entry.hash };
  };
  const text = buildEntry(SAMPLE, CHAIN_START).canonical;
  const [value, reference] = inTurns(build, () => leafHashOfText(text));
  return result('ledger.build', 'entries/s', value, reference);
}

function verifyRate(): BenchmarkResult {
  const entries: { seq: number; canonical: string; hash: string }[] = [];
  let position: ChainPosition = CHAIN_START;
  for (let index = 0; index < 5000; index += 1) {
    const { entry, canonical } = buildEntry(SAMPLE, position);
    position = { seq: entry.seq, hash: entry.hash };
    entries.push({ seq: entry.seq, canonical, hash: entry.hash });
  }
  let check = new ChainCheck({ log: undefined, checkpoints: [] });
  let next = 0;
  const verify = (): void => {
    const entry = entries[next];
    if (entry === undefined) {
      check = new ChainCheck({ log: undefined, checkpoints: [] });
      next = 0;
      return;
    }
    check.add(entry);
    next += 1;
  };
  const text = entries[0]?.canonical ?? '';
  const [value, reference] = inTurns(verify, () => leafHashOfText(text));
  return result('ledger.verify', 'entries/s', value, reference);
}

/** Inserts the bytes of an entry, canonical text and hash, in a file with the settings of the store, one commit each. */
function createBareInsert(folder: string): { insert(): void; close(): void } {
  const connection = openWritable(path.join(folder, 'bare.sqlite'));
  connection.execute(
    'CREATE TABLE bare (seq INTEGER PRIMARY KEY, hash BLOB NOT NULL, canonical TEXT NOT NULL) STRICT',
  );
  const { entry, canonical } = buildEntry(SAMPLE, CHAIN_START);
  const hash = Buffer.from(entry.hash, 'hex');
  return {
    insert: () => void connection.run('INSERT INTO bare (hash, canonical) VALUES (?, ?)', hash, canonical),
    close: () => connection.close(),
  };
}

const SAMPLE: Omit<LedgerEntry, 'seq' | 'previous' | 'hash' | 'algorithm'> = {
  node: 'bench',
  epoch: 1,
  id: '01932c07-0000-7000-8000-000000000003',
  aggregate: 'shelf:shelf-100',
  type: 'counter.boxes_added',
  version: 1,
  body: { boxes: 1, shelf: 'shelf-100' },
  actor: TEST_ACTOR,
  at: '2026-11-23T08:00:00.000Z',
  hlc: '2026-11-23T08:00:00.000Z-0000-bench',
  command: '01932c07-0000-7000-8000-000000000004',
};

/** Work done and the time it took, over all rounds. */
class Tally {
  private count = 0;
  private milliseconds = 0;

  add(count: number, milliseconds: number): void {
    this.count += count;
    this.milliseconds += milliseconds;
  }

  perSecond(): number {
    return (this.count * 1000) / this.milliseconds;
  }
}

/** Rates of two works, a second. */
function inTurns(work: () => void, reference: () => unknown): readonly [number, number] {
  const ours = new Tally();
  const theirs = new Tally();
  for (let round = 0; round < ROUNDS; round += 1) {
    runRound(work, ours);
    runRound(reference, theirs);
  }
  return [ours.perSecond(), theirs.perSecond()];
}

function runRound(work: () => unknown, tally: Tally): void {
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < ROUND_MS) {
    for (let step = 0; step < 5; step += 1) work();
    count += 5;
  }
  tally.add(count, performance.now() - begun);
}

function result(name: string, unit: string, value: number, reference: number): BenchmarkResult {
  const ratio = reference === 0 ? 0 : value / reference;
  return {
    name,
    value: Math.round(value),
    unit,
    reference: Math.round(reference),
    ratio: Number(ratio.toFixed(3)),
  };
}

async function withFolder(work: (folder: string) => Promise<BenchmarkResult>): Promise<BenchmarkResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'station-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
