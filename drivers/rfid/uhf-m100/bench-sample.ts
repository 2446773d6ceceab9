import type { BenchSample } from '../../bench-sample.ts';
import { createM100Decoder } from './frame.ts';

/** 115,200 baud: a tag and an empty round. */
export const uhfM100Sample: BenchSample = {
  driver: 'uhf-m100',
  lineRate: 11520,
  createDecoder: () => createM100Decoder(),
  bytes: Uint8Array.from(
    Buffer.from(['BB02220011C330003416451FD4000000000F4409C318E17E', 'BB01FF000115167E'].join(''), 'hex'),
  ),
};
