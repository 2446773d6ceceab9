import type { DecodedTag } from '../../decoded.ts';
import { hexOf, u16 } from '../serial-uhf/bytes.ts';
import { frequencyKhz, rssiDbm } from './codes.ts';

/** Antenna from 1: two bits in the FreqAnt byte, a third one on eight-port boards in the top bit of the RSSI byte. */
function antennaOf(freqAnt: number, rssi: number): number {
  return (freqAnt & 3) + (rssi & 0x80 ? 4 : 0) + 1;
}

const epcBytesOf = (pcHigh: number): number => (pcHigh >>> 3) * 2;

/**
 * Tag of a real-time inventory: FreqAnt, PC, EPC, RSSI, on newer firmware two bytes of phase behind them.
 * `undefined` unless the PC word's length is exactly what is there.
 */
export function inventoryTag(data: Uint8Array): DecodedTag | undefined {
  if (data.length < 6) return undefined;
  const epcBytes = epcBytesOf(data[1] ?? 0);
  const end = 3 + epcBytes;
  const hasPhase = data.length === end + 3;
  if (epcBytes === 0 || (data.length !== end + 1 && !hasPhase)) return undefined;
  const freqAnt = data[0] ?? 0;
  const rssi = data[end] ?? 0;
  const frequency = frequencyKhz(freqAnt >>> 2);
  return {
    epc: hexOf(data, 3, end),
    epcBits: epcBytes * 8,
    antennaId: antennaOf(freqAnt, rssi),
    peakRssi: rssiDbm(rssi),
    pc: u16(data, 1),
    ...(frequency === undefined ? {} : { frequencyKhz: frequency }),
    ...(hasPhase ? { phase: u16(data, end + 1) } : {}),
  };
}

export interface StoredTag {
  readonly fields: {
    readonly tagCount: number;
    readonly epc: string;
    readonly epcBits: number;
    readonly pc: number;
    readonly crc: number;
    readonly antennaId: number;
    readonly seenCount: number;
    readonly frequencyKhz?: number;
    readonly peakRssi?: number;
  };
  /** Read words as hexadecimal; empty for other answers. */
  readonly data: string;
  /** Result code of a write, lock or kill. */
  readonly status: number;
  readonly pcAt: number;
  readonly crcAt: number;
}

/**
 * Answers that carry a whole tag: count of tags u16, length of what follows, PC, EPC, CRC, and then
 * `read`: the words, their length in bytes, FreqAnt, count · `access`: result code, FreqAnt, count ·
 * `buffer`: RSSI, FreqAnt, count.
 */
export function storedTag(data: Uint8Array, form: 'read' | 'access' | 'buffer'): StoredTag | undefined {
  const length = data[2] ?? 0;
  const tail = 3;
  if (data.length < 3 + 4 + tail || data.length !== 3 + length + tail) return undefined;
  const epcBytes = epcBytesOf(data[3] ?? 0);
  const crcAt = 5 + epcBytes;
  const wordsAt = crcAt + 2;
  const end = 3 + length;
  const words = end - wordsAt;
  if (words < 0) return undefined;
  const extra = data[end] ?? 0;
  if (form === 'read' ? extra !== words : words !== 0) return undefined;
  const freqAnt = data[end + 1] ?? 0;
  const frequency = frequencyKhz(freqAnt >>> 2);
  return {
    fields: {
      tagCount: u16(data, 0),
      epc: hexOf(data, 5, crcAt),
      epcBits: epcBytes * 8,
      pc: u16(data, 3),
      crc: u16(data, crcAt),
      antennaId: antennaOf(freqAnt, form === 'buffer' ? extra : 0),
      seenCount: data[end + 2] ?? 0,
      ...(frequency === undefined ? {} : { frequencyKhz: frequency }),
      ...(form === 'buffer' ? { peakRssi: rssiDbm(extra) } : {}),
    },
    data: hexOf(data, wordsAt, end),
    status: extra,
    pcAt: 3,
    crcAt,
  };
}
