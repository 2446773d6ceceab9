import { parentPort, workerData } from 'node:worker_threads';
import { verifyPath } from '../../kernel/ledger/verify.ts';

parentPort?.postMessage(verifyPath(String(workerData)));
