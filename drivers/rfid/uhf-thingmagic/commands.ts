import { be16, be32 } from '../serial-uhf/bytes.ts';
import type { MemoryPlace } from '../serial-uhf/protocol.ts';
import { GEN2, THINGMAGIC, THINGMAGIC_REGIONS } from './codes.ts';
import { thingmagicCrc } from './crc.ts';

/** `FF length operation data… crcHi crcLo`; answers have a status word before the data (uhf-serial.md section 4). */
export function thingmagicFrame(
  operation: number,
  data: readonly number[] = [],
  status?: number,
): Uint8Array {
  const head = status === undefined ? [] : be16(status);
  const bytes = Uint8Array.from([0xff, data.length, operation, ...head, ...data, 0, 0]);
  const crc = thingmagicCrc(bytes, 1, bytes.length - 2);
  bytes[bytes.length - 2] = crc >>> 8;
  bytes[bytes.length - 1] = crc & 0xff;
  return bytes;
}

/** Metadata of a record: count, RSSI, antenna, frequency, time, phase, protocol, data, inputs. */
export const ALL_METADATA = 0x01ff;
/** How long one round searches, ms. */
export const SEARCH_MS = 100;
const ACCESS_MS = 1000;
/** Search all antennas of the list that was set. */
const CONFIGURED_LIST = 0x0003;
/** Optional parameter: report a tag again although it was reported before. */
const READ_FILTER = 0x0c;
const SELECT_ON_EPC = 0x01;
const WITH_METADATA = 0x10;

export const version = (): Uint8Array => thingmagicFrame(THINGMAGIC.version);
export const setGen2 = (): Uint8Array => thingmagicFrame(THINGMAGIC.setProtocol, be16(GEN2));
export const setAntennas = (antennas: readonly number[]): Uint8Array =>
  thingmagicFrame(THINGMAGIC.setAntenna, [2, ...antennas.flatMap((antenna) => [antenna, antenna])]);
export const readFilterOff = (): Uint8Array => thingmagicFrame(THINGMAGIC.setOptional, [1, READ_FILTER, 0]);
export const setReadPower = (dbm: number): Uint8Array =>
  thingmagicFrame(THINGMAGIC.setReadPower, be16(Math.round(dbm * 100)));
export const setWritePower = (dbm: number): Uint8Array =>
  thingmagicFrame(THINGMAGIC.setWritePower, be16(Math.round(dbm * 100)));
export const getReadPower = (): Uint8Array => thingmagicFrame(THINGMAGIC.getReadPower, [0]);
export const getRegion = (): Uint8Array => thingmagicFrame(THINGMAGIC.getRegion);

export function setRegion(region: string): Uint8Array | undefined {
  const code = [...THINGMAGIC_REGIONS].find(([, name]) => name === region)?.[0];
  return code === undefined ? undefined : thingmagicFrame(THINGMAGIC.setRegion, [code]);
}

/** Fills the module's buffer; then `getBuffer` until everything was fetched. */
export const search = (): Uint8Array =>
  thingmagicFrame(THINGMAGIC.readMultiple, [0, ...be16(CONFIGURED_LIST), ...be16(SEARCH_MS)]);
export const getBuffer = (): Uint8Array =>
  thingmagicFrame(THINGMAGIC.getTagBuffer, [...be16(ALL_METADATA), 0]);
export const clearBuffer = (): Uint8Array => thingmagicFrame(THINGMAGIC.clearTagBuffer);

/** As the maker's own tools send it (SparkFun library): reads until stopped, one record a tag. */
export const startStream = (): Uint8Array =>
  thingmagicFrame(THINGMAGIC.multiProtocolOperation, [
    ...[0x00, 0x00, 0x01, THINGMAGIC.readMultiple, 0x00, 0x00, GEN2, 0x07, THINGMAGIC.readMultiple],
    ...[WITH_METADATA, 0x00, 0x1b, ...be16(ACCESS_MS), ...be16(ALL_METADATA)],
  ]);
/** May take the module one to two seconds. */
export const stopStream = (): Uint8Array =>
  thingmagicFrame(THINGMAGIC.multiProtocolOperation, [0x00, 0x00, 0x02]);

/** Goes to the tag with this EPC. */
export function readMemory(epcHex: string, place: MemoryPlace, words: number): Uint8Array {
  const epc = Buffer.from(epcHex, 'hex');
  return thingmagicFrame(THINGMAGIC.readTagData, [
    ...be16(ACCESS_MS),
    WITH_METADATA | SELECT_ON_EPC,
    ...[0, 0],
    place.bank,
    ...be32(place.wordAddress),
    words,
    ...be32(0),
    epc.length * 8,
    ...epc,
  ]);
}

/** Goes to the first tag heard: only with a single tag in the field (uhf-serial.md section 4). */
export function writeMemory(place: MemoryPlace, data: Uint8Array): Uint8Array {
  return thingmagicFrame(THINGMAGIC.writeTagData, [
    ...be16(ACCESS_MS),
    0,
    ...be32(place.wordAddress),
    place.bank,
    ...data,
  ]);
}
