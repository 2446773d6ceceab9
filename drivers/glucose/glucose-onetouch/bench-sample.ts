import type { BenchSample } from '../../bench-sample.ts';
import { binaryFrame, ultra2Line } from './commands.ts';
import { createOneTouchDecoder } from './frame.ts';

export const glucoseOneTouchSample: BenchSample = {
  driver: 'glucose-onetouch',
  createDecoder: createOneTouchDecoder,
  bytes: Buffer.concat([
    binaryFrame([3, 6, 0x48, 0x64, 0x47, 0x31, 104, 0, 0, 1, 0, 0]),
    ultra2Line('P "SUN","03/15/26","09:42:00   ","  105 ","B","03", 00'),
  ]),
  lineRate: 3840,
};
