import type { BenchSample } from '../../bench-sample.ts';
import { answerReports, commandReport } from './commands.ts';
import { createMicrolifeDecoder } from './frame.ts';

const header = '00020001' + '4B494F534B37000000000000';
const records = '26031509420000000421508300000000' + '26031418050000000471307600000000';

export const microlifeSample: BenchSample = {
  driver: 'bp-microlife',
  createDecoder: createMicrolifeDecoder,
  bytes: Buffer.concat([commandReport('READ_RECORDS'), ...answerReports(header + records)]),
  // A report of eight bytes every ten milliseconds, the shortest interval of a low-speed device.
  lineRate: 800,
};
