import { statSync } from 'node:fs';
import path from 'node:path';
import type { LedgerEntry } from '../module.ts';
import { DEFAULT_BALLAST_BYTES } from './ballast.ts';
import type { Checkpoint, EntryProof } from './checkpoints.ts';
import type { EngineStatus } from './engine.ts';
import type { EntryFilter } from './entries.ts';
import { folderLayout } from './folder.ts';
import { type Executed, type ExecuteOptions, executed } from './in-process.ts';
import { createQueryTimes, type QueryTime } from './slow-queries.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  DomainMap,
  QueryInput,
  QueryName,
  QueryOutput,
} from './typed-names.ts';
import { startWorker, type WorkerClient } from './worker-client.ts';
import type {
  ReaderAnswers,
  ReaderAsk,
  ReaderStart,
  WriterAnswers,
  WriterAsk,
  WriterStart,
} from './worker-messages.ts';

/** The part of a logger that the store uses; pino fits. */
export interface StoreLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}

export interface StoreOptions {
  /** Data folder on a local disk; made when it is not there. */
  readonly folder: string;
  /** URL of a file whose default export is `readonly DomainModule[]`; every worker imports it itself. */
  readonly modules: string;
  /** Name of the node of a new ledger; an existing ledger keeps its own. */
  readonly station: string;
  readonly log: StoreLog;
  /** Threads that answer queries, 1 unless told. */
  readonly readers?: number;
  /** Called for every command and query slower than 40 ms, which are logged anyway. */
  readonly onSlow?: (name: string, milliseconds: number) => void;
  /** Size of the file that is given up when the disk is full; 64 MB unless told. */
  readonly ballastBytes?: number;
  /** Anti-rollback mark, best in another folder; `<folder>/mark.json` unless told. */
  readonly markFile?: string;
}

export interface StoreStatus extends EngineStatus {
  /** Bytes of the write-ahead log. */
  readonly walBytes: number;
  /** The costliest commands and queries since the start, at most ten. */
  readonly costliest: readonly QueryTime[];
}

/** The store of a node, as the main thread sees it: one writer thread, some reader threads. */
export interface Store<Domains extends DomainMap = DomainMap> {
  /**
   * Runs a command; resolves when its entries are flushed to the disk.
   * @throws Refusal as the domain refused, `kernel.unknown_command`, `kernel.command_reused`; StoreError of the disk
   */
  execute<Name extends CommandName<Domains>>(
    name: Name,
    input: CommandInput<Domains, Name>,
    options: ExecuteOptions,
  ): Promise<Executed<CommandOutput<Domains, Name>>>;
  /** Runs a query on a reader; it sees everything that was executed before. */
  query<Name extends QueryName<Domains>>(
    name: Name,
    input: QueryInput<Domains, Name>,
  ): Promise<QueryOutput<Domains, Name>>;
  /** Calls the listener with the entries of each command, after they are durable. @returns a function that ends it */
  subscribe(listener: (entries: readonly LedgerEntry[]) => void): () => void;
  entries(filter?: EntryFilter): Promise<LedgerEntry[]>;
  /** Signs the ledger as it is now. */
  checkpoint(): Promise<Checkpoint>;
  /** Proof that an entry stands in the ledger, up to a checkpoint signed now; undefined when there is no such entry. */
  proof(seq: number): Promise<EntryProof | undefined>;
  /** Copies the database into the folder `target`, opens the copy and checks its chain. */
  backup(target: string): Promise<void>;
  /**
   * Signs a checkpoint and writes a custody bundle of one aggregate, or of the whole ledger, into the folder `target`.
   * @returns number of entries in it
   */
  exportBundle(target: string, aggregate?: string): Promise<number>;
  status(): Promise<StoreStatus>;
  /** Finishes what was asked, writes the mark, frees the folder. Further calls fail with `store.closed`. */
  close(): Promise<void>;
}

type Writer = WorkerClient<WriterAsk, WriterAnswers>;
type Reader = WorkerClient<ReaderAsk, ReaderAnswers>;

/**
 * Opens the store of a data folder.
 * @throws StoreError `store.in_use`, `store.read_only`, `store.newer_version`, `store.rolled_back`, `store.network_drive`,
 *   `store.sqlite_too_old`, `store.corrupt`, `ledger.chain_broken`
 */
export async function openStore<Domains extends DomainMap = DomainMap>(
  options: StoreOptions,
): Promise<Store<Domains>> {
  const times = createQueryTimes((name, milliseconds) => {
    options.log.warn({ name, milliseconds: Math.round(milliseconds) }, 'slow store request');
    options.onSlow?.(name, milliseconds);
  });
  const writer = await startWriter(options, times.record);
  let readers: readonly Reader[];
  try {
    readers = await startReaders(options, times.record);
  } catch (error) {
    await writer.ask({ kind: 'close' }, 'close');
    throw error;
  }
  const listeners = new Set<(entries: readonly LedgerEntry[]) => void>();
  const publish = (entries: readonly LedgerEntry[]): void => {
    for (const listener of listeners) {
      try {
        listener(entries);
      } catch (error) {
        options.log.error({ error }, 'a subscriber of the ledger failed');
      }
    }
  };
  const walFile = `${folderLayout(options.folder).database}-wal`;

  return {
    async execute<Name extends CommandName<Domains>>(
      name: Name,
      input: CommandInput<Domains, Name>,
      { actor, commandId }: ExecuteOptions,
    ) {
      const answer = await writer.ask({ kind: 'execute', name, input, actor, commandId }, name);
      if (!answer.repeated && answer.entries.length > 0) publish(answer.entries);
      return executed<CommandOutput<Domains, Name>>(answer);
    },
    async query<Name extends QueryName<Domains>>(name: Name, input: QueryInput<Domains, Name>) {
      const answer = await idlest(readers).ask({ kind: 'query', name, input }, name);
      return answer as QueryOutput<Domains, Name>;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    entries: (filter = {}) => idlest(readers).ask({ kind: 'entries', filter }, 'store.entries'),
    checkpoint: () => writer.ask({ kind: 'checkpoint' }, 'store.checkpoint'),
    proof: (seq) => writer.ask({ kind: 'proof', seq }, 'store.proof'),
    backup: (target) => idlest(readers).ask({ kind: 'backup', target }, 'store.backup'),
    async exportBundle(target, aggregate) {
      await writer.ask({ kind: 'checkpoint' }, 'store.checkpoint');
      return await idlest(readers).ask({ kind: 'bundle', target, aggregate }, 'store.bundle');
    },
    async status() {
      const status = await writer.ask({ kind: 'status' }, 'store.status');
      return {
        ...status,
        walBytes: statSync(walFile, { throwIfNoEntry: false })?.size ?? 0,
        costliest: times.top(),
      };
    },
    async close() {
      // Readers first: the last connection to close empties the write-ahead log.
      await Promise.all(readers.map((reader) => reader.ask({ kind: 'close' }, 'store.close')));
      await writer.ask({ kind: 'close' }, 'store.close');
      await Promise.all([...readers, writer].map((worker) => worker.terminate()));
    },
  };
}

function startWriter(
  options: StoreOptions,
  onTime: (name: string, milliseconds: number) => void,
): Promise<Writer> {
  const start: WriterStart = {
    folder: options.folder,
    modules: options.modules,
    station: options.station,
    ballastBytes: options.ballastBytes ?? DEFAULT_BALLAST_BYTES,
    markFile: options.markFile,
  };
  return startWorker<WriterAsk, WriterAnswers>(workerFile('writer-worker'), start, onTime);
}

function startReaders(
  options: StoreOptions,
  onTime: (name: string, milliseconds: number) => void,
): Promise<readonly Reader[]> {
  const start: ReaderStart = { folder: options.folder, modules: options.modules };
  const count = Math.max(1, options.readers ?? 1);
  return Promise.all(
    Array.from({ length: count }, () =>
      startWorker<ReaderAsk, ReaderAnswers>(workerFile('reader-worker'), start, onTime),
    ),
  );
}

/** The workers lie beside this file: as sources, or bundled under the same names with the bundle's own extension. */
function workerFile(name: 'writer-worker' | 'reader-worker'): URL {
  return new URL(`./${name}${path.extname(new URL(import.meta.url).pathname)}`, import.meta.url);
}

function idlest(readers: readonly Reader[]): Reader {
  const [first, ...others] = readers;
  if (first === undefined) throw new RangeError('a store has at least one reader');
  return others.reduce((best, reader) => (reader.waiting < best.waiting ? reader : best), first);
}
