import type { BenchSample } from '../../bench-sample.ts';
import { createTsplFramer } from './frame.ts';

/** 9600 baud, the default of the driver; answers only, the slowest mix. */
export const printerTsplSample: BenchSample = {
  driver: 'printer-tspl',
  lineRate: 960,
  createDecoder: createTsplFramer,
  bytes: Uint8Array.from(Buffer.from('1B213F201B213F000240404040030D0A', 'hex')),
};
