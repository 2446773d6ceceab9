import type { BenchSample } from '../../bench-sample.ts';

import { createCms50Decoder } from './frame.ts';

export const spo2Cms50Sample: BenchSample = {
  driver: 'spo2-cms50',
  createDecoder: createCms50Decoder,
  bytes: Uint8Array.of(0xc5, 0x3a, 0x07, 0x4a, 0x61),
  lineRate: 1920,
};
