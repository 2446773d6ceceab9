import { Worker } from 'node:worker_threads';
import { Refusal } from '../../kernel/errors.ts';
import type { RerunAnswers, RerunWork } from './rerun-work.ts';

export interface NumberedWork {
  readonly id: number;
  readonly work: RerunWork;
}

export interface NumberedAnswer {
  readonly id: number;
  readonly answer: RerunAnswers[RerunWork['kind']];
}

export interface RerunThread {
  /** One after the other. @throws Refusal `evidence.replay_failed` when the thread fell; the next call starts another */
  run<Kind extends RerunWork['kind']>(
    work: Extract<RerunWork, { readonly kind: Kind }>,
  ): Promise<RerunAnswers[Kind]>;
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Somebody who looks at one passage asks several times; after that the thread's memory is given back. */
const idleMs = 60_000;

/**
 * Runs recorded passages again beside the thread that hears the doors: a long trace takes the engine a second, and an
 * alarm must not wait for it.
 */
export function createRerunThread(file = new URL('./rerun-worker.ts', import.meta.url)): RerunThread {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(file);
    // Nobody waits for it at the end of the program.
    started.unref();
    started.on('message', ({ id, answer }: NumberedAnswer) => {
      waiting.get(id)?.resolve(answer as never);
      waiting.delete(id);
      if (waiting.size === 0) idle = setTimeout(() => void end(started), idleMs).unref();
    });
    // Told before 'exit', which alone would not keep the error from ending the program.
    started.on('error', () => fell(started));
    started.on('exit', () => fell(started));
    return started;
  }

  function fell(one: Worker): void {
    if (worker !== one) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Refusal('evidence.replay_failed', {}));
    waiting.clear();
  }

  function end(one: Worker): Promise<number> {
    if (worker === one) worker = undefined;
    return one.terminate();
  }

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        clearTimeout(idle);
        worker ??= start();
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        const message: NumberedWork = { id: lastId, work };
        worker.postMessage(message);
      }),
  };
}
