import { Worker } from 'node:worker_threads';
import { StoreError } from '../errors.ts';
import { errorFromForm, type FromWorker, type Numbered, type Reply } from './worker-messages.ts';

/** The main thread's end of one worker: asks by number, answers by promise. */
export interface WorkerClient<Ask extends { readonly kind: string }, Answers> {
  /** @param name what the slow-query log calls the request */
  ask<Kind extends keyof Answers & Ask['kind']>(
    ask: Extract<Ask, { readonly kind: Kind }>,
    name: string,
  ): Promise<Answers[Kind]>;
  /** Requests without an answer yet. */
  readonly waiting: number;
  /** Ends the thread at once; what still waits fails with `store.closed`. */
  terminate(): Promise<void>;
}

interface Waiting {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** @throws what the worker reports when it cannot start */
export async function startWorker<Ask extends { readonly kind: string }, Answers>(
  file: URL,
  workerData: unknown,
  onTime: (name: string, milliseconds: number) => void,
): Promise<WorkerClient<Ask, Answers>> {
  const worker = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 6 } });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let ended: Error | undefined;

  const settle = (reply: Reply): void => {
    const request = waiting.get(reply.id);
    if (request === undefined) return;
    waiting.delete(reply.id);
    onTime(request.name, reply.milliseconds);
    if (reply.ok) request.resolve(reply.value);
    else request.reject(errorFromForm(reply.error));
  };
  const end = (error: Error): void => {
    ended ??= error;
    for (const request of waiting.values()) request.reject(ended);
    waiting.clear();
  };

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') resolve();
      else if (message.kind === 'failed') reject(errorFromForm(message.error));
      else for (const reply of message.replies) settle(reply);
    });
    worker.on('error', (thrown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      end(error);
      reject(error);
    });
    worker.on('exit', () => {
      const error = new StoreError('store.closed', 'the store is closed');
      end(error);
      reject(error);
    });
  });

  return {
    get waiting() {
      return waiting.size;
    },
    ask<Kind extends keyof Answers & Ask['kind']>(ask: Extract<Ask, { readonly kind: Kind }>, name: string) {
      return new Promise<Answers[Kind]>((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        const id = nextId;
        nextId += 1;
        const message: Numbered<Ask> = { id, ask };
        worker.postMessage(message);
        waiting.set(id, { name, resolve: (value) => resolve(value as Answers[Kind]), reject });
      });
    },
    async terminate() {
      await worker.terminate();
    },
  };
}
