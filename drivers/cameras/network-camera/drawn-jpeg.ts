/**
 * A small grey JPEG without a library (ITU-T T.81, baseline): blocks of 8 × 8 dots of one grey each, which is all that a
 * drawn scene of training needs. Each block is its mean alone, so that the only codes are those of differences.
 */
const MEAN_STEP = 8;
/** Table K.3 of T.81: lengths of the codes for differences of 0 to 11 bits. */
const meanCodeCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const meanCodes: readonly (readonly [code: number, bits: number])[] = [
  [0b00, 2],
  [0b010, 3],
  [0b011, 3],
  [0b100, 3],
  [0b101, 3],
  [0b110, 3],
  [0b1110, 4],
  [0b11110, 5],
  [0b111110, 6],
];

/** @param grey of the block in a column and row, 0 black to 255 white; the picture is `columns` × 8 dots wide */
export function drawJpeg(
  columns: number,
  rows: number,
  grey: (column: number, row: number) => number,
): Uint8Array {
  const bits = new BitWriter();
  let before = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const mean = Math.max(0, Math.min(255, Math.round(grey(column, row)))) - 128;
      writeDifference(bits, mean - before);
      // End of block: the only code of the second table.
      bits.put(0, 1);
      before = mean;
    }
  }
  const word = (value: number): number[] => [value >> 8, value & 0xff];
  const head = [
    ...[0xff, 0xd8],
    ...[0xff, 0xe0, ...word(16), 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, ...word(1), ...word(1), 0, 0],
    ...[0xff, 0xdb, ...word(67), 0, ...Array.from({ length: 64 }, () => MEAN_STEP)],
    ...[0xff, 0xc0, ...word(11), 8, ...word(rows * 8), ...word(columns * 8), 1, 1, 0x11, 0],
    ...[0xff, 0xc4, ...word(31), 0x00, ...meanCodeCounts, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    ...[0xff, 0xc4, ...word(20), 0x10, 1, ...Array.from({ length: 15 }, () => 0), 0x00],
    ...[0xff, 0xda, ...word(8), 1, 1, 0x00, 0, 63, 0],
  ];
  return Uint8Array.from([...head, ...bits.end(), 0xff, 0xd9]);
}

/** Its size in bits, and then the bits themselves; of a negative one the complement (T.81 section F.1.2.1). */
function writeDifference(bits: BitWriter, difference: number): void {
  const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
  const [code, length] = meanCodes[size] ?? [0, 0];
  bits.put(code, length);
  bits.put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
}

class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #count = 0;

  put(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit -= 1) {
      this.#pending = (this.#pending << 1) | ((value >> bit) & 1);
      this.#count += 1;
      if (this.#count === 8) this.#flush();
    }
  }

  /** Filled up with ones. */
  end(): readonly number[] {
    while (this.#count > 0) this.put(1, 1);
    return this.#bytes;
  }

  #flush(): void {
    this.#bytes.push(this.#pending);
    // A byte FF is data only with a zero behind it.
    if (this.#pending === 0xff) this.#bytes.push(0);
    this.#pending = 0;
    this.#count = 0;
  }
}
