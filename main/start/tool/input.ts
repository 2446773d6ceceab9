import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { ToolError } from './tool-error.ts';
import type { ToolIo } from './tool-io.ts';

const STANDARD_INPUT = 0;
const CHUNK_BYTES = 64 * 1024;
/** Inputs that must be whole in memory (JSON files); V8's longest text is twice that. */
const LARGEST_TEXT_BYTES = 256 * 1024 * 1024;
const LONGEST_LINE_CHARACTERS = 16 * 1024 * 1024;
const WAIT_MILLISECONDS = 5;

const nothing = new Int32Array(new SharedArrayBuffer(4));

/** The place of an input for messages: its path, or a name for standard input. */
export function inputName(file: string | undefined): string {
  return isStandardInput(file) ? 'standard input' : file;
}

function isStandardInput(file: string | undefined): file is undefined | '-' {
  return file === undefined || file === '-';
}

/**
 * The bytes of a file, or of standard input when `file` is absent or `-`, as they come. Synchronous, so that what is
 * not asked for is not read: the memory used does not grow with the input.
 *
 * @throws ToolError `input.unreadable`
 */
export function* readChunks(io: ToolIo, file: string | undefined): Generator<Uint8Array> {
  const name = inputName(file);
  const standard = isStandardInput(file);
  const descriptor = standard
    ? STANDARD_INPUT
    : attempt(name, () => openSync(path.resolve(io.workingFolder, file), 'r'));
  try {
    for (;;) {
      // A fresh buffer each time: a decoder may keep what it was given.
      const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
      const count = attempt(name, () => readSome(descriptor, buffer));
      if (count === 0) return;
      yield buffer.subarray(0, count);
    }
  } finally {
    if (!standard) closeSync(descriptor);
  }
}

/** Number of bytes read, 0 at the end. A pipe that others have set non-blocking is waited for. */
function readSome(descriptor: number, buffer: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(nothing, 0, 0, WAIT_MILLISECONDS);
    }
  }
}

function attempt<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ToolError('input.unreadable', message, name, error);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Cuts UTF-8 text into lines without their ends, LF or CRLF; the end of the last line may be missing. */
export class Lines {
  readonly #decoder = new TextDecoder();
  #rest: string[] = [];
  #restLength = 0;
  #number = 1;

  /** @throws ToolError `input.line_too_long` at the line, from 1 */
  *push(chunk: Uint8Array): Generator<string> {
    const text = this.#decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield this.#take(text.slice(from, end));
      from = end + 1;
    }
    this.#rest.push(text.slice(from));
    this.#restLength += text.length - from;
    if (this.#restLength > LONGEST_LINE_CHARACTERS) {
      const message = `longer than ${LONGEST_LINE_CHARACTERS} characters`;
      throw new ToolError('input.line_too_long', message, this.#number);
    }
  }

  *end(): Generator<string> {
    const last = this.#decoder.decode();
    if (this.#restLength + last.length > 0) yield this.#take(last);
  }

  #take(last: string): string {
    const line = this.#rest.join('') + last;
    this.#rest = [];
    this.#restLength = 0;
    this.#number += 1;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}

/** All lines of an input. @throws ToolError `input.unreadable`, `input.line_too_long` */
export function* readLines(io: ToolIo, file: string | undefined): Generator<string> {
  const lines = new Lines();
  for (const chunk of readChunks(io, file)) yield* lines.push(chunk);
  yield* lines.end();
}

/** @throws ToolError `input.unreadable`, `input.too_large`, `input.not_utf8` */
export function readText(io: ToolIo, file: string | undefined): string {
  const name = inputName(file);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const chunk of readChunks(io, file)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST_TEXT_BYTES) throw new ToolError('input.too_large', 'the file is too large', name);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    throw new ToolError('input.not_utf8', 'the text is not UTF-8', name, error);
  }
}

/** @throws ToolError as `readText`, and `input.not_json` */
export function readJson(io: ToolIo, file: string | undefined): unknown {
  const text = readText(io, file);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new ToolError(
      'input.not_json',
      error instanceof Error ? error.message : '',
      inputName(file),
      error,
    );
  }
}
