import type { Decoded, DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framed, type Framer, type Recognise } from '../../framing/framer.ts';
import { createLineRecogniser } from '../../framing/line-framer.ts';
import { type BinaryFrame, recogniseBinary } from './binary-frame.ts';
import { type Asked, binaryContent } from './binary-messages.ts';
import { interpretUltra2Line } from './ultra2-lines.ts';

/** A checked binary frame, or a line of the text protocol that already is what `decode` shows. */
export type OneTouchFrame =
  | BinaryFrame
  | { readonly kind: 'line'; readonly content: DecodedContent; readonly text: string };

const DC1 = 0x11;
const CR = 0x0d;
const LONGEST_LINE = 100;

/** The decoder of `station-tool decode glucose-onetouch`; binary and text families are told apart by their bytes. */
export function createOneTouchDecoder(): FrameDecoder {
  const framer = createOneTouchFramer();
  let asked: Asked;
  const toLine = (line: Framed<OneTouchFrame>): Decoded => {
    const span = { offset: line.offset, length: line.length };
    if (line.kind === 'binary') {
      const meaning = binaryContent(line, asked);
      asked = meaning.asked;
      return { ...meaning.content, ...span };
    }
    return line.kind === 'line' ? { ...line.content, ...span } : line;
  };
  return {
    push: (bytes) => framer.push(bytes).map(toLine),
    end: () => framer.end().map(toLine),
  };
}

export function createOneTouchFramer(): Framer<OneTouchFrame> {
  return createFramer<OneTouchFrame>(recognise, { maximumFrame: 512 });
}

const textLine = createLineRecogniser<OneTouchFrame>(({ text, ending }) => {
  const raw = Uint8Array.from(
    Buffer.from(text + (ending === 'crlf' ? '\r\n' : ending === 'cr' ? '\r' : '\n'), 'latin1'),
  );
  const content = interpretUltra2Line(text, raw);
  if (content === undefined) return undefined;
  return content.kind === 'refused' ? content : { kind: 'line', content, text };
}, LONGEST_LINE);

const recognise: Recognise<OneTouchFrame> = (view, start, ended) => {
  const binary = recogniseBinary(view, start);
  if (binary.verdict !== 'reject') return binary;
  if (view[start] !== DC1) return textLine(view, start, ended);
  const next = view[start + 1];
  if (next === undefined) return { verdict: 'need', bytes: 2 };
  // The host wakes the meter with DC1 and CR before each command.
  const content: DecodedContent = { kind: 'frame', type: 'wake', fields: {} };
  return next === CR
    ? { verdict: 'frame', length: 2, content: { kind: 'line', content, text: '' } }
    : { verdict: 'reject' };
};
