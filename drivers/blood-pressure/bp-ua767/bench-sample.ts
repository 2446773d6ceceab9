import type { BenchSample } from '../../bench-sample.ts';
import { createUa767Decoder } from './frame.ts';

const packet =
  '02000A000000FF0200EA07030F092A07EA07030F092C0900091F80073A000000000000' +
  '353039313130303936360000000000000000000000006E0011' +
  '38303333344134343542';

export const ua767Sample: BenchSample = {
  driver: 'bp-ua767',
  createDecoder: createUa767Decoder,
  bytes: Buffer.concat([Buffer.from(packet, 'hex'), Buffer.from('PWA1', 'latin1')]),
  // 9600 baud of the wired models; the others send a packet a measurement.
  lineRate: 960,
};
