import type { BenchSample } from '../../bench-sample.ts';
import { acknowledgement, commandBytes, framed, SYN } from './commands.ts';
import { createTm2657Decoder } from './frame.ts';

const result = [
  'TM2657',
  '2603150942',
  'RA',
  'M',
  'E00',
  'S128',
  'M 97',
  'D 82',
  'P 71',
  'I00',
  'L155',
  'i 0',
  'm0',
];

export const tm2657Sample: BenchSample = {
  driver: 'bp-tm2657',
  createDecoder: createTm2657Decoder,
  bytes: Buffer.concat([
    commandBytes('ST'),
    acknowledgement(true),
    framed([SYN, SYN], '00', result.join('\x1e')),
  ]),
  // 9600 baud, the faster of its two rates.
  lineRate: 960,
};
