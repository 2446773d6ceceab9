import type { FrameDecoder } from '../../decoded.ts';
import type { Framer } from '../../framing/framer.ts';
import { createLineFramer } from '../../framing/line-framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { interpretFormat5, interpretMode5 } from '../kiosk-line.ts';
import { refusal } from '../pressure-reading.ts';

const LONGEST_LINE = 80;

/** Beginnings of output formats that carry no complete, checkable result: the unit must be set to format 5. */
const otherFormat = /^(?:MMBP203N|ID\d)/;

/** Lines of the unit's USB or serial output; other formats than 5 are refused with `format` (function item 32). */
export function createHbp9030Framer(): Framer {
  return createLineFramer((line) => {
    if (otherFormat.test(line.text)) return refusal('format');
    return interpretFormat5(line) ?? interpretMode5(line);
  }, LONGEST_LINE);
}

export function createHbp9030Decoder(): FrameDecoder {
  return decoderOf(createHbp9030Framer());
}
