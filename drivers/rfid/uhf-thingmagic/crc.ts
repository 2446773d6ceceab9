/** T[i] = i × 1021h, for four bits at a time. */
const TABLE: Uint16Array = Uint16Array.from({ length: 16 }, (_, index) => index * 0x1021);

/** The same step for a whole byte: high nibble, then low nibble; the state's top byte decides what is mixed in. */
const BYTE_TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, top) => {
  let crc = top << 8;
  for (let nibble = 0; nibble < 2; nibble += 1) {
    crc = ((crc << 4) & 0xffff) ^ (TABLE[crc >>> 12] ?? 0);
  }
  return crc;
});

/**
 * The maker's own CRC over length to last data byte, start FFFFh; high byte first on the wire (uhf-serial.md
 * section 4): a plain 1021h remainder without the usual trailing zeros. `00 03` gives 1D0Ch.
 */
export function thingmagicCrc(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffff;
  for (let at = from; at < to; at += 1) {
    crc = (((crc << 8) & 0xffff) | (bytes[at] ?? 0)) ^ (BYTE_TABLE[crc >>> 8] ?? 0);
  }
  return crc;
}
