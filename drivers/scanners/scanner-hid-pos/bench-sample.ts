import type { BenchSample } from '../../bench-sample.ts';
import { createScannerDecoder } from './frame.ts';

/** A report of 62 bytes a millisecond, as full-speed USB polls. */
export const scannerHidPosSample: BenchSample = {
  driver: 'scanner-hid-pos',
  lineRate: 64000,
  createDecoder: createScannerDecoder,
  bytes: Uint8Array.from(Buffer.from(`02065D4330482D30303432${'00'.repeat(51)}`, 'hex')),
};
