import { randomBytes } from 'node:crypto';
import { Refusal, StoreError } from '../errors.ts';
import type { Actor, CommandContext, LedgerEntry } from '../module.ts';
import { appliedCommand, commandDigest, recordCommand } from './applied-commands.ts';
import type { Connection } from './database.ts';
import { classifyError, endsTransaction } from './errors.ts';
import type { LedgerWriter } from './ledger-writer.ts';
import type { ModuleRegistry } from './module-registry.ts';
import { keepSealed, readSealed } from './sealed-bodies.ts';

export interface CommandRequest {
  /** `<domain>.<command>` */
  readonly name: string;
  readonly input: unknown;
  readonly actor: Actor;
  /** UUID made where the command was made; the same id is applied once. */
  readonly commandId: string;
}

export interface CommandSuccess {
  readonly ok: true;
  /** JSON text of what the handler returned, undefined when it returned nothing. */
  readonly output: string | undefined;
  readonly entries: readonly LedgerEntry[];
  /** Sequence number of the ledger's last entry after the command. */
  readonly seq: number;
  /** The command had been applied before: nothing was written now. */
  readonly repeated: boolean;
  readonly milliseconds: number;
}

export interface CommandFailure {
  readonly ok: false;
  readonly error: Error;
  readonly milliseconds: number;
}

export type CommandOutcome = CommandSuccess | CommandFailure;

export interface CommandRunner {
  /** Runs the commands in order in one durable transaction (group commit 合并提交); each succeeds or fails by itself. */
  runBatch(requests: readonly CommandRequest[]): CommandOutcome[];
}

export interface RunnerParts {
  readonly connection: Connection;
  readonly registry: ModuleRegistry;
  readonly writer: LedgerWriter;
  readonly now: () => number;
  /** Makes room on a full disk. @returns false when there is nothing to give up */
  readonly makeRoom: () => boolean;
}

export function createCommandRunner(parts: RunnerParts): CommandRunner {
  const { connection, writer } = parts;

  const runTransaction = (requests: readonly CommandRequest[]): CommandOutcome[] => {
    const start = writer.position;
    try {
      connection.run('BEGIN IMMEDIATE');
      const outcomes = requests.map((request) => runGuarded(parts, request));
      connection.run('COMMIT');
      return outcomes;
    } catch (error) {
      if (connection.inTransaction) connection.run('ROLLBACK');
      writer.rewind(start);
      throw classifyError(error);
    }
  };

  return {
    runBatch(requests) {
      try {
        return runTransaction(requests);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        if (error.code !== 'store.disk_full' || !parts.makeRoom()) return failAll(requests, error);
      }
      try {
        return runTransaction(requests);
      } catch (error) {
        return failAll(requests, classifyError(error));
      }
    },
  };
}

/** Runs one command in a savepoint of its own. Errors of the disk are thrown on, since they end the whole transaction. */
function runGuarded(parts: RunnerParts, request: CommandRequest): CommandOutcome {
  const { connection, writer } = parts;
  const start = writer.position;
  const begun = performance.now();
  connection.run('SAVEPOINT command');
  try {
    const success = runCommand(parts, request);
    connection.run('RELEASE command');
    return { ...success, milliseconds: performance.now() - begun };
  } catch (caught) {
    const error = classifyError(caught);
    if (endsTransaction(error) || !connection.inTransaction) throw error;
    connection.run('ROLLBACK TO command');
    connection.run('RELEASE command');
    writer.rewind(start);
    return { ok: false, error, milliseconds: performance.now() - begun };
  }
}

function runCommand(parts: RunnerParts, request: CommandRequest): Omit<CommandSuccess, 'milliseconds'> {
  const { connection, registry, writer } = parts;
  const handler = registry.command(request.name);
  const digest = commandDigest(request);
  const applied = appliedCommand(connection, request.commandId);
  if (applied !== undefined) {
    if (!applied.digest.equals(digest)) {
      throw new Refusal('kernel.command_reused', { commandId: request.commandId });
    }
    return {
      ok: true,
      output: applied.output,
      entries: applied.entries,
      seq: writer.position.seq,
      repeated: true,
    };
  }
  const start = writer.position;
  const entries: LedgerEntry[] = [];
  const result = handler(createContext(parts, request, entries), request.input);
  if (result instanceof Promise) throw new TypeError(`the command ${request.name} is not synchronous`);
  const output: string | undefined = JSON.stringify(result);
  recordCommand(connection, {
    command: request.commandId,
    digest,
    firstSeq: start.seq + 1,
    entryCount: entries.length,
    output,
  });
  return { ok: true, output, entries, seq: writer.position.seq, repeated: false };
}

function createContext(parts: RunnerParts, request: CommandRequest, entries: LedgerEntry[]): CommandContext {
  const { connection, writer } = parts;
  const now = parts.now();
  const cause = { actor: request.actor, command: request.commandId, now };
  return {
    database: connection,
    actor: request.actor,
    now,
    commandId: request.commandId,
    append(draft) {
      const entry = writer.append(draft, cause);
      entries.push(entry);
      return entry;
    },
    newId: () => writer.newId(now),
    randomBytes: (length) => randomBytes(length),
    seal: (person, value) => keepSealed(connection, person, value),
    unseal: (reference) => readSealed(connection, reference),
  };
}

function failAll(requests: readonly CommandRequest[], error: Error): CommandFailure[] {
  return requests.map(() => ({ ok: false, error, milliseconds: 0 }));
}
