import { readFile } from 'node:fs/promises';
import { type CaptureLine, parseCapture } from './capture.ts';
import { LineState } from './line-state.ts';
import { classifyNativeError, closedError } from './native-errors.ts';
import { type Clock, systemClock, type Transport } from './transport.ts';

export interface ReplayOptions {
  /** Path of the recording (JSON Lines, see `capture.ts`). */
  readonly path: string;
  readonly clock?: Clock;
  /** Times faster than recorded; 0 plays without any pause. Default 1. */
  readonly speed?: number;
  /**
   * Holds an answer back until the driver has written as many bytes as the recorded driver had before it, so that
   * request-and-answer protocols can be replayed. Off, everything comes at its recorded time. Default off.
   */
  readonly waitForWrites?: boolean;
}

/**
 * Plays what the device said in a recorded conversation. After the last byte the line ends with `transport.closed`,
 * like a device that was unplugged. `open` rejects with `transport.not_found` or `input.invalid` (broken recording).
 */
export function createReplayTransport(options: ReplayOptions): Transport {
  const clock = options.clock ?? systemClock;
  const speed = options.speed ?? 1;
  const line = new LineState(`replay://${options.path}`);
  let cancel = (): void => {};
  let written = 0;
  let wake = (): void => {};

  const play = (recording: readonly CaptureLine[]): void => {
    let next = 0;
    let expectedWrites = 0;
    let lastTime = 0;

    const step = (): void => {
      let entry = recording[next];
      for (; entry?.direction === 'out'; entry = recording[next]) {
        expectedWrites += entry.bytes.length;
        if (options.waitForWrites === true) lastTime = entry.t;
        next += 1;
      }
      if (entry === undefined) {
        line.end(closedError(line.url, 'the recording has ended'));
        return;
      }
      if (options.waitForWrites === true && written < expectedWrites) {
        wake = step;
        return;
      }
      wake = () => {};
      const { bytes, t } = entry;
      const pause = speed === 0 ? 0 : (t - lastTime) / speed;
      lastTime = t;
      next += 1;
      cancel = clock.after(pause, () => {
        line.receive(bytes);
        step();
      });
    };
    step();
  };

  return {
    url: line.url,
    onBytes: (listener) => line.onBytes(listener),
    onClose: (listener) => line.onClose(listener),
    async open(signal) {
      line.beginOpen();
      try {
        const recording = parseCapture(await readFile(options.path, 'utf8'));
        if (signal?.aborted === true) throw closedError(line.url, 'opening was given up');
        line.opened();
        play(recording);
      } catch (error) {
        line.end(undefined);
        throw classifyNativeError(error, 'transport.open_failed', line.url);
      }
    },
    async write(bytes) {
      line.requireOpen();
      written += bytes.length;
      wake();
    },
    async close() {
      cancel();
      line.end(undefined);
    },
  };
}
