import type { BenchSample } from '../../bench-sample.ts';
import { createLock8aDecoder } from './frame.ts';

/** 9600 baud: states of 24 locks and an answer to an opening. */
export const lock8aSample: BenchSample = {
  driver: 'lock-8a',
  lineRate: 960,
  createDecoder: () => createLock8aDecoder(),
  bytes: Uint8Array.from(Buffer.from(['800200001033A1', '8A0205008D'].join(''), 'hex')),
};
