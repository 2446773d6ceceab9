import type { Writable } from 'node:stream';
import { ToolError } from './tool-error.ts';

/** A line is held back until this many characters wait, since a system call a line would be the slowest part. */
const FLUSH_CHARACTERS = 64 * 1024;

/** How the systems say that the reader of a pipe has gone. */
const GONE = new Set(['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

/** JSON Lines on a stream, with back-pressure: nothing piles up when the reader is slow. */
export class LineOutput {
  readonly #stream: Writable;
  #waiting = '';
  #turn: Promise<void> = Promise.resolve();
  #close: () => void = () => undefined;
  /** Resolves when nobody reads any more. */
  readonly closed: Promise<void>;

  constructor(stream: Writable) {
    this.#stream = stream;
    this.closed = new Promise((resolve) => {
      this.#close = resolve;
    });
    // Each failed write also tells its callback below; unheard, the event would end the process.
    stream.on('error', () => this.#close());
    stream.on('close', () => this.#close());
  }

  /** True when the next step should be `flush`. */
  get isFull(): boolean {
    return this.#waiting.length >= FLUSH_CHARACTERS;
  }

  add(value: object): void {
    this.#waiting += `${toJson(value)}\n`;
  }

  /** Adds a line and waits for the reader when enough of them wait. */
  async line(value: object): Promise<void> {
    this.add(value);
    if (this.isFull) await this.flush();
  }

  /** A line of a running device: written at once, in order, without waiting for it. */
  announce(value: object): void {
    this.add(value);
    // A reader that is gone shows in `closed`, and the last flush rejects with it.
    this.flush().catch(() => undefined);
  }

  /** @throws ToolError `output.closed` when nobody reads any more, `output.failed` for a full disk and the like */
  flush(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    this.#turn = this.#turn.then(() => this.#write(text));
    return this.#turn;
  }

  async #write(text: string): Promise<void> {
    if (text === '') return;
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(text, (error) => {
        if (error === undefined || error === null) resolve();
        else reject(outputError(error));
      });
    });
  }
}

function outputError(error: Error): ToolError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return GONE.has(code)
    ? new ToolError('output.closed', 'nobody reads the output')
    : new ToolError('output.failed', error.message, null, error);
}

function toJson(value: object): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // The only value JSON cannot say; asking a function about every value would cost the common case a factor of five.
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, (_, member: unknown) =>
      typeof member === 'bigint' ? member.toString() : member,
    );
  }
}
