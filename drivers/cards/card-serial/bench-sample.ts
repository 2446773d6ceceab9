import type { BenchSample } from '../../bench-sample.ts';
import { createCardSerialDecoder } from './frame.ts';

/** 9600 baud: hexadecimal lines. */
export const cardSerialSample: BenchSample = {
  driver: 'card-serial',
  lineRate: 960,
  createDecoder: () => createCardSerialDecoder(),
  bytes: Uint8Array.from(Buffer.from('9A3C51E7\r\n045B7E8A1C6F80\r\n', 'latin1')),
};
