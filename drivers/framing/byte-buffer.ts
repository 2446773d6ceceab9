const FIRST_CAPACITY = 256;

/**
 * A receive buffer that grows at its end and is used up at its start. Bytes are copied a constant number of times on
 * average however small the chunks are, where joining each chunk to the rest would be quadratic.
 */
export class ByteBuffer {
  #storage = new Uint8Array(FIRST_CAPACITY);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** What is in the buffer now, without copying; valid until the next `append` or `drop`. */
  view(): Uint8Array {
    // Several times quicker than `subarray`, which asks for the class of the result first.
    return new Uint8Array(this.#storage.buffer, this.#start, this.#end - this.#start);
  }

  append(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#storage.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    this.#start = Math.min(this.#start + count, this.#end);
    if (this.#start === this.#end) {
      this.#start = 0;
      this.#end = 0;
    }
  }

  #makeRoom(count: number): void {
    if (this.#end + count <= this.#storage.length) return;
    const kept = this.length;
    // Moving down is only worth it when it frees at least half; otherwise small drops would copy everything each time.
    if (kept + count <= this.#storage.length / 2) {
      this.#storage.copyWithin(0, this.#start, this.#end);
    } else {
      const larger = new Uint8Array(Math.max(this.#storage.length * 2, (kept + count) * 2));
      larger.set(this.view());
      this.#storage = larger;
    }
    this.#start = 0;
    this.#end = kept;
  }
}
