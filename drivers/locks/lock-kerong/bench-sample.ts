import type { BenchSample } from '../../bench-sample.ts';
import { createKerongDecoder } from './frame.ts';

/** 115,200 baud at most: states of 16 locks. */
export const lockKerongSample: BenchSample = {
  driver: 'lock-kerong',
  lineRate: 11520,
  createDecoder: () => createKerongDecoder(),
  bytes: Uint8Array.from(Buffer.from(['020035DFFF0400031C'].join(''), 'hex')),
};
