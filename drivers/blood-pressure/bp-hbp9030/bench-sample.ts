import type { BenchSample } from '../../bench-sample.ts';
import { createHbp9030Decoder } from './frame.ts';

export const hbp9030Sample: BenchSample = {
  driver: 'bp-hbp9030',
  createDecoder: createHbp9030Decoder,
  bytes: Buffer.from('2026,03,15,09,42,320106              ,0,128,082,071,0\r\n', 'latin1'),
  lineRate: 960,
};
