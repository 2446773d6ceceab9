import type { Decoded, FrameDecoder } from '../../decoded.ts';
import { sum8 } from '../../framing/checksums.ts';
import { createFramer, type Framed, type Framer, type Recognise } from '../../framing/framer.ts';
import { FRAME_LENGTH, FROM_HOST, FROM_METER, START } from './commands.ts';
import { TaidocConversation } from './messages.ts';

export interface TaidocFrame {
  readonly kind: 'checked';
  readonly code: number;
  readonly fromHost: boolean;
  /** Four bytes. */
  readonly data: Uint8Array;
  readonly bytes: Uint8Array;
}

/** The decoder of `station-tool decode glucose-taidoc`. */
export function createTaidocDecoder(): FrameDecoder {
  const framer = createTaidocFramer();
  const conversation = new TaidocConversation();
  const toLine = (line: Framed<TaidocFrame>): Decoded => {
    if (line.kind !== 'checked') {
      conversation.lost();
      return line;
    }
    return { ...conversation.take(line), offset: line.offset, length: line.length };
  };
  return {
    push: (bytes) => framer.push(bytes).map(toLine),
    end: () => framer.end().map(toLine),
  };
}

export function createTaidocFramer(): Framer<TaidocFrame> {
  return createFramer<TaidocFrame>(recognise, { maximumFrame: FRAME_LENGTH });
}

/** `51 code d0 d1 d2 d3 (A3 host | A5 meter) sum`. */
const recognise: Recognise<TaidocFrame> = (view, start) => {
  if (view[start] !== START) return { verdict: 'reject' };
  const end = view[start + 6];
  if (end === undefined) return { verdict: 'need', bytes: FRAME_LENGTH };
  if (end !== FROM_HOST && end !== FROM_METER) return { verdict: 'reject' };
  const sum = view[start + 7];
  if (sum === undefined) return { verdict: 'need', bytes: FRAME_LENGTH };
  if (sum8(view.subarray(start, start + 7)) !== sum) {
    return { verdict: 'refused', length: FRAME_LENGTH, reason: 'checksum' };
  }
  const bytes = view.slice(start, start + FRAME_LENGTH);
  return {
    verdict: 'frame',
    length: FRAME_LENGTH,
    content: {
      kind: 'checked',
      code: bytes[1] ?? 0,
      fromHost: end === FROM_HOST,
      data: bytes.slice(2, 6),
      bytes,
    },
  };
};
