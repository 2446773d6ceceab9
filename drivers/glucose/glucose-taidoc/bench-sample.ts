import type { BenchSample } from '../../bench-sample.ts';
import { COMMANDS, FROM_METER, hostFrame, taidocFrame } from './commands.ts';
import { createTaidocDecoder } from './frame.ts';

export const glucoseTaidocSample: BenchSample = {
  driver: 'glucose-taidoc',
  createDecoder: createTaidocDecoder,
  bytes: Buffer.concat([
    hostFrame('readRecordTime'),
    taidocFrame(COMMANDS.readRecordTime, [0x6f, 0x34, 42, 9], FROM_METER),
    taidocFrame(COMMANDS.readRecordValue, [0x6a, 0, 0, 0x80], FROM_METER),
  ]),
  lineRate: 1920,
};
