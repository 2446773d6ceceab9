import { be16, be32 } from '../serial-uhf/bytes.ts';
import type { MemoryPlace, Target } from '../serial-uhf/protocol.ts';
import { M100 } from './codes.ts';

/** Bytes of a frame: type 00 command, 01 answer, 02 notification (uhf-serial.md section 1). */
export function m100Frame(type: 0 | 1 | 2, code: number, parameters: readonly number[] = []): Uint8Array {
  const counted = [type, code, ...be16(parameters.length), ...parameters];
  const sum = counted.reduce((total, byte) => total + byte, 0) & 0xff;
  return Uint8Array.from([0xbb, ...counted, sum, 0x7e]);
}

const command = (code: number, parameters: readonly number[] = []): Uint8Array =>
  m100Frame(0, code, parameters);

export const INFO = { hardware: 0, software: 1, manufacturer: 2 } as const;
export const moduleInfo = (what: number): Uint8Array => command(M100.moduleInfo, [what]);
export const singleInventory = (): Uint8Array => command(M100.singleInventory);
/** Rounds up to 65,535; the first parameter is reserved and always 22. */
export const multiInventory = (rounds: number): Uint8Array =>
  command(M100.multiInventory, [0x22, ...be16(rounds)]);
export const stopInventory = (): Uint8Array => command(M100.stopInventory);
export const setRegion = (code: number): Uint8Array => command(M100.setRegion, [code]);
export const getRegion = (): Uint8Array => command(M100.getRegion);
/** In hundredths of a dBm on the wire. */
export const setPower = (dbm: number): Uint8Array => command(M100.setPower, [...be16(Math.round(dbm * 100))]);
export const getPower = (): Uint8Array => command(M100.getPower);
/** 2 = select before everything but inventory, so that a desk still sees all tags. */
export const setSelectMode = (mode: 0 | 1 | 2): Uint8Array => command(M100.setSelectMode, [mode]);

/** The mask length is one byte of bits: longer numbers are matched by their first 248 bits. */
const LONGEST_MASK_BYTES = 31;
const EPC_BIT_POINTER = 32;
const BANK = { epc: 1, tid: 2 } as const;

/** Session S0, action 0, on the chip's number when it is known, else on the EPC. */
export function select(target: Target): Uint8Array {
  const { tid, epc } = target;
  const mask = Buffer.from(tid ?? epc, 'hex').subarray(0, LONGEST_MASK_BYTES);
  const bank = tid === undefined ? BANK.epc : BANK.tid;
  const pointer = tid === undefined ? EPC_BIT_POINTER : 0;
  return command(M100.setSelect, [bank, ...be32(pointer), mask.length * 8, 0x00, ...mask]);
}

const NO_PASSWORD = [0, 0, 0, 0] as const;

export function readMemory(place: MemoryPlace, words: number): Uint8Array {
  return command(M100.read, [...NO_PASSWORD, place.bank, ...be16(place.wordAddress), ...be16(words)]);
}

/** At most 32 words at once. */
export function writeMemory(place: MemoryPlace, data: Uint8Array): Uint8Array {
  return command(M100.write, [
    ...NO_PASSWORD,
    place.bank,
    ...be16(place.wordAddress),
    ...be16(data.length / 2),
    ...data,
  ]);
}
