/** Exclusive or of all bytes (longitudinal redundancy check). */
export function xor8(bytes: Uint8Array): number {
  let result = 0;
  for (const byte of bytes) result ^= byte;
  return result;
}

/** Sum of all bytes modulo 256. */
export function sum8(bytes: Uint8Array): number {
  let result = 0;
  for (const byte of bytes) result = (result + byte) & 0xff;
  return result;
}

/** Two's complement of the sum: data and this byte together add up to 0 modulo 256. */
export function twosComplement8(bytes: Uint8Array): number {
  return -sum8(bytes) & 0xff;
}

/** CRC-16/MODBUS: polynomial 8005h reflected, start FFFFh; on the wire the low byte goes first. Check value 4B37h. */
export function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

/** The effect of one byte on a CRC of polynomial 1021h. */
const ccittTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1)
    crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  return crc;
});

/**
 * CRC-16 with the CCITT polynomial 1021h, most significant bit first, start FFFFh, result not inverted
 * ("CCITT-FALSE"). Check value 29B1h.
 */
export function crc16Ccitt(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (ccittTable[(crc >> 8) ^ byte] ?? 0);
  return crc;
}

/** The same with inverted result: StoredCRC of Gen2 tags (epc-tds.md section 1). Check value D64Eh. */
export function crc16Gen2(bytes: Uint8Array): number {
  return crc16Ccitt(bytes) ^ 0xffff;
}
