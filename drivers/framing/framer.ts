import type { DecodedContent, Span } from '../decoded.ts';
import { assertNever } from '../errors.ts';
import { ByteBuffer } from './byte-buffer.ts';
import { toHex } from './hexadecimal.ts';

/** What a protocol says about the bytes from one position on. */
export type Recognition<Content extends object = DecodedContent> =
  /** No decision before this many bytes (counted from the position) are there. */
  | { readonly verdict: 'need'; readonly bytes: number }
  /** A good frame of this many bytes. */
  | { readonly verdict: 'frame'; readonly length: number; readonly content: Content }
  /** Start and length make sense, but checksum or content is wrong. */
  | { readonly verdict: 'refused'; readonly length: number; readonly reason: string }
  /** No frame starts here. */
  | { readonly verdict: 'reject' };

/**
 * Judges the bytes of `view` from `start` on. Pure: the same bytes give the same answer. Bytes before `start` in the
 * view may be looked at; they belong to the stretch since the last reported line. `ended` is true when no more bytes
 * will come, so that a form that ends with the input can be accepted; `need` then means an unfinished frame.
 */
export type Recognise<Content extends object = DecodedContent> = (
  view: Uint8Array,
  start: number,
  ended: boolean,
) => Recognition<Content>;

/** What the framer itself says about bytes that are no good frame. */
export type Leftover =
  | { readonly kind: 'discarded'; readonly hex: string }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly reason: string };

/** One line: what the protocol made of a frame, or a leftover, with its place in the input. */
export type Framed<Content extends object> = (Content | Leftover) & Span;

const leftovers: readonly unknown[] = ['discarded', 'incomplete', 'refused'];

/** Tells what the framer says from what the protocol says, where contents have kinds of their own. */
export function isLeftover(line: Framed<{ readonly kind: string }>): line is Leftover & Span {
  return leftovers.includes(line.kind);
}

export interface FramerOptions {
  /** A frame that claims more is no frame; default 65,536 bytes. */
  readonly maximumFrame?: number;
  /** A longer stretch without frames is reported in pieces of exactly this size; default 65,536 bytes. */
  readonly maximumDiscarded?: number;
}

/** With the default content a framer is a `FrameDecoder`; drivers that need more of a frame use their own content. */
export interface Framer<Content extends object = DecodedContent> {
  push(bytes: Uint8Array): Framed<Content>[];
  end(): Framed<Content>[];
  /**
   * The line has been silent for longer than a frame takes: decides everything that still waits for more bytes, as
   * `end` does, and goes on. Without it, noise that looks like the start of a long frame holds later frames back.
   */
  idle(): Framed<Content>[];
}

const DEFAULT_MAXIMUM = 65_536;

/**
 * Cuts a byte stream into lines that tile it, for any protocol with a recognisable start.
 *
 * Rules: after anything that is no good frame the search goes on one byte later, never after the claimed length, so a
 * corrupted length byte cannot eat good frames (engineering notes, trap 18). A frame with a wrong checksum is
 * reported as `refused` over its claimed length when no good frame starts inside that length; when one does, the
 * claim was false and its bytes are part of the discarded stretch. A stretch of bytes without frame is one
 * `discarded` line, told when the next frame or refused frame begins or at the end. The lines depend on the bytes
 * alone, not on how they were split over `push` calls.
 */
export function createFramer<Content extends object = DecodedContent>(
  recognise: Recognise<Content>,
  options: FramerOptions = {},
): Framer<Content> {
  return new ResynchronisingFramer(recognise, options);
}

interface Refusal {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

class ResynchronisingFramer<Content extends object> implements Framer<Content> {
  readonly #recognise: Recognise<Content>;
  readonly #maximumFrame: number;
  readonly #maximumDiscarded: number;
  readonly #buffer = new ByteBuffer();
  /** Offset in the whole input of the first byte of the buffer; all unreported bytes are in the buffer. */
  #offset = 0;
  /** Position in the buffer that is judged next; the bytes before it belong to no frame so far. */
  #position = 0;
  #refusal: Refusal | undefined;
  /** Where, after the input has ended, the first unfinished frame begins. */
  #unfinished: number | undefined;
  #lines: Framed<Content>[] = [];

  constructor(recognise: Recognise<Content>, options: FramerOptions) {
    this.#recognise = recognise;
    this.#maximumFrame = options.maximumFrame ?? DEFAULT_MAXIMUM;
    this.#maximumDiscarded = options.maximumDiscarded ?? DEFAULT_MAXIMUM;
  }

  push(bytes: Uint8Array): Framed<Content>[] {
    this.#buffer.append(bytes);
    this.#scan(false);
    return this.#take();
  }

  end(): Framed<Content>[] {
    this.#scan(true);
    const unfinished = this.#unfinished;
    if (unfinished === undefined) {
      this.#discard(this.#buffer.length);
    } else {
      this.#discard(unfinished);
      this.#report(this.#buffer.length, { kind: 'incomplete' });
    }
    this.#unfinished = undefined;
    return this.#take();
  }

  idle(): Framed<Content>[] {
    this.#scan(true);
    this.#discard(this.#buffer.length);
    this.#unfinished = undefined;
    return this.#take();
  }

  #scan(ended: boolean): void {
    let view = this.#buffer.view();
    for (;;) {
      if (this.#settleRefusal() || this.#cutLongStretch()) view = this.#buffer.view();
      if (this.#position >= view.length) return;
      const judged = this.#judge(view, ended);
      switch (judged.verdict) {
        case 'need':
          if (!ended) return;
          // A good frame further on proves this start false; only then are its bytes noise.
          if (this.#refusal === undefined) this.#unfinished ??= this.#position;
          this.#position += 1;
          break;
        case 'frame':
          this.#refusal = undefined;
          this.#unfinished = undefined;
          this.#discard(this.#position);
          this.#report(judged.length, judged.content);
          view = this.#buffer.view();
          break;
        case 'refused':
          if (this.#unfinished === undefined) {
            this.#refusal ??= {
              start: this.#position,
              end: this.#position + judged.length,
              reason: judged.reason,
            };
          }
          this.#position += 1;
          break;
        case 'reject':
          this.#position += 1;
          break;
        default:
          assertNever(judged);
      }
    }
  }

  /** Asks the protocol and turns answers that could stop the search (nothing used, more than there is) into rejects. */
  #judge(view: Uint8Array, ended: boolean): Recognition<Content> {
    const judged = this.#recognise(view, this.#position, ended);
    const available = view.length - this.#position;
    switch (judged.verdict) {
      case 'need':
        return judged.bytes > available && judged.bytes <= this.#maximumFrame
          ? judged
          : { verdict: 'reject' };
      case 'frame':
      case 'refused':
        return judged.length >= 1 && judged.length <= Math.min(available, this.#maximumFrame)
          ? judged
          : { verdict: 'reject' };
      case 'reject':
        return judged;
      default:
        return assertNever(judged);
    }
  }

  /** Once the whole claimed length was searched without finding a good frame, the refused frame stands. */
  #settleRefusal(): boolean {
    const refusal = this.#refusal;
    if (refusal === undefined || this.#position < refusal.end) return false;
    this.#refusal = undefined;
    this.#discard(refusal.start);
    this.#report(refusal.end - refusal.start, { kind: 'refused', reason: refusal.reason });
    return true;
  }

  #cutLongStretch(): boolean {
    if (
      this.#position < this.#maximumDiscarded ||
      this.#refusal !== undefined ||
      this.#unfinished !== undefined
    ) {
      return false;
    }
    this.#discard(this.#maximumDiscarded);
    return true;
  }

  #discard(length: number): void {
    if (length === 0) return;
    this.#report(length, { kind: 'discarded', hex: toHex(this.#buffer.view().subarray(0, length)) });
  }

  /** Reports the first `length` bytes of the buffer as one line; the search goes on no earlier than behind them. */
  #report(length: number, content: Content | Leftover): void {
    this.#lines.push({ ...content, offset: this.#offset, length });
    this.#buffer.drop(length);
    this.#offset += length;
    this.#position = Math.max(0, this.#position - length);
    if (this.#refusal !== undefined) {
      this.#refusal = {
        ...this.#refusal,
        start: this.#refusal.start - length,
        end: this.#refusal.end - length,
      };
    }
  }

  #take(): Framed<Content>[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }
}
