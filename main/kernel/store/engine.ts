import { statSync } from 'node:fs';
import { StoreError } from '../errors.ts';
import { CHAIN_START, followsChain, readEntry as checkEntry } from '../ledger/entry.ts';
import { treeRoot } from '../ledger/merkle.ts';
import type { DomainModule, JsonValue, QueryContext, ReadDatabase } from '../module.ts';
import { type Ballast, createBallast, NO_BALLAST } from './ballast.ts';
import {
  type Checkpoint,
  makeCheckpoint,
  oldestUnwitnessed,
  proveEntry,
  type EntryProof,
} from './checkpoints.ts';
import { type CommandOutcome, type CommandRequest, createCommandRunner } from './command-runner.ts';
import { type Connection, openWritable } from './database.ts';
import { prepareFolder } from './folder.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { createLedgerWriter, type LedgerWriter } from './ledger-writer.ts';
import { migrate } from './migrations.ts';
import { createRegistry, type ModuleRegistry } from './module-registry.ts';
import { loadIdentity, loadNodeKey, newNodeKey, type NodeIdentity } from './node-identity.ts';
import { replayProjections } from './projections.ts';
import { readMark, requireMark, writeMark } from './rollback-mark.ts';
import { readSealed, takeErasure } from './sealed-bodies.ts';
import { storedTree } from './stored-tree.ts';

export interface EngineOptions {
  /** Data folder, or `:memory:`. */
  readonly folder: string;
  readonly modules: readonly DomainModule[];
  /** Name of the node of a new ledger. */
  readonly station: string;
  readonly now?: () => number;
  /** Size of the ballast file; 0 for none. */
  readonly ballastBytes?: number;
  /** Anti-rollback mark, best in another folder or on another disk; `<folder>/mark.json` unless told. */
  readonly markFile?: string;
}

export interface EngineStatus {
  readonly node: string;
  readonly epoch: number;
  readonly seq: number;
  /** Merkle root of all entries, lower-case hex. */
  readonly root: string;
  /** First entry without a witness's cosignature, undefined when all have one. */
  readonly oldestUnwitnessed: number | undefined;
  readonly verifierKey: string;
  /** True once the ballast was given up: the disk ran full and somebody must act. */
  readonly ballastReleased: boolean;
}

/** The one writer of a ledger: everything it does is synchronous, so it lives in a worker thread or in a test. */
export interface Engine {
  readonly connection: Connection;
  readonly registry: ModuleRegistry;
  readonly ballast: Ballast;
  runBatch(requests: readonly CommandRequest[]): CommandOutcome[];
  query(name: string, input: unknown): unknown;
  checkpoint(): Checkpoint;
  proof(seq: number): EntryProof | undefined;
  status(): EngineStatus;
  newId(): string;
  /** Writes the anti-rollback mark if the ledger grew since; never throws, since the entries themselves are safe. */
  saveMark(): void;
  close(): void;
}

/** Entries at the end of the chain that are checked at every start; the whole chain is the weekly task's. */
const CHECKED_AT_START = 256;

/** @throws StoreError with the codes of a folder that cannot be worked in, a file that cannot be used, a broken chain */
export function openEngine(options: EngineOptions): Engine {
  const inMemory = options.folder === ':memory:';
  const layout = inMemory ? undefined : prepareFolder(options.folder);
  let lock: FolderLock | undefined;
  let connection: Connection | undefined;
  try {
    lock = layout && lockFolder(layout.lock);
    const markFile = options.markFile ?? layout?.mark;
    const hasDatabase = layout !== undefined && hasBytes(layout.database);
    if (layout !== undefined && !hasDatabase) requireNoMark(markFile);
    const key = layout === undefined ? newNodeKey() : nodeKey(layout.folder, hasDatabase);
    connection = openWritable(layout?.database ?? ':memory:');
    return assemble(options, { connection, lock, key, markFile, ballastFile: layout?.ballast });
  } catch (error) {
    connection?.close();
    lock?.release();
    throw error;
  }
}

interface EngineParts {
  readonly connection: Connection;
  readonly lock: FolderLock | undefined;
  readonly key: ReturnType<typeof newNodeKey>;
  readonly markFile: string | undefined;
  readonly ballastFile: string | undefined;
}

function assemble(options: EngineOptions, parts: EngineParts): Engine {
  const { connection } = parts;
  const now = options.now ?? Date.now;
  const registry = createRegistry(options.modules);
  const changed = migrate(connection, registry.migrationSets);
  const identity = loadIdentity(connection, parts.key, options.station);
  const mark = parts.markFile === undefined ? undefined : readMark(parts.markFile);
  if (mark !== undefined) requireMark(connection, identity.node, mark);
  const writer = createLedgerWriter(connection, identity, registry);
  checkTail(connection, writer.position.seq);
  if (writer.position.seq > 0) replayProjections(connection, registry, (module) => changed.has(module.name));

  const ballast =
    parts.ballastFile === undefined
      ? NO_BALLAST
      : createBallast(parts.ballastFile, options.ballastBytes ?? 0);
  const runner = createCommandRunner({
    connection,
    registry,
    writer,
    now,
    makeRoom: () => ballast.release(),
  });
  let markedSeq = mark?.seq ?? 0;
  const saveMark = (): void => {
    const { seq, hash } = writer.position;
    if (parts.markFile === undefined || seq === markedSeq) return;
    try {
      writeMark(parts.markFile, { node: identity.node, epoch: identity.epoch, seq, hash });
      markedSeq = seq;
    } catch {
      // An older mark is still a true one; the next attempt comes by itself.
    }
  };
  return {
    connection,
    registry,
    ballast,
    runBatch(requests) {
      const outcomes = runner.runBatch(requests);
      if (takeErasure(connection)) connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
      return outcomes;
    },
    query: (name, input) => runQuery(connection, registry, name, input, now()),
    checkpoint: () => makeCheckpoint(connection, identity, writer.position.seq, now()),
    proof(seq) {
      const checkpoint = makeCheckpoint(connection, identity, writer.position.seq, now());
      return proveEntry(connection, seq, checkpoint, identity.verifierKey);
    },
    status: () => describe(connection, identity, writer, ballast),
    newId: () => writer.newId(now()),
    saveMark,
    close() {
      saveMark();
      connection.close();
      parts.lock?.release();
    },
  };
}

/** Runs a query on whichever connection. @throws Refusal `kernel.unknown_query` and what the query refuses */
export function runQuery(
  database: ReadDatabase,
  registry: ModuleRegistry,
  name: string,
  input: unknown,
  now: number,
): unknown {
  const context: QueryContext = {
    database,
    now,
    unseal: (reference): JsonValue | undefined => readSealed(database, reference),
  };
  return registry.query(name)(context, input);
}

function hasBytes(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Where a ledger was, no new one is begun: that would bury the loss. */
function requireNoMark(markFile: string | undefined): void {
  const mark = markFile === undefined ? undefined : readMark(markFile);
  if (mark === undefined || mark.seq === 0) return;
  throw new StoreError('store.database_missing', `the ledger of ${mark.seq} entries is gone`, {
    detail: { seq: mark.seq, node: mark.node },
  });
}

/** A ledger without its key cannot be continued: a new key would not be the one its checkpoints were signed with. */
function nodeKey(folder: string, hasDatabase: boolean): ReturnType<typeof newNodeKey> {
  const key = loadNodeKey(folder, !hasDatabase);
  if (key === undefined)
    throw new StoreError('store.key_missing', 'the key of the node is missing from the data folder');
  return key;
}

function checkTail(database: ReadDatabase, head: number): void {
  const start = Math.max(0, head - CHECKED_AT_START);
  const rows = database.all<{ seq: number; hash: Buffer; canonical: string }>(
    'SELECT seq, hash, canonical FROM ledger_entry WHERE seq >= ? ORDER BY seq',
    start,
  );
  let position = start === 0 ? CHAIN_START : undefined;
  for (const row of rows) {
    const entry = checkEntry(row.canonical, row.hash.toString('hex'));
    if (entry.seq !== row.seq || (position !== undefined && !followsChain(entry, position))) {
      throw new StoreError('ledger.chain_broken', `entry ${row.seq} does not follow the one before`, {
        detail: { seq: row.seq },
      });
    }
    position = { seq: entry.seq, hash: entry.hash };
  }
}

function describe(
  connection: Connection,
  identity: NodeIdentity,
  writer: LedgerWriter,
  ballast: Ballast,
): EngineStatus {
  const { seq } = writer.position;
  return {
    node: identity.node,
    epoch: identity.epoch,
    seq,
    root: treeRoot(storedTree(connection), seq).toString('hex'),
    oldestUnwitnessed: oldestUnwitnessed(connection, seq),
    verifierKey: identity.verifierKey,
    ballastReleased: ballast.released,
  };
}
