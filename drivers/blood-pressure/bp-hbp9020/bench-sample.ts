import type { BenchSample } from '../../bench-sample.ts';
import { createHbp9020Decoder } from './frame.ts';

export const hbp9020Sample: BenchSample = {
  driver: 'bp-hbp9020',
  createDecoder: createHbp9020Decoder,
  bytes: Buffer.from('bp,00000000000000320106,2026/03/15,09:42,128,097,082,071,0\r\n', 'latin1'),
  lineRate: 960,
};
