import type { FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { decoderOf, deviceTime } from '../../measurement/reading.ts';
import { verdictOf } from '../oximeter-reading.ts';
import { ACK, ETX, FORMATS, NAK, SELECT_FORMAT, STX, TIME, TIME_ANSWER } from './commands.ts';
import { format8Content, frameContent, NO_SPO2, packetContent } from './packet.ts';
import { recogniseSpotCheck } from './spot-check.ts';
import {
  FRAME_LENGTH,
  frameState,
  isSync,
  PACKET_LENGTH,
  readFrame,
  type StreamFormat,
} from './stream-frames.ts';

const FORMAT_8_LENGTH = 4;
/** Bits of the second status byte of format 8 that mean something; the others are sent as 0. */
const STATUS_2_BITS = 0x29;
/** How far ahead a frame of format 2 or 7 would show that these four bytes are the inside of one. */
const LOOK_AHEAD = FRAME_LENGTH + 2 * FRAME_LENGTH;

/** The decoder of `station-tool decode spo2-nonin`; formats 2, 7, 8 and 13 are told apart by their bytes. */
export function createNoninDecoder(): FrameDecoder {
  return decoderOf(createNoninFramer());
}

export function createNoninFramer(): Framer {
  return createFramer(recognise, { maximumFrame: PACKET_LENGTH });
}

const recognise: Recognise = (view, start, ended) => {
  const first = view[start] ?? 0;
  if (first === 0x00) return recogniseSpotCheck(view, start);
  if (first === 0x01) return recogniseStream(view, start, 2, ended);
  if (first === STX) return recogniseCommand(view, start);
  // Single answers only where nothing unexplained stands before them: their bytes are common inside frames.
  if (first === ACK && start === 0) return answer('acknowledge');
  if (first === NAK && start === 0) return answer('refuse');
  if ((first & 0x80) === 0) return { verdict: 'reject' };
  const stream = recogniseStream(view, start, 7, ended);
  return stream.verdict === 'reject' ? recogniseFormat8(view, start, ended) : stream;
};

function answer(type: string): Recognition {
  return { verdict: 'frame', length: 1, content: { kind: 'frame', type, fields: {} } };
}

/** A whole packet where a first frame and its 24 followers are good, else one frame at a time. */
function recogniseStream(view: Uint8Array, start: number, format: StreamFormat, ended: boolean): Recognition {
  const own = frameState(view, start, format);
  if (own === 'missing')
    return format === 2 ? needMore(view, start, FRAME_LENGTH) : weigh(view, start, ended);
  if (own === 'none') return { verdict: 'reject' };
  if (format === 7) {
    const followers = followersOf(view, start, ended);
    if (followers === 'missing') return needMore(view, start, 3 * FRAME_LENGTH);
    if (own === 'sum') {
      return followers === 'both'
        ? { verdict: 'refused', length: FRAME_LENGTH, reason: 'checksum' }
        : { verdict: 'reject' };
    }
    if (followers === 'none') return { verdict: 'reject' };
  } else if (own === 'sum') {
    return { verdict: 'refused', length: FRAME_LENGTH, reason: 'checksum' };
  }
  const frame = readFrame(view, start, format);
  const single = { verdict: 'frame', length: FRAME_LENGTH, content: frameContent(frame, format) } as const;
  if (!isSync(frame)) return single;
  for (let at = FRAME_LENGTH; at < PACKET_LENGTH; at += FRAME_LENGTH) {
    const state = frameState(view, start + at, format);
    if (state === 'missing') return ended ? single : needMore(view, start, at + FRAME_LENGTH);
    if (state !== 'good' || isSync(readFrame(view, start + at, format))) return single;
  }
  const packet = view.slice(start, start + PACKET_LENGTH);
  return verdictOf(packetContent(packet, format, FRAME_LENGTH), PACKET_LENGTH);
}

/** A format 7 frame whose end is missing may still be a whole packet of format 8. */
function weigh(view: Uint8Array, start: number, ended: boolean): Recognition {
  return ended ? { verdict: 'reject' } : needMore(view, start, FRAME_LENGTH);
}

/**
 * Format 7 has no start byte, so its frames prove each other: a good frame needs one good among the next two, a
 * damaged one is only seen as such between good ones. At the end of the input what is missing counts as good.
 */
function followersOf(view: Uint8Array, start: number, ended: boolean): 'both' | 'one' | 'none' | 'missing' {
  let good = 0;
  for (const at of [FRAME_LENGTH, 2 * FRAME_LENGTH]) {
    const state = frameState(view, start + at, 7);
    if (state === 'missing' && !ended) return 'missing';
    if (state === 'good' || (state === 'missing' && start + at >= view.length)) good += 1;
  }
  return good === 2 ? 'both' : good === 1 ? 'one' : 'none';
}

/**
 * Format 8 carries no check: status with bit 7, then three bytes without. Taken only when nothing of the next bytes
 * shows that this is the inside of a frame of format 2 or 7.
 */
function recogniseFormat8(view: Uint8Array, start: number, ended: boolean): Recognition {
  for (let index = 1; index < FORMAT_8_LENGTH; index += 1) {
    const byte = view[start + index];
    if (byte === undefined) return { verdict: 'need', bytes: FORMAT_8_LENGTH };
    if ((byte & 0x80) !== 0) return { verdict: 'reject' };
  }
  const spo2 = view[start + 2] ?? 0;
  if (((view[start + 3] ?? 0) & ~STATUS_2_BITS) !== 0) return { verdict: 'reject' };
  if (spo2 > 100 && spo2 !== NO_SPO2) return { verdict: 'refused', length: FORMAT_8_LENGTH, reason: 'range' };
  if (!ended && view.length - start < LOOK_AHEAD) return needMore(view, start, LOOK_AHEAD);
  for (let ahead = 1; ahead <= FRAME_LENGTH; ahead += 1) {
    if (frameState(view, start + ahead, 2) === 'good') return { verdict: 'reject' };
    const pair = [start + ahead, start + ahead + FRAME_LENGTH];
    if (pair.every((at) => frameState(view, at, 7) === 'good')) return { verdict: 'reject' };
  }
  const next = view[start + FORMAT_8_LENGTH];
  if (next !== undefined && (next & 0x80) === 0 && ![0x00, STX, ACK, NAK].includes(next)) {
    return { verdict: 'reject' };
  }
  return verdictOf(format8Content(view.slice(start, start + FORMAT_8_LENGTH)), FORMAT_8_LENGTH);
}

/** Commands of the host and the answer with the device's time: STX, code, length, data, ETX; no check. */
function recogniseCommand(view: Uint8Array, start: number): Recognition {
  const [, code, size] = view.subarray(start, start + 3);
  if (code === undefined) return { verdict: 'need', bytes: 2 };
  if (code !== SELECT_FORMAT && code !== TIME && code !== TIME_ANSWER) return { verdict: 'reject' };
  if (size === undefined) return { verdict: 'need', bytes: 3 };
  if (size !== 0 && size !== 2 && size !== 6) return { verdict: 'reject' };
  const length = size + 4;
  if (start + length > view.length) return { verdict: 'need', bytes: length };
  if (view[start + length - 1] !== ETX) return { verdict: 'reject' };
  const data = view.subarray(start + 3, start + 3 + size);
  if (code === SELECT_FORMAT) {
    const format = FORMATS.find((known) => known === data[1]);
    return format === undefined
      ? { verdict: 'reject' }
      : { verdict: 'frame', length, content: { kind: 'frame', type: 'selectFormat', fields: { format } } };
  }
  if (size === 0)
    return { verdict: 'frame', length, content: { kind: 'frame', type: 'readTime', fields: {} } };
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = data;
  const at = size === 6 ? deviceTime(2000 + year, month, day, hour, minute, second) : undefined;
  if (at === undefined) return { verdict: 'refused', length, reason: 'date' };
  const type = code === TIME ? 'setTime' : 'time';
  return { verdict: 'frame', length, content: { kind: 'frame', type, fields: { at } } };
}

function needMore(view: Uint8Array, start: number, bytes: number): Recognition {
  return { verdict: 'need', bytes: Math.max(bytes, view.length - start + 1) };
}
