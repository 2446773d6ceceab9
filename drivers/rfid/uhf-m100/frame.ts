import type { FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { tagCrc, u16 } from '../serial-uhf/bytes.ts';
import { isCommandCode } from './codes.ts';
import { describeM100 } from './describe.ts';

/** A frame whose length, sum and end byte hold. */
export interface M100Frame {
  readonly kind: 'checked';
  /** 00 command of the host, 01 answer, 02 notification (a tag). */
  readonly type: 0 | 1 | 2;
  /** Command code; FF in an answer that tells an error. */
  readonly code: number;
  readonly parameters: Uint8Array;
}

const START = 0xbb;
const END = 0x7e;
/** Start, type, code and length before, sum and end behind the parameters. */
const OVERHEAD = 7;
/** The module's data memory answers at most a few hundred bytes at once; a longer claim is noise. */
const LONGEST_PARAMETERS = 1024;

/** The decoder of `station-tool decode uhf-m100`. */
export function createM100Decoder(): FrameDecoder {
  return createDescribingDecoder(createM100Framer(), describeM100);
}

export function createM100Framer(): Framer<M100Frame> {
  return createFramer(recognise, { maximumFrame: LONGEST_PARAMETERS + OVERHEAD + 1 });
}

/**
 * `BB type code lengthHi lengthLo parameters… sum 7E` (uhf-serial.md section 1). Found by length, never by the end
 * byte: EPCs and sums hold 7E and BB. Phychips RCP readers begin the same way but have 7E where the sum belongs and
 * two CRC bytes behind it; such a frame is refused as `foreign-protocol`.
 */
function recognise(view: Uint8Array, start: number, ended: boolean): Recognition<M100Frame> {
  if (view[start] !== START) return { verdict: 'reject' };
  const available = view.length - start;
  const type = view[start + 1];
  if (type !== undefined && type !== 0 && type !== 1 && type !== 2) return { verdict: 'reject' };
  if (available < 5 || type === undefined) return { verdict: 'need', bytes: Math.max(available + 1, 5) };
  const code = view[start + 2] ?? 0;
  const count = u16(view, start + 3);
  if (count > LONGEST_PARAMETERS) return { verdict: 'reject' };
  const length = count + OVERHEAD;
  if (available < length) return { verdict: 'need', bytes: length };

  const from = start + 5;
  const to = from + count;
  let sum = 0;
  for (let at = start + 1; at < to; at += 1) sum += view[at] ?? 0;
  const sumHolds = view[to] === (sum & 0xff);
  const endHolds = view[to + 1] === END;
  if (sumHolds && endHolds) {
    const wrong = type === 2 ? wrongTag(view, from, to) : undefined;
    if (wrong !== undefined) return { verdict: 'refused', length, reason: wrong };
    return {
      verdict: 'frame',
      length,
      content: { kind: 'checked', type, code, parameters: view.slice(from, to) },
    };
  }
  if (view[to] === END && !endHolds) {
    if (available > length) return { verdict: 'refused', length: length + 1, reason: 'foreign-protocol' };
    if (!ended) return { verdict: 'need', bytes: length + 1 };
  }
  if (sumHolds) return { verdict: 'refused', length, reason: 'end-byte' };
  return endHolds || isCommandCode(code)
    ? { verdict: 'refused', length, reason: 'checksum' }
    : { verdict: 'reject' };
}

/** RSSI, PC, EPC, CRC: the length is the one of the PC word, and the CRC is the tag's own over PC and EPC. */
function wrongTag(view: Uint8Array, from: number, to: number): string | undefined {
  const count = to - from;
  if (count < 5) return 'length';
  const epcBytes = ((view[from + 1] ?? 0) >>> 3) * 2;
  if (epcBytes !== count - 5) return 'length';
  return tagCrc(view, from + 1, to - 2) === u16(view, to - 2) ? undefined : 'tag-crc';
}
