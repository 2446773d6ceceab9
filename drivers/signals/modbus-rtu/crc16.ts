import { crc16Modbus } from '../../framing/checksums.ts';

/** A copy of `body` (unit, function, data) with its check behind it. */
export function withCrc(body: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from([...body, 0, 0]);
  const check = crc16Modbus(bytes.subarray(0, body.length));
  bytes[body.length] = check & 0xff;
  bytes[body.length + 1] = check >>> 8;
  return bytes;
}

/** True when the last two of the `length` bytes at `from` are the check of those before them. */
export function crcHolds(bytes: Uint8Array, from: number, length: number): boolean {
  const end = from + length;
  if (length < 4 || end > bytes.length) return false;
  return (
    crc16Modbus(bytes.subarray(from, end - 2)) === ((bytes[end - 2] ?? 0) | ((bytes[end - 1] ?? 0) << 8))
  );
}
