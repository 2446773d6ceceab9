import type { FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { commandName } from './codes.ts';
import { describeChafon } from './describe.ts';

/** A frame whose length and CRC hold; commands and answers have the same form. */
export interface ChafonFrame {
  readonly kind: 'checked';
  /** 00 unless set otherwise, FF = every reader. */
  readonly address: number;
  readonly code: number;
  /** Answers: status byte first. */
  readonly data: Uint8Array;
}

/** Length, address, code and CRC: what every frame has, the length byte not counted. */
const SHORTEST_CLAIM = 4;

const CRC_TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  return crc;
});

/** CRC-16 with polynomial 8408h reflected, start FFFFh, not inverted; on the wire low byte first. */
export function chafonCrc(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffff;
  for (let at = from; at < to; at += 1) {
    crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return crc;
}

/** The decoder of `station-tool decode uhf-chafon`. */
export function createChafonDecoder(): FrameDecoder {
  return createDescribingDecoder(createChafonFramer(), describeChafon);
}

export function createChafonFramer(): Framer<ChafonFrame> {
  return createFramer(recognise, { maximumFrame: 256 });
}

/**
 * `length address code data… crcLo crcHi` without a start byte: length, a known code and the CRC make the frame. With
 * a wrong CRC it is refused only when everything else about it makes sense; otherwise its bytes are noise.
 */
function recognise(view: Uint8Array, start: number): Recognition<ChafonFrame> {
  const claimed = view[start] ?? 0;
  if (claimed < SHORTEST_CLAIM) return { verdict: 'reject' };
  const available = view.length - start;
  if (available < 3) return { verdict: 'need', bytes: available + 1 };
  const code = view[start + 2] ?? 0;
  if (commandName(code) === undefined) return { verdict: 'reject' };
  const length = claimed + 1;
  if (available < length) return { verdict: 'need', bytes: length };
  const end = start + length - 2;
  const stated = (view[end] ?? 0) | ((view[end + 1] ?? 0) << 8);
  const frame: ChafonFrame = {
    kind: 'checked',
    address: view[start + 1] ?? 0,
    code,
    data: view.slice(start + 3, end),
  };
  if (chafonCrc(view, start, end) === stated) return { verdict: 'frame', length, content: frame };
  return describeChafon(frame).kind === 'refused'
    ? { verdict: 'reject' }
    : { verdict: 'refused', length, reason: 'checksum' };
}
