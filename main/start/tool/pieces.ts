/** Cuts a stream of chunks into pieces of one size, as a device might send them. */
export class Pieces {
  readonly #size: number;
  #waiting: Uint8Array[] = [];
  #length = 0;

  /** @param size bytes a piece; undefined leaves the chunks as they are */
  constructor(size: number | undefined) {
    this.#size = size ?? 0;
  }

  *push(chunk: Uint8Array): Generator<Uint8Array> {
    if (this.#size === 0) {
      yield chunk;
      return;
    }
    let from = 0;
    while (this.#length + chunk.length - from >= this.#size) {
      const end = from + this.#size - this.#length;
      yield this.#join(chunk.subarray(from, end));
      from = end;
    }
    if (from < chunk.length) {
      this.#waiting.push(chunk.subarray(from));
      this.#length += chunk.length - from;
    }
  }

  /** The last piece, smaller than the others. */
  *end(): Generator<Uint8Array> {
    if (this.#length > 0) yield this.#join(new Uint8Array(0));
  }

  #join(last: Uint8Array): Uint8Array {
    if (this.#length === 0) return last;
    const piece = Buffer.concat([...this.#waiting, last]);
    this.#waiting = [];
    this.#length = 0;
    return piece;
  }
}
