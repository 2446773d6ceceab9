import type { Decoded, DecodedContent, FrameDecoder } from '../decoded.ts';
import type { Framed, Framer, Leftover } from './framer.ts';

/**
 * A decoder for drivers whose framer gives checked frames of their own form: the session works with the frame, the
 * lines of `decode` with what `describe` says about it. `describe` may refuse a frame whose check holds but whose
 * content is wrong.
 */
export function createDescribingDecoder<Frame extends { readonly kind: 'checked' }>(
  framer: Framer<Frame>,
  describe: (frame: Frame) => DecodedContent,
): FrameDecoder {
  const toDecoded = (line: Framed<Frame>): Decoded => {
    if (!isChecked(line)) return line;
    return { ...describe(line), offset: line.offset, length: line.length };
  };
  return {
    push: (bytes) => framer.push(bytes).map(toDecoded),
    end: () => framer.end().map(toDecoded),
  };
}

/** Tells a good frame from what the framer says about all other bytes. */
export function isChecked<Frame extends { readonly kind: 'checked' }>(line: Frame | Leftover): line is Frame {
  return line.kind === 'checked';
}
