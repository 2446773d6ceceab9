import { createWriteStream } from 'node:fs';
import { formatCaptureLine } from '../../drivers/transport/capture.ts';

/** A recording (录制文件) of one device: what it and we said, replayed with `replay:///file`. */
export interface Recording {
  bytes(direction: 'in' | 'out', bytes: Uint8Array, monotonicMs: number): void;
  end(): void;
}

/** Days of a scale, an hour of a busy gate; a forgotten recording does not fill the disk. */
const largestBytes = 50_000_000;

/**
 * Opens the file at once and writes line by line. A disk that refuses, or a full recording, ends it.
 *
 * @param onEnded called once with `recording.full` or `recording.not_written`, never after `end`
 */
export function createRecording(file: string, startMs: number, onEnded: (code: string) => void): Recording {
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  let written = 0;
  let ended = false;
  const finish = (code?: string): void => {
    if (ended) return;
    ended = true;
    stream.end();
    if (code !== undefined) onEnded(code);
  };
  stream.on('error', () => finish('recording.not_written'));
  return {
    bytes(direction, bytes, monotonicMs) {
      if (ended) return;
      const line = `${formatCaptureLine({ t: Math.max(0, monotonicMs - startMs), direction, bytes })}\n`;
      written += line.length;
      if (written > largestBytes) finish('recording.full');
      else stream.write(line);
    },
    end: () => finish(),
  };
}
