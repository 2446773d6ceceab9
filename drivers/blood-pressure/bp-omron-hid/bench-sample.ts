import type { BenchSample } from '../../bench-sample.ts';
import { recordCommand, toReports } from './commands.ts';
import { createOmronHidDecoder } from './frame.ts';

const answer = '074F4B001A030F09072A0700008E5A4B030001AC00000000';

export const omronHidSample: BenchSample = {
  driver: 'bp-omron-hid',
  createDecoder: createOmronHidDecoder,
  bytes: Buffer.concat([...toReports(recordCommand(0, 4)), Buffer.from(answer, 'hex')]),
  // A report of eight bytes every ten milliseconds, the shortest interval of a low-speed device.
  lineRate: 800,
};
