import type { BenchSample } from '../../bench-sample.ts';
import { createHidScaleDecoder } from './frame.ts';

/** Reports of six bytes, at most 500 a second. */
export const scaleHidPosSample: BenchSample = {
  driver: 'scale-hid-pos',
  lineRate: 3000,
  createDecoder: createHidScaleDecoder,
  bytes: Uint8Array.from(Buffer.from('030403FE9619', 'hex')),
};
