import type { DecodedTag } from '../../decoded.ts';
import { hexOf, s8, tagCrc, u16, u24, u32 } from '../serial-uhf/bytes.ts';

/** Bits of the metadata flags (public header of the Mercury API): which fields a tag record carries, in this order. */
const META = {
  readCount: 0x0001,
  rssi: 0x0002,
  antenna: 0x0004,
  frequency: 0x0008,
  timestamp: 0x0010,
  phase: 0x0020,
  protocol: 0x0040,
  data: 0x0080,
  gpio: 0x0100,
  q: 0x0200,
  linkFrequency: 0x0400,
  target: 0x0800,
} as const;

/** PC word: an XPC word follows it (extended protocol control, EPC Gen2 6.3.2.1.2.2). */
const XPC_FOLLOWS = 0x0200;

export type RecordFault = 'length' | 'tag-crc';
export interface TagRecord {
  readonly tag: DecodedTag;
  readonly end: number;
}

/** One record at `at`, or what is wrong with it. Which fields are there is told by `flags` alone. */
export function tagRecord(data: Uint8Array, at: number, flags: number): TagRecord | RecordFault {
  let next = at;
  const take = (flag: number, bytes: number): number | undefined => {
    if ((flags & flag) === 0) return undefined;
    next += bytes;
    return next - bytes;
  };
  const readCount = take(META.readCount, 1);
  const rssi = take(META.rssi, 1);
  const antenna = take(META.antenna, 1);
  const frequency = take(META.frequency, 3);
  const timestamp = take(META.timestamp, 4);
  const phase = take(META.phase, 2);
  const protocol = take(META.protocol, 1);
  const dataBits = take(META.data, 2);
  const dataAt = next;
  if (dataBits !== undefined) next += Math.ceil(u16(data, dataBits) / 8);
  const dataEnd = next;
  const gpio = take(META.gpio, 1);
  take(META.q, 1);
  take(META.linkFrequency, 1);
  take(META.target, 1);
  const bitsAt = next;
  const pcAt = bitsAt + 2;
  const bytes = u16(data, bitsAt) >>> 3;
  const end = pcAt + bytes;
  const crcAt = end - 2;
  if (end > data.length || bytes < 4 || u16(data, bitsAt) % 8 !== 0) return 'length';
  const pc = u16(data, pcAt);
  const epcBytes = (pc >>> 11) * 2;
  const epcAt = crcAt - epcBytes;
  const extension = epcAt - pcAt - 2;
  if (extension !== 0 && !(extension > 0 && extension <= 4 && (pc & XPC_FOLLOWS) !== 0)) return 'length';
  const crc = u16(data, crcAt);
  if (tagCrc(data, pcAt, crcAt) !== crc) return 'tag-crc';
  const embedded = dataEnd > dataAt ? hexOf(data, dataAt, dataEnd) : undefined;
  return {
    end,
    tag: {
      epc: hexOf(data, epcAt, crcAt),
      epcBits: epcBytes * 8,
      ...(antenna === undefined ? {} : antennas(data[antenna] ?? 0)),
      ...(rssi === undefined ? {} : { peakRssi: s8(data[rssi] ?? 0) }),
      ...(readCount === undefined ? {} : { seenCount: data[readCount] ?? 0 }),
      ...(embedded === undefined ? {} : { data: embedded }),
      pc,
      crc,
      ...(frequency === undefined ? {} : { frequencyKhz: u24(data, frequency) }),
      ...(timestamp === undefined ? {} : { sinceKeepAliveMs: u32(data, timestamp) }),
      ...(phase === undefined ? {} : { phase: u16(data, phase) }),
      ...(protocol === undefined ? {} : { protocol: data[protocol] ?? 0 }),
      ...(gpio === undefined ? {} : { gpio: data[gpio] ?? 0 }),
    },
  };
}

/** Transmitting port in the upper, receiving port in the lower half of the byte; 0 stands for 16. */
function antennas(byte: number): { readonly antennaId: number; readonly receiveAntennaId?: number } {
  const transmit = byte >>> 4 || 16;
  const receive = byte & 0xf || 16;
  return transmit === receive ? { antennaId: transmit } : { antennaId: transmit, receiveAntennaId: receive };
}
