import type { Decoded } from '../../decoded.ts';
import { type Clock, silentLog } from '../../transport/transport.ts';
import { encodeMessage, type Group } from './codec.ts';
import { createDecoder } from './frame.ts';
import { MessageFramer } from './framer.ts';
import { type SightingSink, SightingStream } from './sightings.ts';
import { decodeTagReports } from './tag-reports.ts';

interface BenchmarkResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same bytes turned into hexadecimal text in the same run, in the same unit. */
  readonly reference: number;
  readonly ratio: number;
}

/** Tag reads in one pass, each with every field a portal asks for. */
const READS = 60_000;
/** Different tags among the reads. */
const TAGS = 500;
const CHUNK_BYTES = 16_384;
const PASSES = 5;

function buildStream(readsPerMessage: number): Uint8Array {
  const entry = (read: number): Group => ({
    epc96: (0x3416451fd400 + (read % TAGS)).toString(16).padStart(24, '0'),
    antennaId: (read % 4) + 1,
    peakRssi: -40 - (read % 40),
    channelIndex: read % 16,
    firstSeenTimestampUtc: 1_786_955_400_123_456 + read * 700,
    lastSeenTimestampUtc: 1_786_955_400_123_456 + read * 700,
    tagSeenCount: 1,
    c1g2Pc: 0x3000,
  });
  const messages: Uint8Array[] = [];
  for (let read = 0; read < READS; read += readsPerMessage) {
    const tagReportData = Array.from({ length: readsPerMessage }, (_, at) => entry(read + at));
    messages.push(encodeMessage({ name: 'RO_ACCESS_REPORT', id: read, body: { tagReportData } }));
  }
  return Buffer.concat(messages);
}

function* chunksOf(stream: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < stream.length; at += CHUNK_BYTES) yield stream.subarray(at, at + CHUNK_BYTES);
}

/** Reads per second of the best pass: the one least disturbed by whatever else runs here. */
function readsPerSecond(pass: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let count = 0; count < PASSES; count += 1) {
    const start = performance.now();
    pass();
    best = Math.min(best, performance.now() - start);
  }
  return Math.round((READS / best) * 1000);
}

function compare(name: string, stream: Uint8Array, pass: () => void): BenchmarkResult {
  const value = readsPerSecond(pass);
  const reference = readsPerSecond(() => {
    for (const chunk of chunksOf(stream)) Buffer.from(chunk).toString('hex');
  });
  return { name, value, unit: 'reads/s', reference, ratio: value / reference };
}

/** Decodes and looks every EPC up once, as whoever uses a read does: text that nobody touches costs nothing. */
function decodeAll(stream: Uint8Array): void {
  const epcs = new Set<string>();
  const note = (lines: readonly Decoded[]): void => {
    for (const line of lines) if (line.kind === 'tags') for (const tag of line.tags) epcs.add(tag.epc);
  };
  const decoder = createDecoder();
  for (const chunk of chunksOf(stream)) note(decoder.push(chunk));
  note(decoder.end());
  expectAll(epcs);
}

function expectAll(epcs: ReadonlySet<string>): void {
  if (epcs.size !== TAGS) throw new Error(`benchmark lost tags: ${epcs.size} of ${TAGS}`);
}

/** Time stands still and flushes come by batch size only, so that no timer is measured. */
const stillClock: Clock = { now: () => 1_786_955_460_000, monotonic: () => 0, after: () => () => {} };

/** Live path: socket chunks to batches of sightings, as in `ReaderLink`. */
function sightAll(stream: Uint8Array): void {
  const epcs = new Set<string>();
  const sink: SightingSink = {
    onSightings: (batch) => {
      for (const sighting of batch) epcs.add(sighting.epc);
    },
    onClock: (offsetMs) => silentLog.debug('offset', { offsetMs }),
  };
  const sightings = new SightingStream(stillClock, sink);
  const framer = new MessageFramer();
  for (const chunk of chunksOf(stream)) {
    framer.push(chunk, (message) => sightings.add(decodeTagReports(message)));
  }
  sightings.flush();
  expectAll(epcs);
}

interface Benchmark {
  readonly name: string;
  readonly run: () => Promise<BenchmarkResult>;
}

function benchmark(name: string, readsPerMessage: number, pass: (stream: Uint8Array) => void): Benchmark {
  return {
    name,
    run: async () => {
      const stream = buildStream(readsPerMessage);
      return compare(name, stream, () => pass(stream));
    },
  };
}

export const benchmarks: readonly Benchmark[] = [
  benchmark('llrp-decode', 1, decodeAll),
  benchmark('llrp-decode-full-reports', 100, decodeAll),
  benchmark('llrp-bytes-to-sightings', 1, sightAll),
];
