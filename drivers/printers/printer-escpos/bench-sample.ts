import type { BenchSample } from '../../bench-sample.ts';
import { createEscposDecoder } from './frame.ts';

/** 9600 baud, the default of the driver; answers only, the slowest mix. */
export const printerEscposSample: BenchSample = {
  driver: 'printer-escpos',
  lineRate: 960,
  createDecoder: createEscposDecoder,
  bytes: Uint8Array.from(Buffer.from('1004021210040412', 'hex')),
};
