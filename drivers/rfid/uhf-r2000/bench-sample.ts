import type { BenchSample } from '../../bench-sample.ts';
import { createR2000Decoder } from './frame.ts';

/** 115,200 baud: a tag and the end of a round. */
export const uhfR2000Sample: BenchSample = {
  driver: 'uhf-r2000',
  lineRate: 11520,
  createDecoder: () => createR2000Decoder(),
  bytes: Uint8Array.from(
    Buffer.from(['A01301892D30003416451FD4000000000F44094444', 'A00A01890100260000019C08'].join(''), 'hex'),
  ),
};
