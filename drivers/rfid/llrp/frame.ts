import type { Decoded, DecodedContent, FrameDecoder } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { decodeMessage, type Header, readHeader } from './codec.ts';
import { HEADER_BYTES, MESSAGE_TYPE, messageByType } from './definition.ts';
import { ByteQueue } from './framer.ts';
import { canStartHeader, readPlausibleHeader } from './plausible.ts';
import { decodeTagReports } from './tag-reports.ts';
import { toHex } from './wire.ts';

/** A stretch of noise is one line, up to this size; longer noise continues in further lines. Bounds memory. */
const LONGEST_DISCARDED_BYTES = 1_048_576;
/** How many messages are tried inside a broken one before it is taken at its word. Bounds time on hostile input. */
const MOST_TRIALS = 64;

type Verdict =
  /** Undecided until the buffer holds this many bytes, or the input ends. */
  | { readonly kind: 'wait'; readonly until: number }
  /** So many bytes belong to no frame. */
  | { readonly kind: 'noise'; readonly length: number }
  | { readonly kind: 'line'; readonly length: number; readonly content: DecodedContent };

/**
 * The decoder of the service tool and of recorded streams. Unlike a live session, which drops the link, it finds its
 * way back into step: after noise a message is believed only if its type is known, its length possible and its body
 * whole, or if another plausible message (or the end of the input) stands right behind it.
 */
export function createDecoder(): FrameDecoder {
  const queue = new ByteQueue();
  const noise = new ByteQueue();
  let offset = 0;
  let inStep = true;
  let waitUntil = HEADER_BYTES;

  const flushNoise = (lines: Decoded[]): void => {
    const bytes = noise.peek();
    if (bytes.length === 0) return;
    lines.push({ kind: 'discarded', offset: offset - bytes.length, length: bytes.length, hex: toHex(bytes) });
    noise.consume(bytes.length);
  };

  const discard = (length: number, lines: Decoded[]): void => {
    for (let left = length; left > 0; ) {
      const step = Math.min(left, LONGEST_DISCARDED_BYTES - noise.length);
      noise.append(queue.peek().subarray(0, step));
      queue.consume(step);
      offset += step;
      left -= step;
      if (noise.length === LONGEST_DISCARDED_BYTES) flushNoise(lines);
    }
  };

  const run = (ended: boolean): Decoded[] => {
    const lines: Decoded[] = [];
    while (queue.length > 0 && (ended || queue.length >= waitUntil)) {
      const verdict = judge(queue.peek(), ended, inStep);
      if (verdict.kind === 'wait') {
        waitUntil = verdict.until;
        break;
      }
      waitUntil = HEADER_BYTES;
      inStep = verdict.kind === 'line';
      if (verdict.kind === 'noise') {
        discard(verdict.length, lines);
        continue;
      }
      flushNoise(lines);
      lines.push({ ...verdict.content, offset, length: verdict.length });
      queue.consume(verdict.length);
      offset += verdict.length;
    }
    if (ended) flushNoise(lines);
    return lines;
  };

  return {
    push(bytes) {
      queue.append(bytes);
      return run(false);
    },
    end: () => run(true),
  };
}

const noiseOf = (length: number): Verdict => ({ kind: 'noise', length });

/** Decides about the first bytes; depends on nothing but them, so that the chunks they came in do not matter. */
function judge(bytes: Uint8Array, ended: boolean, inStep: boolean): Verdict {
  if (bytes.length < HEADER_BYTES) {
    if (!ended) return { kind: 'wait', until: HEADER_BYTES };
    if (!canStartHeader(bytes, 0, !inStep)) return noiseOf(1);
    return { kind: 'line', length: bytes.length, content: { kind: 'incomplete' } };
  }
  const header = inStep ? readHeader(bytes) : readPlausibleHeader(bytes, 0);
  if (header === undefined) return noiseOf(impossibleHeaders(bytes, inStep));
  if (bytes.length < header.length) {
    if (!ended) return { kind: 'wait', until: header.length };
    const inner = findWholeMessage(bytes, 1, bytes.length, true);
    if (inner.kind === 'found') return noiseOf(inner.at);
    return { kind: 'line', length: bytes.length, content: { kind: 'incomplete' } };
  }
  const content = decodeContent(bytes.subarray(0, header.length), header);
  const line: Verdict = { kind: 'line', length: header.length, content };
  if (content.kind !== 'refused' && messageByType.has(header.type)) return line;
  return judgeDoubtful(bytes, header, line, ended, inStep);
}

/** How many of the first bytes can start no message; the rest is judged anew. */
function impossibleHeaders(bytes: Uint8Array, inStep: boolean): number {
  // The first byte after a good frame is judged more leniently than those behind it.
  let length = inStep ? 1 : 0;
  while (length + HEADER_BYTES <= bytes.length && readPlausibleHeader(bytes, length) === undefined)
    length += 1;
  return Math.max(length, 1);
}

/** A message of unknown type or with a wrong body: its length is believed when what follows it bears it out. */
function judgeDoubtful(
  bytes: Uint8Array,
  header: Header,
  line: Verdict,
  ended: boolean,
  inStep: boolean,
): Verdict {
  const end = header.length;
  if (bytes.length < end + HEADER_BYTES) {
    if (!ended) return { kind: 'wait', until: end + HEADER_BYTES };
    if (bytes.length === end || canStartHeader(bytes, end, true)) return line;
  } else if (readPlausibleHeader(bytes, end) !== undefined) {
    return line;
  }
  if (!inStep) return noiseOf(1);
  const inner = findWholeMessage(bytes, 1, end, ended);
  if (inner.kind === 'found') return noiseOf(inner.at);
  return inner.kind === 'wait' ? inner : line;
}

type Search =
  | { readonly kind: 'found'; readonly at: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'wait'; readonly until: number };

/** The first place in [from, to) where a whole, entirely correct message of a known type starts. */
function findWholeMessage(bytes: Uint8Array, from: number, to: number, ended: boolean): Search {
  let trials = 0;
  for (let at = from; at < to && trials < MOST_TRIALS; at += 1) {
    if (at + HEADER_BYTES > bytes.length)
      return ended ? { kind: 'none' } : { kind: 'wait', until: at + HEADER_BYTES };
    const header = readPlausibleHeader(bytes, at);
    if (header === undefined) continue;
    trials += 1;
    const end = at + header.length;
    if (end > bytes.length) {
      if (ended) continue;
      return { kind: 'wait', until: end };
    }
    if (decodeContent(bytes.subarray(at, end), header).kind !== 'refused') return { kind: 'found', at };
  }
  return { kind: 'none' };
}

/** One whole message as the tool prints it. */
export function decodeContent(message: Uint8Array, header: Header): DecodedContent {
  try {
    if (header.type === MESSAGE_TYPE.roAccessReport) {
      const tags = decodeTagReports(message);
      return { kind: 'tags', type: 'RO_ACCESS_REPORT', messageId: header.id, tags };
    }
    const { name, id, version, body } = decodeMessage(message);
    return { kind: 'frame', type: name, fields: { messageId: id, version, ...body } };
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'protocol.malformed') {
      return { kind: 'refused', reason: error.message };
    }
    throw error;
  }
}
