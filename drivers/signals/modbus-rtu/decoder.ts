import type { Decoded, DecodedContent, FrameDecoder } from '../../decoded.ts';
import {
  asRead,
  chooseShape,
  describeFrame,
  type FrameShape,
  frameShapes,
  judgeFrame,
  type OutstandingRead,
} from './frame.ts';

/** Longest run of skipped bytes reported in one line, so that endless noise cannot fill the memory. */
const LONGEST_RUN = 256;

/**
 * Cuts a tapped Modbus-RTU bus into frames. RTU marks frames by silence, which a recording no longer has, so the
 * check decides: at each place every form the function allows is tried. Where none holds, the first valid frame
 * inside the doubtful stretch wins over the stretch, so noise in front of a frame never costs the frame.
 * Every decision depends on the bytes alone: any split of the input gives the same lines.
 */
export class ModbusDecoder implements FrameDecoder {
  /** Bytes not yet decided. */
  #pending = new Uint8Array(0);
  /** Place in the whole input of the first byte not yet reported. */
  #offset = 0;
  #skipped: number[] = [];
  #read: OutstandingRead | undefined;
  readonly #units = new Set<number>();

  push(bytes: Uint8Array): Decoded[] {
    const joined = new Uint8Array(this.#pending.length + bytes.length);
    joined.set(this.#pending);
    joined.set(bytes, this.#pending.length);
    this.#pending = joined;
    return this.#drain(false);
  }

  end(): Decoded[] {
    return [...this.#drain(true), ...this.#flushSkipped()];
  }

  #drain(last: boolean): Decoded[] {
    const lines: Decoded[] = [];
    let at = 0;
    while (at < this.#pending.length) {
      const used = this.#step(at, last, lines);
      if (used === 0) break;
      at += used;
    }
    this.#pending = this.#pending.slice(at);
    return lines;
  }

  /** Decides the bytes at `at`; returns how many are settled, 0 when more input is needed. */
  #step(at: number, last: boolean, lines: Decoded[]): number {
    const verdict = judgeFrame(this.#pending, at);
    switch (verdict.kind) {
      case 'frame':
        return this.#takeFrame(at, verdict.length, verdict.shapes, lines);
      case 'foreign':
        return this.#skip(at, 1, lines);
      case 'short':
        return last ? this.#takeCutOff(at, lines) : 0;
      case 'broken':
        return this.#takeBroken(at, verdict.shapes, last, lines);
    }
  }

  #takeFrame(at: number, length: number, shapes: readonly FrameShape[], lines: Decoded[]): number {
    const frame = this.#pending.subarray(at, at + length);
    const shape = chooseShape(frame, shapes, this.#read);
    if (shape === undefined) {
      return this.#emit(
        { kind: 'refused', reason: 'quantity and byte count disagree or are out of range' },
        length,
        lines,
      );
    }
    this.#units.add(frame[0] ?? 0);
    const content = describeFrame(frame, shape.role, this.#read);
    this.#read = asRead(frame, shape.role);
    return this.#emit(content, length, lines);
  }

  #takeBroken(at: number, shapes: readonly FrameShape[], last: boolean, lines: Decoded[]): number {
    const length = this.#likelyLength(at, shapes);
    const next = this.#findFrame(at + 1, at + length, last);
    if (next === 'short') return 0;
    const refused = next === undefined ? length : next - at;
    if (next !== undefined && !shapes.some((shape) => shape.length === refused)) {
      return this.#skip(at, refused, lines);
    }
    return this.#emit({ kind: 'refused', reason: 'wrong CRC' }, refused, lines);
  }

  /** Of several forms with a wrong check: the answer when a question of that unit and function is open, else the request. */
  #likelyLength(at: number, shapes: readonly FrameShape[]): number {
    const read = this.#read;
    const asked = read?.unit === this.#pending[at] && read?.function === this.#pending[at + 1];
    const preferred = shapes.find((shape) => (shape.role === 'answer') === asked) ?? shapes[0];
    return preferred?.length ?? 1;
  }

  /** The input ends inside what may be a frame: a whole frame further on shows that it was noise. */
  #takeCutOff(at: number, lines: Decoded[]): number {
    const next = this.#findFrame(at + 1, this.#pending.length, true);
    if (typeof next === 'number') return this.#skip(at, next - at, lines);
    const rest = this.#pending.length - at;
    // One byte is too little to tell a frame from noise: it begins a frame unless what came before speaks against it.
    const doubtful = this.#units.size > 0 || this.#skipped.length > 0;
    const lone = rest === 1 && doubtful && !this.#units.has(this.#pending[at] ?? 0);
    if (lone) return this.#skip(at, 1, lines);
    const shapes = frameShapes(this.#pending, at);
    const whole =
      typeof shapes !== 'string' && shapes.some((shape) => shape.plausible && shape.length === rest);
    if (whole) return this.#emit({ kind: 'refused', reason: 'wrong CRC' }, rest, lines);
    return this.#emit({ kind: 'incomplete' }, rest, lines);
  }

  /** Place of the first frame that begins in [from, to); `short` when more input could still make one. */
  #findFrame(from: number, to: number, last: boolean): number | 'short' | undefined {
    for (let at = from; at < Math.min(to, this.#pending.length); at += 1) {
      const verdict = judgeFrame(this.#pending, at);
      if (verdict.kind === 'frame' && verdict.shapes.some((shape) => shape.plausible)) return at;
      if (verdict.kind === 'short' && !last) return 'short';
    }
    return undefined;
  }

  #skip(at: number, count: number, lines: Decoded[]): number {
    for (const byte of this.#pending.subarray(at, at + count)) {
      this.#skipped.push(byte);
      if (this.#skipped.length === LONGEST_RUN) lines.push(...this.#flushSkipped());
    }
    return count;
  }

  #flushSkipped(): Decoded[] {
    if (this.#skipped.length === 0) return [];
    const hex = this.#skipped.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
    const line: Decoded = { kind: 'discarded', hex, offset: this.#offset, length: this.#skipped.length };
    this.#offset += this.#skipped.length;
    this.#skipped = [];
    return [line];
  }

  #emit(content: DecodedContent, length: number, lines: Decoded[]): number {
    lines.push(...this.#flushSkipped(), { ...content, offset: this.#offset, length });
    this.#offset += length;
    return length;
  }
}
