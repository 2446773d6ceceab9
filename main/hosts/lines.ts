import { StringDecoder } from 'node:string_decoder';

/** A line longer than this is passed on in pieces, so that a child that never ends a line cannot fill the memory. */
const LONGEST_LINE = 64 * 1024;

export interface LineReader {
  push(chunk: Uint8Array): void;
  /** Passes on what stands after the last line end. */
  end(): void;
}

/** Cuts bytes into lines of text; a Chinese character split between two chunks comes out whole. */
export function createLineReader(onLine: (line: string) => void): LineReader {
  const decoder = new StringDecoder('utf8');
  let rest = '';

  function take(text: string): void {
    rest += text;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    while (rest.length > LONGEST_LINE) {
      onLine(rest.slice(0, LONGEST_LINE));
      rest = rest.slice(LONGEST_LINE);
    }
  }

  return {
    push: (chunk) => take(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
    end() {
      take(decoder.end());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
