const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0').toUpperCase(),
);

/** Upper-case hexadecimal of a stretch; for the short texts of tag frames quicker than going through a Buffer. */
export function hexOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += PAIRS[bytes[at] ?? 0] ?? '';
  return text;
}

/** Most significant byte first; bytes that are not there count as 0, so check lengths before. */
export function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

export function u24(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) << 8) | (bytes[at + 2] ?? 0);
}

export function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 0x10000 + u16(bytes, at + 2);
}

export function s8(byte: number): number {
  return (byte << 24) >> 24;
}

/** Two hexadecimal digits, the form of all codes in `fields`. */
export function hex8(value: number): string {
  return PAIRS[value & 0xff] ?? '';
}

export function be16(value: number): readonly [number, number] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

export function be32(value: number): readonly [number, number, number, number] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

const CRC_TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, index) => {
  let crc = index << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
});

/** StoredCRC of a tag over PC and EPC (epc-tds.md section 1) over a stretch of bytes, by table. */
export function tagCrc(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffff;
  for (let at = from; at < to; at += 1) {
    crc = ((crc << 8) & 0xffff) ^ (CRC_TABLE[(crc >>> 8) ^ (bytes[at] ?? 0)] ?? 0);
  }
  return crc ^ 0xffff;
}
