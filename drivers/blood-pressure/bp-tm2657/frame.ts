import type { FrameDecoder } from '../../decoded.ts';
import { xor8 } from '../../framing/checksums.ts';
import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { ACK, ETX, NAK, RS, SOH, STX, SYN } from './commands.ts';
import { interpretPayload } from './payload.ts';

/** Longest payload taken: a pulse table of 500 entries of eight characters. */
const LONGEST_PAYLOAD = 4096;
/** `00`, or `r00` in results that the device sends by itself. */
const LONGEST_ADDRESS = 4;

const isTextByte = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

/**
 * Frames of both directions (blood-pressure.md section 1): none, one or two SYN, SOH, address, then either ACK or NAK, or
 * STX, payload, ETX and the exclusive or from SOH to ETX.
 */
const recognise: Recognise = (view, start) => {
  const first = view[start];
  if (start === 0 && (first === ACK || first === NAK)) {
    return { verdict: 'frame', length: 1, content: { kind: 'frame', type: answerName(first), fields: {} } };
  }
  let at = start;
  while (at - start < 2 && view[at] === SYN) at += 1;
  const soh = view[at];
  if (soh === undefined)
    return first === SYN ? { verdict: 'need', bytes: at - start + 1 } : { verdict: 'reject' };
  if (soh !== SOH) return { verdict: 'reject' };
  return judgeBody(view, start, at);
};

function judgeBody(view: Uint8Array, start: number, soh: number): Recognition {
  let at = soh + 1;
  while (at - soh <= LONGEST_ADDRESS && isTextByte(view[at] ?? 0)) at += 1;
  const turn = view[at];
  if (turn === undefined) return { verdict: 'need', bytes: at - start + 1 };
  if (at - soh < 3) return { verdict: 'reject' };
  const address = text(view, soh + 1, at);
  if (turn === ACK || turn === NAK) {
    const content = { kind: 'frame', type: answerName(turn), fields: { address } } as const;
    return { verdict: 'frame', length: at - start + 1, content };
  }
  return turn === STX ? judgePayload(view, start, soh, at + 1, address) : { verdict: 'reject' };
}

function judgePayload(
  view: Uint8Array,
  start: number,
  soh: number,
  from: number,
  address: string,
): Recognition {
  let at = from;
  for (let byte = view[at]; byte !== undefined && byte !== ETX; byte = view[at]) {
    if (!isTextByte(byte) && byte !== RS) return { verdict: 'reject' };
    at += 1;
    if (at - from > LONGEST_PAYLOAD) return { verdict: 'reject' };
  }
  if (at + 1 >= view.length) return { verdict: 'need', bytes: at - start + 2 };
  const length = at - start + 2;
  if (xor8(view.subarray(soh, at + 1)) !== view[at + 1]) {
    return { verdict: 'refused', length, reason: 'checksum' };
  }
  const raw = view.subarray(start, start + length);
  const content = interpretPayload(text(view, from, at), address, raw);
  if (content.kind === 'refused') return { verdict: 'refused', length, reason: content.reason };
  return { verdict: 'frame', length, content };
}

const answerName = (byte: number | undefined): string => (byte === ACK ? 'ACK' : 'NAK');

function text(view: Uint8Array, from: number, to: number): string {
  return Buffer.from(view.subarray(from, to)).toString('latin1');
}

export function createTm2657Framer(): Framer {
  return createFramer(recognise, { maximumFrame: LONGEST_PAYLOAD + 16 });
}

export function createTm2657Decoder(): FrameDecoder {
  return decoderOf(createTm2657Framer());
}
