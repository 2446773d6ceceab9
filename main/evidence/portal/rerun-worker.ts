import { parentPort } from 'node:worker_threads';
import type { NumberedAnswer, NumberedWork } from './rerun-thread.ts';
import { answerOf } from './rerun-work.ts';

parentPort?.on('message', ({ id, work }: NumberedWork) => {
  const answer: NumberedAnswer = { id, answer: answerOf(work) };
  parentPort?.postMessage(answer);
});
