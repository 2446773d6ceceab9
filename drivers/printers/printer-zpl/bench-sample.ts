import type { BenchSample } from '../../bench-sample.ts';
import { createZplDecoder } from './host-commands.ts';

/** 9600 baud, the default of the driver; answers only, the slowest mix. */
export const printerZplSample: BenchSample = {
  driver: 'printer-zpl',
  lineRate: 960,
  createDecoder: createZplDecoder,
  bytes: Uint8Array.from(
    Buffer.from(
      '\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n' +
        '\x02\r\nPRINTER STATUS\r\n ERRORS:         1 00000000 00000003\r\n WARNINGS:       0 00000000 00000000\r\n\x03',
      'latin1',
    ),
  ),
};
