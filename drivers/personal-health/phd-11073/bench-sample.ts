import type { BenchSample } from '../../bench-sample.ts';
import { fromHex } from '../../framing/hexadecimal.ts';
import { createPhdDecoder } from './decoder.ts';

/** An association with the standard configuration of blood pressure, its answer, and a measurement with its confirmation. */
const FRAMES = [
  'E200003280000000 0001002A 50790026 80000000 8000 80000000 00000000 00800000 0008 0011223344556677 02BC 0001 0100 00000000',
  'E300002C 0000 50790026 80000000 8000 80000000 00000000 80000000 0008 0A1B2C3D4E5F6071 0000 0000 0000 00000000',
  'E700003E 003C 0007 0101 0036 0000 FFFFFFFF 0D1D 002C F000 0000 00020024 00010012 00030006 0080 0052 0061 2026031509420700 0002000A 0047 2026031509420700',
  'E7000012 0010 0007 0201 000A 0000 00000000 0D1D 0000',
];

export const phdSample: BenchSample = {
  driver: 'phd-11073',
  createDecoder: createPhdDecoder,
  bytes: fromHex(FRAMES.join('')) ?? new Uint8Array(0),
  // Serial modules of Bluetooth health device profile: 115,200 baud.
  lineRate: 11_520,
};
