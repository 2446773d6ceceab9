/**
 * Packets of seven-bit bytes: type (bit 7 clear), then a byte that holds bit 7 of each following byte, then the data with
 * bit 7 set (body-composition-glucose-spiro.md section 3).
 */
export function seven(type: number, data: readonly number[]): Uint8Array {
  const high = data.reduce((bits, byte, index) => bits | ((byte >> 7) << index), 0x80);
  return Uint8Array.of(type & 0x7f, high, ...data.map((byte) => byte | 0x80));
}

/** One data byte of a packet, from 0, with its bit 7 put back; 0 behind the packet's end. */
export function eighth(packet: Uint8Array, at: number): number {
  return ((packet[at + 2] ?? 0) & 0x7f) | ((((packet[1] ?? 0) >> at) & 1) << 7);
}

/** The data bytes of a packet with their bit 7 put back. */
export function eight(packet: Uint8Array): number[] {
  const data: number[] = [];
  for (let at = 0; at < packet.length - 2; at += 1) data.push(eighth(packet, at));
  return data;
}
