import type { BenchSample } from '../../bench-sample.ts';
import { usualComposition as measured } from '../composition-script.ts';
import { measuredLines } from './simulator.ts';
import { createUc411Decoder } from './frame.ts';

export const bodycompUc411Sample: BenchSample = {
  driver: 'bodycomp-uc411',
  createDecoder: createUc411Decoder,
  bytes: Buffer.from(measuredLines(measured), 'latin1'),
  lineRate: 960,
};
