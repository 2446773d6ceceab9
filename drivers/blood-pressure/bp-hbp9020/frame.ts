import type { FrameDecoder } from '../../decoded.ts';
import type { Framer } from '../../framing/framer.ts';
import { createLineFramer } from '../../framing/line-framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { interpretMode5 } from '../kiosk-line.ts';

const LONGEST_LINE = 80;

/** Lines of output mode 5, ended by CR LF or CR alone. */
export function createHbp9020Framer(): Framer {
  return createLineFramer(interpretMode5, LONGEST_LINE);
}

export function createHbp9020Decoder(): FrameDecoder {
  return decoderOf(createHbp9020Framer());
}
