import type { BenchSample } from '../../bench-sample.ts';
import { createChafonDecoder } from './frame.ts';

/** 115,200 baud: answers of model 288 and of model 18. */
export const uhfChafonSample: BenchSample = {
  driver: 'uhf-chafon',
  lineRate: 11520,
  createDecoder: () => createChafonDecoder(),
  bytes: Uint8Array.from(
    Buffer.from(
      [
        '1500010302010C3416451FD4000000000F440958B8DC',
        '20000101020C3416451FD4000000000F44090C2D16451FD40000303900000042A1',
      ].join(''),
      'hex',
    ),
  ),
};
