/** Fields of a number of any width, most significant first; BigInt because references pass 2^53. */
export class BitWriter {
  #value = 0n;
  #written = 0;

  /** `value` must fit into `bits`. */
  put(value: bigint, bits: number): this {
    this.#value = (this.#value << BigInt(bits)) | value;
    this.#written += bits;
    return this;
  }

  /** Upper-case hex of `totalBits` (a multiple of 4), filled with zero bits behind what was written. */
  toHex(totalBits: number): string {
    const filled = this.#value << BigInt(totalBits - this.#written);
    return filled
      .toString(16)
      .toUpperCase()
      .padStart(totalBits / 4, '0');
  }
}

export class BitReader {
  readonly #value: bigint;
  #left: number;

  /** `hex` has at least one digit and is hexadecimal. */
  constructor(hex: string) {
    this.#value = BigInt(`0x${hex}`);
    this.#left = hex.length * 4;
  }

  /** The next `bits` bits; bits behind the end read as zero. */
  take(bits: number): bigint {
    this.#left -= bits;
    const shifted = this.#left >= 0 ? this.#value >> BigInt(this.#left) : this.#value << BigInt(-this.#left);
    return BigInt.asUintN(bits, shifted);
  }

  /** Everything that was not taken yet. */
  rest(): bigint {
    return this.#left > 0 ? BigInt.asUintN(this.#left, this.#value) : 0n;
  }
}
