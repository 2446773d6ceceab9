import type { BenchSample } from '../../bench-sample.ts';
import { streamPacket } from './simulator-frames.ts';
import { createNoninDecoder } from './frame.ts';

export const spo2NoninSample: BenchSample = {
  driver: 'spo2-nonin',
  createDecoder: createNoninDecoder,
  bytes: streamPacket({ format: 2, pulse: 72, spo2: 97, status: 0 }),
  lineRate: 960,
};
