import type { MemoryPlace } from '../serial-uhf/protocol.ts';
import { BANDS, CHAFON } from './codes.ts';
import { chafonCrc } from './frame.ts';

/** Obeyed by every reader whatever its address; the answer carries the address it has. */
export const EVERY_READER = 0xff;

/** `length address code data… crcLo crcHi`; length counts everything behind it (uhf-serial.md section 3). */
export function chafonFrame(address: number, code: number, data: readonly number[] = []): Uint8Array {
  const bytes = Uint8Array.from([data.length + 4, address, code, ...data, 0, 0]);
  const crc = chafonCrc(bytes, 0, bytes.length - 2);
  bytes[bytes.length - 2] = crc & 0xff;
  bytes[bytes.length - 1] = crc >>> 8;
  return bytes;
}

const NO_PASSWORD = [0, 0, 0, 0] as const;
/** The reader is deaf while it inventories; a short scan keeps it reachable. In steps of 100 ms. */
export const SCAN_STEPS = 3;

export const readerInfo = (address: number): Uint8Array => chafonFrame(address, CHAFON.readerInfo);
export const setScanTime = (address: number): Uint8Array =>
  chafonFrame(address, CHAFON.setScanTime, [SCAN_STEPS]);
export const setPower = (address: number, power: number): Uint8Array =>
  chafonFrame(address, CHAFON.setPower, [power]);

export const inventoryOf18 = (address: number): Uint8Array => chafonFrame(address, CHAFON.inventory);

/** Q 4, session 0, no mask, target A, one antenna. */
export function inventoryOf288(address: number, antenna: number): Uint8Array {
  return chafonFrame(address, CHAFON.inventory, [4, 0, 1, 0, 0, 0, 0, 0x80 | (antenna - 1), SCAN_STEPS]);
}

/** Highest channel index of each band (UHFReader18 manual V2.0, command 22). */
const HIGHEST_INDEX: Readonly<Record<string, number>> = {
  cn900: 19,
  us: 49,
  kr: 31,
  eu: 14,
  cn800: 19,
};

/** The whole band; `undefined` for a region that is not known well enough to be set. */
export function setRegion(address: number, region: string): Uint8Array | undefined {
  const band = [...BANDS].find(([, each]) => each.region === region)?.[0];
  const highest = HIGHEST_INDEX[region];
  if (band === undefined || highest === undefined) return undefined;
  return chafonFrame(address, CHAFON.setRegion, [((band >>> 2) << 6) | highest, (band & 3) << 6]);
}

export function readMemory(address: number, epcHex: string, place: MemoryPlace, words: number): Uint8Array {
  const epc = Buffer.from(epcHex, 'hex');
  return chafonFrame(address, CHAFON.read, [
    epc.length / 2,
    ...epc,
    place.bank,
    place.wordAddress,
    words,
    ...NO_PASSWORD,
  ]);
}

export function writeMemory(
  address: number,
  epcHex: string,
  place: MemoryPlace,
  data: Uint8Array,
): Uint8Array {
  const epc = Buffer.from(epcHex, 'hex');
  return chafonFrame(address, CHAFON.write, [
    data.length / 2,
    epc.length / 2,
    ...epc,
    place.bank,
    place.wordAddress,
    ...data,
    ...NO_PASSWORD,
  ]);
}
