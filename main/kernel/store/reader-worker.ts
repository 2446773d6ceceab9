import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assertNever } from '../errors.ts';
import { writeBundle } from '../ledger/bundle.ts';
import { backupDatabase } from './backup.ts';
import { type Connection, openReadable } from './database.ts';
import { runQuery } from './engine.ts';
import { readEntries } from './entries.ts';
import { classifyError } from './errors.ts';
import { folderLayout } from './folder.ts';
import { loadModules } from './load-modules.ts';
import { createRegistry, type ModuleRegistry } from './module-registry.ts';
import {
  errorToForm,
  type FromWorker,
  type Numbered,
  type ReaderAsk,
  type ReaderStart,
} from './worker-messages.ts';

/** A thread that reads on a connection of its own, so that a long query holds up neither writes nor the process. */

async function start(port: MessagePort, options: ReaderStart): Promise<void> {
  const registry = createRegistry(await loadModules(options.modules));
  const connection = openReadable(folderLayout(options.folder).database);
  port.on('message', ({ id, ask }: Numbered<ReaderAsk>) => {
    const begun = performance.now();
    const elapsed = (): number => performance.now() - begun;
    answer(connection, registry, options.folder, ask).then(
      (value) => {
        post(port, { kind: 'replies', replies: [{ id, ok: true, value, milliseconds: elapsed() }] });
        if (ask.kind === 'close') port.close();
      },
      (error: unknown) => {
        const form = errorToForm(classifyError(error));
        post(port, { kind: 'replies', replies: [{ id, ok: false, error: form, milliseconds: elapsed() }] });
      },
    );
  });
  post(port, { kind: 'ready' });
}

async function answer(
  connection: Connection,
  registry: ModuleRegistry,
  folder: string,
  ask: ReaderAsk,
): Promise<unknown> {
  switch (ask.kind) {
    case 'query':
      return inSnapshot(connection, () => runQuery(connection, registry, ask.name, ask.input, Date.now()));
    case 'entries':
      return readEntries(connection, ask.filter);
    case 'backup':
      return await backupDatabase(connection, folder, ask.target);
    case 'bundle':
      return inSnapshot(connection, () => writeBundle(connection, ask.target, ask.aggregate));
    case 'close':
      return connection.close();
    default:
      return assertNever(ask);
  }
}

/** All statements of one request see the ledger at one moment, whatever the writer commits meanwhile. */
function inSnapshot<Result>(connection: Connection, work: () => Result): Result {
  connection.run('BEGIN');
  try {
    return work();
  } finally {
    connection.run('COMMIT');
  }
}

function post(port: MessagePort, message: FromWorker): void {
  port.postMessage(message);
}

if (parentPort !== null) {
  const port = parentPort;
  start(port, workerData as ReaderStart).catch((error: unknown) => {
    post(port, { kind: 'failed', error: errorToForm(classifyError(error)) });
    port.close();
  });
}
