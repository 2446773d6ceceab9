import type { DecodedContent } from '../decoded.ts';
import { createFramer, type Framer, type Recognise } from './framer.ts';

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

export interface TextLine {
  /** The bytes between the last line end and this one, as Latin-1 text. */
  readonly text: string;
  readonly ending: 'cr' | 'lf' | 'crlf';
}

/** What a line means; `undefined` when it is none of the protocol's lines (it is then skipped whole). */
export type InterpretLine<Content extends object = DecodedContent> = (
  line: TextLine,
) => Content | { readonly kind: 'refused'; readonly reason: string } | undefined;

/** Text lines are printable ASCII; a byte outside it is noise, and a line may begin after it. */
export function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/**
 * Frames of devices that send printable ASCII lines ended by CR, LF or CR LF. A line begins at the start of the
 * stream, after a line end or after a byte that is not printable, never in the middle of printable text: half a card
 * number must not pass as a shorter one. A CR that ends the input so far waits for a possible LF (`idle` or `end`
 * decide it).
 *
 * @param maximumLength longest text in characters; longer lines are skipped
 */
export function createLineFramer<Content extends object = DecodedContent>(
  interpret: InterpretLine<Content>,
  maximumLength = 256,
): Framer<Content> {
  return createFramer(createLineRecogniser(interpret, maximumLength));
}

/** The same rule as a recogniser, to be combined with other frame forms on one line. */
export function createLineRecogniser<Content extends object = DecodedContent>(
  interpret: InterpretLine<Content>,
  maximumLength = 256,
): Recognise<Content> {
  return (view, start, ended) => {
    const before = view[start - 1];
    if (before !== undefined && isPrintable(before)) return { verdict: 'reject' };
    let end = start;
    for (let byte = view[end]; byte !== undefined && isPrintable(byte); byte = view[end]) {
      end += 1;
      if (end - start > maximumLength) return { verdict: 'reject' };
    }
    if (end === start) return { verdict: 'reject' };
    const terminator = view[end];
    if (terminator === undefined) return { verdict: 'need', bytes: end - start + 1 };
    if (terminator !== CARRIAGE_RETURN && terminator !== LINE_FEED) return { verdict: 'reject' };
    if (terminator === CARRIAGE_RETURN && end + 1 === view.length && !ended) {
      return { verdict: 'need', bytes: end - start + 2 };
    }
    const pair = terminator === CARRIAGE_RETURN && view[end + 1] === LINE_FEED;
    const text = Buffer.from(view.subarray(start, end)).toString('latin1');
    const content = interpret({ text, ending: pair ? 'crlf' : terminator === LINE_FEED ? 'lf' : 'cr' });
    if (content === undefined) return { verdict: 'reject' };
    const length = end - start + (pair ? 2 : 1);
    return isRefusal(content)
      ? { verdict: 'refused', length, reason: content.reason }
      : { verdict: 'frame', length, content };
  };
}

function isRefusal(content: object): content is { readonly kind: 'refused'; readonly reason: string } {
  return 'kind' in content && content.kind === 'refused';
}
