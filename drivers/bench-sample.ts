import type { FrameDecoder } from './decoded.ts';

/** What the benchmark of the parsers needs of a driver; one `bench-sample.ts` beside its `frame.ts`. */
export interface BenchSample {
  readonly driver: string;
  readonly createDecoder: () => FrameDecoder;
  /** A few frames as they come in service; repeated to a stream. */
  readonly bytes: Uint8Array;
  /** Most bytes a second the line can bring: baud rate over ten, or reports times their length. */
  readonly lineRate: number;
}
