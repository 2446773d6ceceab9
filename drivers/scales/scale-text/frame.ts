import type { FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { createLineRecogniser, isPrintable } from '../../framing/line-framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { tidyDecimal } from '../decimal.ts';
import { aAndDCommand, aAndDLine } from '../forms/a-and-d.ts';
import { bareLine, damagedLine, indicatorLine, shortStatusLine, wordPrefixLine } from '../forms/indicator.ts';
import { kernLine } from '../forms/kern.ts';
import { plainLine, rangeMessage } from '../forms/ohaus.ts';
import { firstForm, interpretLine } from '../line-forms.ts';
import { sicsLine } from '../scale-mt-sics/frame.ts';
import { weighingReading } from '../weighing.ts';
import { recogniseYaohua, recogniseToledo } from './continuous.ts';
import { recogniseCas } from './cas.ts';

/** The decoder of `station-tool decode scale-text`. */
export function createTextScaleDecoder(): FrameDecoder {
  return decoderOf(createTextScaleFramer());
}

const STX = 0x02;
const ETX = 0x03;
const ACK = 0x06;
const LONGEST_LINE = 64;

const forms = [
  aAndDLine,
  indicatorLine,
  wordPrefixLine,
  kernLine,
  plainLine,
  bareLine,
  rangeMessage,
  sicsLine,
  aAndDCommand,
  damagedLine,
];

/** A&D, T-Scale, CAS, Yaohua, Toledo and kin; every documented form is recognised by itself. */
export function createTextScaleFramer(): Framer {
  const lines = createLineRecogniser(firstForm(forms), LONGEST_LINE);
  return createFramer(
    (view, start, ended) => {
      const first = view[start];
      if (first === STX) return recogniseStx(view, start, ended);
      if (first === ACK)
        return { verdict: 'frame', length: 1, content: { kind: 'frame', type: 'ACK', fields: {} } };
      if (first === 0x3d) return recogniseReversed(view, start, ended);
      const cas = recogniseCas(view, start);
      return cas.verdict === 'reject' ? lines(view, start, ended) : cas;
    },
    { maximumFrame: LONGEST_LINE + 4 },
  );
}

/** The fixed binary frames first, then a line between STX and ETX (some with CR LF inside or behind). */
function recogniseStx(view: Uint8Array, start: number, ended: boolean): Recognition {
  const yaohua = recogniseYaohua(view, start);
  const toledo = recogniseToledo(view, start, ended);
  const text = recogniseStxText(view, start, ended);
  const all = [yaohua, toledo, text];
  const whole = all.find(({ verdict }) => verdict === 'frame');
  if (whole !== undefined) return whole;
  const waiting = all.find(({ verdict }) => verdict === 'need');
  if (waiting !== undefined) return waiting;
  return all.find(({ verdict }) => verdict === 'refused') ?? { verdict: 'reject' };
}

function recogniseStxText(view: Uint8Array, start: number, ended: boolean): Recognition {
  let end = start + 1;
  while (isPrintable(view[end] ?? 0) && end - start <= LONGEST_LINE) end += 1;
  const textEnd = end;
  while (view[end] === 0x0d || view[end] === 0x0a) end += 1;
  const closing = view[end];
  if (closing === undefined)
    return ended ? { verdict: 'reject' } : { verdict: 'need', bytes: end - start + 1 };
  if (closing !== ETX || textEnd === start + 1 || end - textEnd > 2) return { verdict: 'reject' };
  let length = end - start + 1;
  // A line end behind ETX belongs to the frame; half of it may still come.
  const behind = view[end + 1];
  if (behind === undefined && !ended) return { verdict: 'need', bytes: length + 1 };
  if (behind === 0x0d) {
    if (view[end + 2] === undefined && !ended) return { verdict: 'need', bytes: length + 2 };
    length += view[end + 2] === 0x0a ? 2 : 1;
  }
  const text = Buffer.from(view.subarray(start + 1, textEnd)).toString('latin1');
  const raw = view.slice(start, start + length);
  const content = interpretLine([shortStatusLine, ...forms], text, raw);
  if (content === undefined) return { verdict: 'reject' };
  return content.kind === 'refused'
    ? { verdict: 'refused', length, reason: content.reason }
    : { verdict: 'frame', length, content };
}

/**
 * `=` and the characters of the number in reverse, the next `=` ends it (Yaohua D10, A12 and kin): `=54.3210` is 0123.45.
 * Nothing is sent about unit or rest.
 */
function recogniseReversed(view: Uint8Array, start: number, ended: boolean): Recognition {
  let end = start + 1;
  for (let byte = view[end]; isReversedCharacter(byte); byte = view[end]) {
    end += 1;
    if (end - start > 10) return { verdict: 'reject' };
  }
  const behind = view[end];
  if (behind === undefined && !ended) return { verdict: 'need', bytes: end - start + 1 };
  if (behind !== undefined && ![0x3d, 0x0d, 0x0a, 0x00].includes(behind)) return { verdict: 'reject' };
  const characters = Buffer.from(view.subarray(start + 1, end)).toString('latin1');
  if (characters.length < 5) return { verdict: 'reject' };
  const text = tidyDecimal([...characters].reverse().join(''));
  if (text === undefined) return { verdict: 'reject' };
  let length = end - start;
  if (behind === 0x0d || behind === 0x0a || behind === 0x00) {
    length += 1;
    if (behind === 0x0d) {
      if (view[end + 1] === undefined && !ended) return { verdict: 'need', bytes: length + 1 };
      if (view[end + 1] === 0x0a) length += 1;
    }
  }
  const raw = view.slice(start, start + length);
  return { verdict: 'frame', length, content: weighingReading({ quantity: 'weight', text }, raw) };
}

function isReversedCharacter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x2d);
}
