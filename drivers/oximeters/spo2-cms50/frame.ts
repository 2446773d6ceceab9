import type { FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { contecValues, storedSecond } from '../contec.ts';
import { type FlagBits, flagsOf, oximeterContent, verdictOf } from '../oximeter-reading.ts';
import { END_STORED, READ_STORED, STORED_PREAMBLE } from './commands.ts';

const LIVE_LENGTH = 5;
const STORED_LENGTH = 3;
const HEADER_LENGTH = 12;
/** First byte, and third byte above it. */
const LIVE_FLAGS: FlagBits = [
  ['beep', 0x40],
  ['droppingSpo2', 0x20],
  ['fingerOut', 0x10],
  ['probeError', 0x1000],
  ['searching', 0x2000],
];

/** The decoder of `station-tool decode spo2-cms50`. */
export function createCms50Decoder(): FrameDecoder {
  return decoderOf(createCms50Framer());
}

export function createCms50Framer(): Framer {
  return createFramer(recognise, { maximumFrame: HEADER_LENGTH });
}

/**
 * Live packets (body-composition-glucose-spiro.md section 3) have bit 7 in their first byte only; everything of the
 * stored data and all commands have it in the second byte too, which tells them apart.
 */
const recognise: Recognise = (view, start) => {
  const first = view[start] ?? 0;
  if ((first & 0x80) === 0) return { verdict: 'reject' };
  const second = view[start + 1];
  if (second === undefined) return { verdict: 'need', bytes: 2 };
  if ((second & 0x80) === 0) return recogniseLive(view, start);
  if (first === STORED_PREAMBLE[0]) return recogniseHeader(view, start);
  if ((first & 0xfe) === 0xf0) return recogniseStored(view, start);
  if (first === READ_STORED[0] && second === first) return command(READ_STORED.length, 'readStored');
  if (first === END_STORED[0] && second === first) {
    if (view[start + 2] === undefined) return { verdict: 'need', bytes: END_STORED.length };
    return view[start + 2] === first ? command(END_STORED.length, 'endStored') : { verdict: 'reject' };
  }
  return { verdict: 'reject' };
};

function recogniseLive(view: Uint8Array, start: number): Recognition {
  for (let index = 2; index < LIVE_LENGTH; index += 1) {
    const byte = view[start + index];
    if (byte === undefined) return { verdict: 'need', bytes: LIVE_LENGTH };
    if ((byte & 0x80) !== 0) return { verdict: 'reject' };
  }
  const packet = view.slice(start, start + LIVE_LENGTH);
  const [status = 0, wave = 0, bits = 0, low = 0, spo2 = 0] = packet;
  const pulse = ((bits & 0x40) << 1) | low;
  const fingerOut = (status & 0x10) !== 0;
  const probeError = (bits & 0x10) !== 0;
  const searching = (bits & 0x20) !== 0;
  const beep = (status & 0x40) !== 0;
  const droppingSpo2 = (status & 0x20) !== 0;
  const usable = !fingerOut && !probeError && !searching;
  const content = oximeterContent({
    // Without a finger the fields hold anything: they are told, not judged.
    values: usable ? contecValues(spo2, pulse) : { spo2, pulse },
    usable,
    type: 'live',
    flags: flagsOf(status | (bits << 8), LIVE_FLAGS),
    about: {
      beep,
      droppingSpo2,
      fingerOut,
      probeError,
      searching,
      signal: status & 0x0f,
      wave,
      bar: bits & 0x0f,
    },
    raw: packet,
  });
  return verdictOf(content, LIVE_LENGTH);
}

/** `F2 80 00` three times and the number of bytes that follow, less one. */
function recogniseHeader(view: Uint8Array, start: number): Recognition {
  for (let index = 0; index < HEADER_LENGTH; index += 1) {
    const byte = view[start + index];
    if (byte === undefined) return { verdict: 'need', bytes: HEADER_LENGTH };
    const fits = index < 9 ? byte === STORED_PREAMBLE[index % 3] : (byte & 0x80) === (index < 11 ? 0x80 : 0);
    if (!fits) return { verdict: 'reject' };
  }
  const [high = 0, middle = 0, low = 0] = view.subarray(start + 9, start + HEADER_LENGTH);
  const bytes = (((high & 0x7f) << 14) | ((middle & 0x7f) << 7) | low) + 1;
  if (bytes % STORED_LENGTH !== 0) return { verdict: 'refused', length: HEADER_LENGTH, reason: 'length' };
  const fields = { bytes, records: bytes / STORED_LENGTH };
  return {
    verdict: 'frame',
    length: HEADER_LENGTH,
    content: { kind: 'frame', type: 'storedHeader', fields },
  };
}

/** One second of the stored session: bit 7 of the pulse, pulse, saturation. The device tells no time with it. */
function recogniseStored(view: Uint8Array, start: number): Recognition {
  const last = view[start + 2];
  if (last === undefined) return { verdict: 'need', bytes: STORED_LENGTH };
  if ((last & 0x80) !== 0) return { verdict: 'reject' };
  const record = view.slice(start, start + STORED_LENGTH);
  const [first = 0, low = 0, spo2 = 0] = record;
  const pulse = ((first & 1) << 7) | (low & 0x7f);
  return verdictOf(storedSecond(spo2, pulse, {}, record), STORED_LENGTH);
}

function command(length: number, type: string): Recognition {
  return { verdict: 'frame', length, content: { kind: 'frame', type, fields: {} } };
}
