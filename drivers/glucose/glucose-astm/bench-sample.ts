import type { BenchSample } from '../../bench-sample.ts';
import { astmFrame } from './commands.ts';
import { createAstmDecoder } from './frame.ts';

export const glucoseAstmSample: BenchSample = {
  driver: 'glucose-astm',
  createDecoder: createAstmDecoder,
  bytes: Buffer.concat([
    astmFrame(1, 'R|1|^^^Glucose|104|mg/dL^P||B||202603150942'),
    astmFrame(2, 'R|2|^^^Glucose|5.8|mmol/L^P||A||202603150943'),
  ]),
  // The serial meters; those with a USB plug wait for an answer to each report.
  lineRate: 960,
};
