import type { BenchSample } from '../../bench-sample.ts';
import { createMtSicsDecoder } from './frame.ts';

/** 9600 baud. */
export const scaleMtSicsSample: BenchSample = {
  driver: 'scale-mt-sics',
  lineRate: 960,
  createDecoder: createMtSicsDecoder,
  bytes: Uint8Array.from(Buffer.from('S S      12.3456 g\r\nS D     -0.0021 g\r\n', 'latin1')),
};
