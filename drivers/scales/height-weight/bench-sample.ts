import type { BenchSample } from '../../bench-sample.ts';
import { createStandDecoder } from './frame.ts';

/** 9600 baud. */
export const heightWeightSample: BenchSample = {
  driver: 'height-weight',
  lineRate: 960,
  createDecoder: createStandDecoder,
  bytes: Uint8Array.from(Buffer.from('W:065.5 H:172.3\r\n\x02168.2,71.4,,,25.2\x03', 'latin1')),
};
