import { Worker } from 'node:worker_threads';
import type { verifyPath } from '../../kernel/ledger/verify.ts';

/** Checks the whole ledger in a thread of its own: a million entries take seconds, and the station goes on. */
export function verifyLedger(folder: string): Promise<ReturnType<typeof verifyPath>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { workerData: folder });
    worker.once('message', (verdict: ReturnType<typeof verifyPath>) => {
      resolve(verdict);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}
