import type { BenchSample } from '../../bench-sample.ts';
import { livePacket } from './simulator.ts';
import { createCms50V46Decoder } from './frame.ts';

export const spo2Cms50V46Sample: BenchSample = {
  driver: 'spo2-cms50-v46',
  createDecoder: createCms50V46Decoder,
  bytes: livePacket({ spo2: 97, pulse: 133, flags: [] }),
  lineRate: 11_520,
};
