import type { MemoryPlace } from '../serial-uhf/protocol.ts';
import { R2000 } from './codes.ts';

/** The address that every board obeys whatever it is set to. */
export const EVERY_BOARD = 0xff;

/** `A0 length address code data… check`; length counts address to check (uhf-serial.md section 2). */
export function r2000Frame(address: number, code: number, data: readonly number[] = []): Uint8Array {
  const bytes = [0xa0, data.length + 3, address, code, ...data];
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return Uint8Array.from([...bytes, -sum & 0xff]);
}

const command = (code: number, data: readonly number[] = []): Uint8Array =>
  r2000Frame(EVERY_BOARD, code, data);

export const firmware = (): Uint8Array => command(R2000.firmware);
export const readerId = (): Uint8Array => command(R2000.getReaderId);
/** From 1 here, from 0 on the wire. */
export const setAntenna = (antenna: number): Uint8Array => command(R2000.setAntenna, [antenna - 1]);
/** Whole dBm, one value for all ports. */
export const setPower = (dbm: number): Uint8Array => command(R2000.setPower, [dbm]);
export const getPower = (): Uint8Array => command(R2000.getPower);
export const getRegion = (): Uint8Array => command(R2000.getRegion);
/** One round, then the board stops by itself. */
export const inventory = (): Uint8Array => command(R2000.inventory, [0x01]);
export const clearMatch = (): Uint8Array => command(R2000.setMatch, [0x01]);

/** First and last frequency index that each region has. */
const REGION_RANGES: Readonly<Record<string, readonly [code: number, first: number, last: number]>> = {
  fcc: [1, 7, 59],
  etsi: [2, 0, 6],
  chn: [3, 43, 53],
};

export function setRegion(region: string): Uint8Array | undefined {
  const range = REGION_RANGES[region];
  return range === undefined ? undefined : command(R2000.setRegion, range);
}

/** Accesses go to this tag only, until cleared. */
export function setMatch(epcHex: string): Uint8Array {
  const epc = Buffer.from(epcHex, 'hex');
  return command(R2000.setMatch, [0x00, epc.length, ...epc]);
}

const NO_PASSWORD = [0, 0, 0, 0] as const;

/** Documents differ on the password; older firmware refuses it with 41. */
export function readMemory(place: MemoryPlace, words: number, withPassword: boolean): Uint8Array {
  const data = [place.bank, place.wordAddress, words];
  return command(R2000.read, withPassword ? [...data, ...NO_PASSWORD] : data);
}

export function writeMemory(place: MemoryPlace, data: Uint8Array): Uint8Array {
  return command(R2000.write, [...NO_PASSWORD, place.bank, place.wordAddress, data.length / 2, ...data]);
}
