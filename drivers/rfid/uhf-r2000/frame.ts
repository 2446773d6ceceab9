import type { FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { commandName } from './codes.ts';
import { describeR2000 } from './describe.ts';

/** A frame whose length and check byte hold; commands and answers have the same form. */
export interface R2000Frame {
  readonly kind: 'checked';
  /** 01 unless set otherwise, FF = every reader. */
  readonly address: number;
  readonly code: number;
  readonly data: Uint8Array;
}

const START = 0xa0;

/** The decoder of `station-tool decode uhf-r2000`. */
export function createR2000Decoder(): FrameDecoder {
  return createDescribingDecoder(createR2000Framer(), describeR2000);
}

export function createR2000Framer(): Framer<R2000Frame> {
  return createFramer(recognise, { maximumFrame: 257 });
}

/** `A0 length address code data… check`: length counts from address to check, all bytes add up to 0 modulo 256. */
function recognise(view: Uint8Array, start: number): Recognition<R2000Frame> {
  if (view[start] !== START) return { verdict: 'reject' };
  const claimed = view[start + 1];
  if (claimed === undefined) return { verdict: 'need', bytes: 2 };
  if (claimed < 3) return { verdict: 'reject' };
  const length = claimed + 2;
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  let sum = 0;
  for (let at = start; at < start + length; at += 1) sum += view[at] ?? 0;
  const code = view[start + 3] ?? 0;
  if ((sum & 0xff) !== 0) {
    return commandName(code) === undefined
      ? { verdict: 'reject' }
      : { verdict: 'refused', length, reason: 'checksum' };
  }
  return {
    verdict: 'frame',
    length,
    content: {
      kind: 'checked',
      address: view[start + 2] ?? 0,
      code,
      data: view.slice(start + 4, start + length - 1),
    },
  };
}
