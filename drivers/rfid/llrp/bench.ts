import { type Clock, silentLog } from '../../transport/transport.ts';
import { encodeMessage, type Group } from './codec.ts';
import { createDecoder } from './frame.ts';
import { MessageFramer } from './framer.ts';
import { SightingStream } from './sightings.ts';
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
const CHUNK_BYTES = 16_384;
const PASSES = 5;

function buildStream(readsPerMessage: number): Uint8Array {
  const entry = (read: number): Group => ({
    epc96: (0x3416451fd400 + (read % 500)).toString(16).padStart(24, '0'),
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

/** Time stands still and flushes come by batch size only, so that no timer is measured. */
const stillClock: Clock = { now: () => 1_786_955_460_000, monotonic: () => 0, after: () => () => {} };

export const benchmarks: readonly { readonly name: string; readonly run: () => Promise<BenchmarkResult> }[] =
  [
    {
      name: 'llrp-decode',
      run: async () => {
        const stream = buildStream(1);
        return compare('llrp-decode', stream, () => {
          const decoder = createDecoder();
          for (const chunk of chunksOf(stream)) decoder.push(chunk);
          decoder.end();
        });
      },
    },
    {
      name: 'llrp-decode-full-reports',
      run: async () => {
        const stream = buildStream(100);
        return compare('llrp-decode-full-reports', stream, () => {
          const decoder = createDecoder();
          for (const chunk of chunksOf(stream)) decoder.push(chunk);
          decoder.end();
        });
      },
    },
    {
      name: 'llrp-bytes-to-sightings',
      run: async () => {
        const stream = buildStream(1);
        return compare('llrp-bytes-to-sightings', stream, () => {
          let seen = 0;
          const sink = {
            onSightings: (sightings: readonly unknown[]) => {
              seen += sightings.length;
            },
            onClock: (offsetMs: number) => silentLog.debug('offset', { offsetMs }),
          };
          const sightings = new SightingStream(stillClock, sink);
          const framer = new MessageFramer();
          for (const chunk of chunksOf(stream)) {
            framer.push(chunk, (message) => sightings.add(decodeTagReports(message)));
          }
          sightings.flush();
          if (seen !== READS) throw new Error(`benchmark lost reads: ${seen} of ${READS}`);
        });
      },
    },
  ];
