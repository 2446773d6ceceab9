import type { BenchSample } from '../../bench-sample.ts';
import { usualComposition as measured } from '../composition-script.ts';
import { measuredLine } from './simulator.ts';
import { createTanitaDecoder } from './frame.ts';

export const bodycompTanitaSample: BenchSample = {
  driver: 'bodycomp-tanita',
  createDecoder: createTanitaDecoder,
  bytes: Buffer.from(measuredLine(measured, '2026-03-15T09:42:00'), 'latin1'),
  lineRate: 960,
};
