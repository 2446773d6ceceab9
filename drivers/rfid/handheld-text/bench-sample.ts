import type { BenchSample } from '../../bench-sample.ts';
import { handheldLine } from './commands.ts';
import { createHandheldDecoder } from './frame.ts';

/** 115,200 baud: EPC, chip number and strength. */
export const handheldTextSample: BenchSample = {
  driver: 'handheld-text',
  lineRate: 11_520,
  createDecoder: () => createHandheldDecoder(),
  bytes: handheldLine({ epc: '3416451FD4000000000F4409', tid: 'E2801160600002084A3B1C55', rssi: -61 }),
};
