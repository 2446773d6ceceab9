import { crc16Ccitt } from '../../framing/checksums.ts';
import type { Recognition } from '../../framing/framer.ts';
import { ETX, FRAME_OVERHEAD, STX } from './commands.ts';

export interface BinaryFrame {
  readonly kind: 'binary';
  readonly link: number;
  readonly message: Uint8Array;
  readonly bytes: Uint8Array;
}

const HIGHEST_LINK = 0x1f;

/** `02 length link message 03 crcLow crcHigh`; the length counts the whole frame, the check all before it. */
export function recogniseBinary(view: Uint8Array, start: number): Recognition<BinaryFrame> {
  if (view[start] !== STX) return { verdict: 'reject' };
  const length = view[start + 1];
  const link = view[start + 2];
  if (length === undefined) return { verdict: 'need', bytes: FRAME_OVERHEAD };
  if (length < FRAME_OVERHEAD) return { verdict: 'reject' };
  if (link === undefined) return { verdict: 'need', bytes: length };
  if (link > HIGHEST_LINK) return { verdict: 'reject' };
  if (start + length > view.length) return { verdict: 'need', bytes: length };
  const body = view.subarray(start, start + length - 2);
  if (body.at(-1) !== ETX) return { verdict: 'refused', length, reason: 'length' };
  const check = (view[start + length - 2] ?? 0) | ((view[start + length - 1] ?? 0) << 8);
  if (check !== crc16Ccitt(body)) return { verdict: 'refused', length, reason: 'checksum' };
  const bytes = view.slice(start, start + length);
  return { verdict: 'frame', length, content: { kind: 'binary', link, message: bytes.slice(3, -3), bytes } };
}
