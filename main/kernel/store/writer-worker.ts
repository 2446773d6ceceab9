import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../errors.ts';
import type { CommandOutcome } from './command-runner.ts';
import { type Engine, openEngine } from './engine.ts';
import { classifyError } from './errors.ts';
import { loadModules } from './load-modules.ts';
import {
  errorToForm,
  type FromWorker,
  type Numbered,
  type Reply,
  type WriterAsk,
  type WriterStart,
} from './worker-messages.ts';

/**
 * The thread that owns the only write connection. What has arrived while the last flush ran goes into one transaction
 * together (group commit, replication notes 3.2), each command in a savepoint of its own; replies leave after the commit.
 */

const MARK_INTERVAL_MS = 1000;
/** Bounds the time until the first caller of a burst is answered. */
const LARGEST_BATCH = 256;

async function start(port: MessagePort, options: WriterStart): Promise<void> {
  const engine = openEngine({
    folder: options.folder,
    modules: await loadModules(options.modules),
    station: options.station,
    ballastBytes: options.ballastBytes,
    ...(options.markFile !== undefined && { markFile: options.markFile }),
  });
  const queue: Numbered<WriterAsk>[] = [];
  let draining = false;
  const drain = (): void => {
    draining = false;
    answerBatch(port, engine, queue.splice(0, LARGEST_BATCH));
    if (queue.length > 0) schedule();
  };
  const schedule = (): void => {
    if (draining) return;
    draining = true;
    setImmediate(drain);
  };
  const markTimer = setInterval(() => engine.saveMark(), MARK_INTERVAL_MS);
  markTimer.unref();
  port.on('message', (message: Numbered<WriterAsk>) => {
    if (message.ask.kind === 'close') clearInterval(markTimer);
    queue.push(message);
    schedule();
  });
  growBallast(engine);
  post(port, { kind: 'ready' });
}

function answerBatch(port: MessagePort, engine: Engine, messages: readonly Numbered<WriterAsk>[]): void {
  const replies: Reply[] = [];
  let commands: { id: number; ask: WriterAsk & { kind: 'execute' } }[] = [];
  const flush = (): void => {
    if (commands.length === 0) return;
    replies.push(...runCommands(engine, commands));
    commands = [];
  };
  for (const { id, ask } of messages) {
    if (ask.kind === 'execute') {
      commands.push({ id, ask });
      continue;
    }
    flush();
    replies.push(answerOne(engine, id, ask));
  }
  flush();
  post(port, { kind: 'replies', replies });
  if (messages.some(({ ask }) => ask.kind === 'close')) port.close();
}

function runCommands(
  engine: Engine,
  commands: readonly { readonly id: number; readonly ask: WriterAsk & { kind: 'execute' } }[],
): Reply[] {
  const requests = commands.map(({ ask }) => ({ ...ask, commandId: ask.commandId ?? engine.newId() }));
  let outcomes: readonly CommandOutcome[];
  try {
    outcomes = engine.runBatch(requests);
  } catch (error) {
    const form = errorToForm(error);
    return commands.map(({ id }) => ({ id, ok: false, error: form, milliseconds: 0 }));
  }
  return commands.map(({ id }, index): Reply => {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new RangeError('a command without an outcome');
    const { milliseconds } = outcome;
    if (!outcome.ok) return { id, ok: false, error: errorToForm(outcome.error), milliseconds };
    const { output, entries, seq, repeated } = outcome;
    return { id, ok: true, value: { output, entries, seq, repeated }, milliseconds };
  });
}

function answerOne(engine: Engine, id: number, ask: Exclude<WriterAsk, { kind: 'execute' }>): Reply {
  const begun = performance.now();
  try {
    const value = answer(engine, ask);
    return { id, ok: true, value, milliseconds: performance.now() - begun };
  } catch (error) {
    return {
      id,
      ok: false,
      error: errorToForm(classifyError(error)),
      milliseconds: performance.now() - begun,
    };
  }
}

function answer(engine: Engine, ask: Exclude<WriterAsk, { kind: 'execute' }>): unknown {
  switch (ask.kind) {
    case 'checkpoint':
      return engine.checkpoint();
    case 'proof':
      return engine.proof(ask.seq);
    case 'status':
      return engine.status();
    case 'close':
      return engine.close();
    default:
      return assertNever(ask);
  }
}

/** A piece at a time, so that a start does not wait for 64 MB. */
function growBallast(engine: Engine): void {
  const next = (): void => {
    try {
      if (engine.ballast.grow()) setTimeout(next, 20).unref();
    } catch {
      // Without ballast the store works as well; it has only less to give up later.
    }
  };
  setTimeout(next, 20).unref();
}

function post(port: MessagePort, message: FromWorker): void {
  port.postMessage(message);
}

if (parentPort !== null) {
  const port = parentPort;
  start(port, workerData as WriterStart).catch((error: unknown) => {
    post(port, { kind: 'failed', error: errorToForm(classifyError(error)) });
    port.close();
  });
}
