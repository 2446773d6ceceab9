import type { BenchSample } from '../../bench-sample.ts';
import { createKernDecoder } from './frame.ts';

/** 9600 baud. */
export const scaleKernSample: BenchSample = {
  driver: 'scale-kern',
  lineRate: 960,
  createDecoder: createKernDecoder,
  bytes: Uint8Array.from(Buffer.from('+00083.20 G S\r\n+   417.25 g  \r\n', 'latin1')),
};
