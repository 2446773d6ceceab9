import type { BenchSample } from '../../bench-sample.ts';
import { createEplFramer } from './frame.ts';

/** 9600 baud, the default of the driver; answers only, the slowest mix. */
export const printerEplSample: BenchSample = {
  driver: 'printer-epl',
  lineRate: 960,
  createDecoder: createEplFramer,
  bytes: Uint8Array.from(Buffer.from('00\r\n07P012L00345\r\n', 'latin1')),
};
