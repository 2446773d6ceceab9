import type { BenchSample } from '../../bench-sample.ts';
import { createSpoolerDecoder } from './frame.ts';

/** No line: the answers of programs, some kilobytes in a second. */
export const printerSpoolerSample: BenchSample = {
  driver: 'printer-spooler',
  lineRate: 4096,
  createDecoder: createSpoolerDecoder,
  bytes: Uint8Array.from(
    Buffer.from(
      'request id is Laser-7 (1 file(s))\nLaser-7   custodian   1024   Sat\nprinter Laser is idle.  enabled since Sat\n',
      'latin1',
    ),
  ),
};
