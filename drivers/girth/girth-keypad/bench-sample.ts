import type { BenchSample } from '../../bench-sample.ts';
import { girthLine } from './commands.ts';
import { createGirthDecoder } from './frame.ts';

/** Nobody types faster than ten keys a second. */
export const girthKeypadSample: BenchSample = {
  driver: 'girth-keypad',
  lineRate: 10,
  createDecoder: () => createGirthDecoder(),
  bytes: girthLine('waist', [82.5, 83]),
};
