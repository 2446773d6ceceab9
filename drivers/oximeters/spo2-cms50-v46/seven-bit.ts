/**
 * Packets of seven-bit bytes: type (bit 7 clear), then a byte that holds bit 7 of each following byte, then the data with
 * bit 7 set (body-composition-glucose-spiro.md section 3).
 */
export function seven(type: number, data: readonly number[]): Uint8Array {
  const high = data.reduce((bits, byte, index) => bits | ((byte >> 7) << index), 0x80);
  return Uint8Array.of(type & 0x7f, high, ...data.map((byte) => byte | 0x80));
}

/** The data bytes of a packet with their bit 7 put back. */
export function eight(packet: Uint8Array): number[] {
  const high = packet[1] ?? 0;
  const data: number[] = [];
  for (let at = 2; at < packet.length; at += 1) {
    data.push(((packet[at] ?? 0) & 0x7f) | (((high >> (at - 2)) & 1) << 7));
  }
  return data;
}
