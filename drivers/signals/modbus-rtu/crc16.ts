/**
 * CRC-16 of Modbus serial lines: start FFFF, reflected polynomial A001 (lock-boards.md section 4).
 *
 * @returns 0–65535; it stands low byte first behind the bytes it covers.
 */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let remainder = 0xffff;
  for (let index = from; index < to; index += 1) {
    remainder ^= bytes[index] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) {
      remainder = remainder & 1 ? (remainder >>> 1) ^ 0xa001 : remainder >>> 1;
    }
  }
  return remainder;
}

/** A copy of `body` (unit, function, data) with its check behind it. */
export function withCrc(body: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from([...body, 0, 0]);
  const check = crc16(bytes, 0, body.length);
  bytes[body.length] = check & 0xff;
  bytes[body.length + 1] = check >>> 8;
  return bytes;
}

/** True when the last two of the `length` bytes at `from` are the check of those before them. */
export function crcHolds(bytes: Uint8Array, from: number, length: number): boolean {
  const end = from + length;
  if (length < 4 || end > bytes.length) return false;
  return crc16(bytes, from, end - 2) === ((bytes[end - 2] ?? 0) | ((bytes[end - 1] ?? 0) << 8));
}
