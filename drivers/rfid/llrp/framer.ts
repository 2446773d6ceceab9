import { DeviceError } from '../../errors.ts';
import { readHeader } from './codec.ts';
import { HEADER_BYTES } from './definition.ts';

/** Bytes waiting to be cut: appended at the end, consumed at the front, moved only when room runs out. */
export class ByteQueue {
  #buffer = new Uint8Array(4096);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  /** The waiting bytes; valid until the next `append`. */
  peek(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  append(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  consume(count: number): void {
    this.#start += count;
  }

  #makeRoom(extra: number): void {
    const waiting = this.peek();
    const needed = waiting.length + extra;
    const target = needed * 2 <= this.#buffer.length ? this.#buffer : new Uint8Array(needed * 2);
    target.set(waiting, 0);
    this.#buffer = target;
    this.#start = 0;
    this.#end = waiting.length;
  }
}

/**
 * Cuts the live stream of a reader into whole messages (section 1). There is no way back into step on a live link:
 * a header that cannot be means the link must be dropped.
 */
export class MessageFramer {
  readonly #queue = new ByteQueue();

  /**
   * Hands every whole message, as its own copy, to `deliver` in wire order.
   * @throws DeviceError `protocol.length` on a header that cannot be; the framer is of no use afterwards
   */
  push(bytes: Uint8Array, deliver: (message: Uint8Array) => void): void {
    this.#queue.append(bytes);
    for (;;) {
      const waiting = this.#queue.peek();
      if (waiting.length < HEADER_BYTES) return;
      const header = readHeader(waiting);
      if (header === undefined) throw new DeviceError('protocol.length', 'not an LLRP message header');
      if (waiting.length < header.length) return;
      const message = waiting.slice(0, header.length);
      this.#queue.consume(header.length);
      deliver(message);
    }
  }
}
