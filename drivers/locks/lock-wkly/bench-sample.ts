import type { BenchSample } from '../../bench-sample.ts';
import { createWklyDecoder } from './frame.ts';

/** 9600 baud: an answer to an opening and a change. */
export const lockWklySample: BenchSample = {
  driver: 'lock-wkly',
  lineRate: 960,
  createDecoder: () => createWklyDecoder(),
  bytes: Uint8Array.from(Buffer.from(['574B4C590A0182000585', '574B4C590A0185040083'].join(''), 'hex')),
};
