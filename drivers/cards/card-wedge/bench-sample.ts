import type { BenchSample } from '../../bench-sample.ts';
import { createCardWedgeDecoder } from './frame.ts';
import { typedReports } from './simulator.ts';

/** A keyboard tells at most one report of eight bytes a millisecond. */
export const cardWedgeSample: BenchSample = {
  driver: 'card-wedge',
  lineRate: 8000,
  createDecoder: () => createCardWedgeDecoder(),
  bytes: typedReports('9A3C51E7'),
};
