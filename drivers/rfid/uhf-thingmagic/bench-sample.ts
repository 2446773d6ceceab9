import type { BenchSample } from '../../bench-sample.ts';
import { createThingmagicDecoder } from './frame.ts';

/** 115,200 baud: a tag record and a sign of life. */
export const uhfThingmagicSample: BenchSample = {
  driver: 'uhf-thingmagic',
  lineRate: 11520,
  createDecoder: () => createThingmagicDecoder(),
  bytes: Uint8Array.from(
    Buffer.from(
      [
        'FF2822000010001B01FF0101C6110D37FC0000019F00490500000F008030003416451FD4000000000F4409C3185112',
        'FF0022040084E0',
      ].join(''),
      'hex',
    ),
  ),
};
