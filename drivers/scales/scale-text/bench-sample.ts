import type { BenchSample } from '../../bench-sample.ts';
import { createTextScaleDecoder } from './frame.ts';

/** 9600 baud. */
export const scaleTextSample: BenchSample = {
  driver: 'scale-text',
  lineRate: 960,
  createDecoder: createTextScaleDecoder,
  bytes: Uint8Array.from(Buffer.from('ST,GS,   245.6 g\r\nST,+00012.34  g\r\n\x02+00123421D\x03', 'latin1')),
};
