/** MLLP (HL7 minimal lower layer, body-composition-glucose-spiro.md section 1): VT, message, FS, CR. */
const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;
/** So much of a message that is too long is kept: its header, for the answer. */
const HEAD_BYTES = 1024;

export type MllpEvent =
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  /** Longer than allowed; the rest of it is passed over. `head`: how it begins, for the answer to its sender. */
  | { readonly kind: 'too-long'; readonly head: Uint8Array };

export interface MllpReader {
  /** Any split of a stream gives the same events. */
  push(bytes: Uint8Array): MllpEvent[];
  /** Bytes that belong to no whole message, since the beginning. */
  readonly discarded: number;
  /** Whether a message has begun and not ended. */
  readonly isInside: boolean;
}

/**
 * Cuts a stream into messages. A message ends only at FS CR: one that stops in the middle, or into which the next one
 * begins, is discarded whole and never taken in part.
 *
 * @param mostBytes longest message taken
 */
export function createMllpReader(mostBytes: number): MllpReader {
  return new Reader(mostBytes);
}

class Reader implements MllpReader {
  readonly #mostBytes: number;
  #parts: Uint8Array[] = [];
  #length = 0;
  #isInside = false;
  #isTooLong = false;
  #endsInFs = false;
  #discarded = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get discarded(): number {
    return this.#discarded;
  }

  get isInside(): boolean {
    return this.#isInside;
  }

  push(bytes: Uint8Array): MllpEvent[] {
    const events: MllpEvent[] = [];
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === VT) {
        this.#take(bytes.subarray(from, at), events);
        // What was under way never came to its end.
        this.#discarded += this.#isInside ? this.#length + 1 : 0;
        this.#begin();
        from = at + 1;
      } else if (this.#isInside && this.#endsInFs && byte === CR) {
        this.#take(bytes.subarray(from, at), events);
        this.#end(events);
        from = at + 1;
      } else this.#endsInFs = byte === FS;
    }
    this.#take(bytes.subarray(from), events);
    return events;
  }

  #begin(): void {
    this.#parts = [];
    this.#length = 0;
    this.#isInside = true;
    this.#isTooLong = false;
    this.#endsInFs = false;
  }

  #take(piece: Uint8Array, events: MllpEvent[]): void {
    if (!this.#isInside) this.#discarded += piece.length;
    if (!this.#isInside || piece.length === 0) return;
    this.#length += piece.length;
    if (this.#isTooLong) return;
    // A copy: the socket's chunk may be a window into a much larger one.
    this.#parts.push(piece.slice());
    // The FS at the end is no part of the message.
    if (this.#length <= this.#mostBytes + 1) return;
    this.#isTooLong = true;
    events.push({ kind: 'too-long', head: joined(this.#parts).slice(0, HEAD_BYTES) });
    this.#parts = [];
  }

  #end(events: MllpEvent[]): void {
    if (this.#isTooLong) this.#discarded += this.#length + 2;
    else events.push({ kind: 'message', bytes: joined(this.#parts).subarray(0, this.#length - 1) });
    this.#parts = [];
    this.#isInside = false;
    this.#endsInFs = false;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A message as it goes over the line. */
export function mllpFrame(message: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(VT), message, Uint8Array.of(FS, CR)]);
}
