import type { FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { createLineRecogniser } from '../../framing/line-framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { kernLine } from '../forms/kern.ts';
import { ohausLine, rangeMessage } from '../forms/ohaus.ts';
import { sartoriusLine } from '../forms/sartorius.ts';
import { firstForm, hostCommand } from '../line-forms.ts';
import { sicsLine } from '../scale-mt-sics/frame.ts';

/** The decoder of `station-tool decode scale-kern`. */
export function createKernDecoder(): FrameDecoder {
  return decoderOf(createKernFramer());
}

const ESC = 0x1b;
const LONGEST_LINE = 64;

/**
 * KERN, Sartorius SBI, Ohaus, and the SICS lines that newer KERN (KCP) and Ohaus balances speak. Nothing is set: the
 * fixed forms are tried before the loose ones.
 */
export function createKernFramer(): Framer {
  const lines = createLineRecogniser(
    firstForm([kernLine, sartoriusLine, ohausLine, rangeMessage, sicsLine]),
    LONGEST_LINE,
  );
  const recognise: Recognise = (view, start, ended) =>
    view[start] === ESC ? recogniseEscape(view, start) : lines(view, start, ended);
  return createFramer(recognise, { maximumFrame: LONGEST_LINE + 2 });
}

/** ESC, a letter (or `x1_`, `kP_`), CR LF: the host asks. */
function recogniseEscape(view: Uint8Array, start: number): Recognition {
  const text = Buffer.from(view.subarray(start + 1, start + 7)).toString('latin1');
  const whole = /^([A-Z]|[a-z][A-Z0-9]_)\r\n/.exec(text);
  if (whole !== null) {
    return { verdict: 'frame', length: whole[0].length + 1, content: hostCommand(`ESC ${whole[1] ?? ''}`) };
  }
  const couldGoOn = /^(?:[A-Z]\r?|[a-z](?:[A-Z0-9](?:_\r?)?)?)?$/.test(text);
  return couldGoOn ? { verdict: 'need', bytes: text.length + 2 } : { verdict: 'reject' };
}
