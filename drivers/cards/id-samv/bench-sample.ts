import type { BenchSample } from '../../bench-sample.ts';
import { samvFrame } from './commands.ts';
import { createSamvDecoder } from './frame.ts';
import { EXAMPLE_PERSON, residentText, syntheticPhoto } from './synthetic-person.ts';

/** 115,200 baud: a card that was read. */
export const idSamvSample: BenchSample = {
  driver: 'id-samv',
  lineRate: 11_520,
  createDecoder: createSamvDecoder,
  bytes: samvFrame([0, 0, 0x90, 1, 0, 4, 0, ...residentText(EXAMPLE_PERSON), ...syntheticPhoto()]),
};
