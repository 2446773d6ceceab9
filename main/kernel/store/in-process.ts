import type { Actor, DomainModule, LedgerEntry } from '../module.ts';
import type { Checkpoint, EntryProof } from './checkpoints.ts';
import type { CommandSuccess } from './command-runner.ts';
import { type EngineStatus, openEngine } from './engine.ts';
import { type EntryFilter, readEntries } from './entries.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  DomainMap,
  QueryInput,
  QueryName,
  QueryOutput,
} from './typed-names.ts';

export interface ExecuteOptions {
  readonly actor: Actor;
  /** UUID made where the command was made, for commands that may be sent twice; a new one unless told. */
  readonly commandId?: string;
}

export interface Executed<Result> {
  readonly output: Result;
  readonly entries: readonly LedgerEntry[];
  /** Last sequence number of the ledger after the command. */
  readonly seq: number;
}

/** The store without threads, for domain tests and the service tool: same engine, every call synchronous. */
export interface InProcessStore<Domains extends DomainMap = DomainMap> {
  execute<Name extends CommandName<Domains>>(
    name: Name,
    input: CommandInput<Domains, Name>,
    options: ExecuteOptions,
  ): Executed<CommandOutput<Domains, Name>>;
  query<Name extends QueryName<Domains>>(
    name: Name,
    input: QueryInput<Domains, Name>,
  ): QueryOutput<Domains, Name>;
  subscribe(listener: (entries: readonly LedgerEntry[]) => void): () => void;
  entries(filter?: EntryFilter): LedgerEntry[];
  checkpoint(): Checkpoint;
  proof(seq: number): EntryProof | undefined;
  status(): EngineStatus;
  close(): void;
}

export interface InProcessOptions {
  /** Data folder, or `:memory:`. */
  readonly folder: string;
  readonly modules: readonly DomainModule[];
  readonly station?: string;
  /** UTC milliseconds. */
  readonly now?: () => number;
  readonly markFile?: string;
}

/** @throws StoreError as `openStore` */
export function openStoreInProcess<Domains extends DomainMap = DomainMap>(
  options: InProcessOptions,
): InProcessStore<Domains> {
  const engine = openEngine({ ...options, station: options.station ?? 'station' });
  const listeners = new Set<(entries: readonly LedgerEntry[]) => void>();
  return {
    execute<Name extends CommandName<Domains>>(
      name: Name,
      input: CommandInput<Domains, Name>,
      { actor, commandId = engine.newId() }: ExecuteOptions,
    ) {
      const [outcome] = engine.runBatch([{ name, input, actor, commandId }]);
      if (outcome === undefined) throw new RangeError('no outcome');
      if (!outcome.ok) throw outcome.error;
      if (!outcome.repeated && outcome.entries.length > 0) {
        for (const listener of listeners) listener(outcome.entries);
      }
      return executed<CommandOutput<Domains, Name>>(outcome);
    },
    query: <Name extends QueryName<Domains>>(name: Name, input: QueryInput<Domains, Name>) =>
      engine.query(name, input) as QueryOutput<Domains, Name>,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    entries: (filter = {}) => readEntries(engine.connection, filter),
    checkpoint: () => engine.checkpoint(),
    proof: (seq) => engine.proof(seq),
    status: () => engine.status(),
    close: () => engine.close(),
  };
}

/** What the caller gets of a success; a repeat reads the same as the first time. */
export function executed<Result>(outcome: Omit<CommandSuccess, 'ok' | 'milliseconds'>): Executed<Result> {
  const output = (outcome.output === undefined ? undefined : JSON.parse(outcome.output)) as Result;
  return { output, entries: outcome.entries, seq: outcome.seq };
}
