import type { FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognise } from '../../framing/framer.ts';
import { createLineRecogniser, isPrintable } from '../../framing/line-framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { plainContent } from './plain-text.ts';
import { taggedContent } from './tagged-text.ts';

/** An MC-780 line with all segments and six frequencies has about 1,500 characters. */
const LONGEST_LINE = 4000;
const ENDS = { cr: '\r', lf: '\n', crlf: '\r\n' } as const;

/** The decoder of `station-tool decode bodycomp-tanita`: tagged lines and the lines of older models. */
export function createTanitaDecoder(): FrameDecoder {
  return decoderOf(createTanitaFramer());
}

export function createTanitaFramer(): Framer {
  return createFramer(recognise);
}

const line = createLineRecogniser(({ text, ending }) => {
  const raw = Uint8Array.from(Buffer.from(text + ENDS[ending], 'latin1'));
  return text.startsWith('{0,') ? taggedContent(text, raw) : plainContent(text, raw);
}, LONGEST_LINE);

/** The check is the last pair of a tagged line: with it the line is whole even where its end is missing. */
const recognise: Recognise = (view, start, ended) => {
  const judged = line(view, start, ended);
  if (judged.verdict !== 'need' || !ended || !view.subarray(start).every(isPrintable)) return judged;
  const raw = view.slice(start);
  const text = Buffer.from(raw).toString('latin1');
  if (!/^\{0,.*,CS,[0-9A-Fa-f]{2}\}?$/.test(text)) return judged;
  const content = taggedContent(text, raw);
  return content.kind === 'refused'
    ? { verdict: 'refused', length: raw.length, reason: content.reason }
    : { verdict: 'frame', length: raw.length, content };
};
