import type { DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import {
  HEADER_LENGTH,
  otherPacket,
  type PacketContent,
  type PacketHeader,
  recognisePackets,
  withoutHeader,
} from '../../measurement/a-and-d-packet.ts';
import { readingError } from '../../measurement/reading.ts';
import { pressureReading, refusal } from '../pressure-reading.ts';

/** Status, pulse pressure, DIA, pulse, MAP: two hexadecimal digits each (blood-pressure.md section 2). */
const DIGITS = 10;
/** A longer run of digits is no series of results. */
const LONGEST_RUN = 1000;
const GOOD = '80';
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

const isHexDigit = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66));

const recognise = recognisePackets({ packet: judgePacket, bare: judgeDigits });

function judgePacket(view: Uint8Array, start: number, header: PacketHeader): Recognition<PacketContent> {
  const length = HEADER_LENGTH + header.dataLength;
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  const raw = view.subarray(start, start + length);
  const data = Buffer.from(raw.subarray(HEADER_LENGTH)).toString('latin1');
  if (!/^[\dA-F]{10}$/i.test(data)) {
    return { verdict: 'frame', length, content: otherPacket(header, data) };
  }
  // A refused packet is told as a whole frame: its digits must not be found again as a result without header.
  const content = interpretDigits(data, raw, header.measuredAt);
  return { verdict: 'frame', length, content: { ...content, header } };
}

/**
 * A run of digits without any frame around it: whole results one behind the other, nothing before or behind them. A run
 * that begins like a result and is shorter or longer has lost or gained a digit, and no part of it is believed.
 */
function judgeDigits(view: Uint8Array, start: number, ended: boolean): Recognition<PacketContent> {
  if (!isHexDigit(view[start]) || (start > 0 && isHexDigit(view[start - 1]))) return { verdict: 'reject' };
  let end = start;
  while (end - start < LONGEST_RUN && isHexDigit(view[end])) end += 1;
  if (end - start === LONGEST_RUN) return { verdict: 'reject' };
  // A CR at the end may be half of a line end.
  const undecided = end === view.length || (view[end] === CARRIAGE_RETURN && end + 1 === view.length);
  if (undecided && !ended) return { verdict: 'need', bytes: view.length - start + 1 };
  const run = end - start;
  const good = Buffer.from(view.subarray(start, start + 2)).toString('latin1') === GOOD;
  if (run % DIGITS !== 0) {
    return (good && run > 2) || run > DIGITS
      ? { verdict: 'refused', length: run, reason: 'length' }
      : { verdict: 'reject' };
  }
  // A serial number between the zeros of a broken header looks like a result of the wrong status.
  if (!good && (view[start - 1] === 0 || view[end] === 0)) return { verdict: 'reject' };
  const length = run > DIGITS ? DIGITS : run + lineEnd(view, end);
  const raw = view.subarray(start, start + length);
  const content = interpretDigits(Buffer.from(raw.subarray(0, DIGITS)).toString('latin1'), raw, null);
  if (content.kind === 'refused') return { verdict: 'refused', length, reason: content.reason };
  return { verdict: 'frame', length, content };
}

/** Some adapters add CR, LF or both. */
function lineEnd(view: Uint8Array, at: number): number {
  if (view[at] === LINE_FEED) return 1;
  if (view[at] !== CARRIAGE_RETURN) return 0;
  return view[at + 1] === LINE_FEED ? 2 : 1;
}

function interpretDigits(digits: string, raw: Uint8Array, at: string | null): DecodedContent {
  const [status = 0, pulsePressure = 0, diastolic = 0, pulse = 0, map = 0] = Buffer.from(digits, 'hex');
  const code = digits.slice(0, 2).toUpperCase();
  if (code !== GOOD || status !== 0x80) return readingError(code, 'measurement not valid', raw, { at });
  // Systolic pressure is not sent: the meter sends its distance from the diastolic.
  const reading = pressureReading({ systolic: pulsePressure + diastolic, diastolic, map, pulse, at, raw });
  return reading.kind === 'refused' ? refusal(reading.reason) : reading;
}

export function createUa767Framer(): Framer<PacketContent> {
  return createFramer(recognise);
}

export function createUa767Decoder(): FrameDecoder {
  const framer = createUa767Framer();
  return {
    push: (bytes) => framer.push(bytes).map(withoutHeader),
    end: () => framer.end().map(withoutHeader),
  };
}
