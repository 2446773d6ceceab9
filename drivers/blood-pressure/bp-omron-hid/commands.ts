import { xor8 } from '../../framing/checksums.ts';
import { countedReports } from '../hid-line.ts';

/** Bytes of an input or output report; byte 0 says how many of the other seven count (blood-pressure.md section 4). */
export const REPORT_LENGTH = 8;
export const REPORT_PAYLOAD = 7;

/**
 * Length of each command with its letters and its check (libomron's notes and captures; the last four rows after public
 * HEM-7301 and pedometer programs). `0` commands carry the ASCII digit as their argument and as its check.
 */
export const commandLengths: Readonly<Record<string, number>> = {
  VER: 5,
  PRF: 5,
  SRL: 5,
  END: 5,
  GDC: 8,
  GME: 8,
  GMA: 9,
  GEA: 9,
  GCL: 5,
  CNT: 5,
  MCL: 5,
  MES: 7,
};

/** Clears the link; repeated until the meter says OK. */
export const clearReports: readonly Uint8Array[] = [
  ...Array.from({ length: 4 }, () => Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0)),
  Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0),
];

/** Feature report that selects device information: report id 0, then `01 01`. */
export const informationMode: Uint8Array = Uint8Array.of(0, 0x01, 0x01);

/**
 * Feature report that selects measured data. The maker's program sends other bytes in every session, so any value but
 * `01 01` seems to do; `seed` makes it differ.
 */
export function measuringMode(seed: number): Uint8Array {
  return Uint8Array.of(0, 0x20 | (seed & 0x1f), 0x40 | ((seed >>> 5) & 0x3f));
}

function withCheck(letters: string, args: readonly number[]): Uint8Array {
  return Uint8Array.from([...Buffer.from(letters, 'latin1'), ...args, xor8(Uint8Array.from(args))]);
}

/** `VER`, `PRF`, `SRL`, and of the 7301 family `GCL` (clock) and `CNT` (records): no argument but the digit 0. */
export function plainCommand(letters: 'VER' | 'PRF' | 'SRL' | 'GCL' | 'CNT'): Uint8Array {
  return withCheck(letters, [0x30]);
}

export function endCommand(): Uint8Array {
  return withCheck('END', [0xff]);
}

/** @param bank user memory, from 0 */
export function countCommand(bank: number): Uint8Array {
  return withCheck('GDC', [0, bank, 0, 0]);
}

/** @param index 0 = newest record */
export function recordCommand(bank: number, index: number): Uint8Array {
  return withCheck('GME', [0, bank, 0, index]);
}

/** The same for the 7301 family, which knows no banks. */
export function plainRecordCommand(index: number): Uint8Array {
  return withCheck('MES', [0, 0, index]);
}

/** Weekly average of the mornings or evenings. @param week 0 = this week */
export function averageCommand(part: 'morning' | 'evening', bank: number, week: number): Uint8Array {
  return withCheck(part === 'morning' ? 'GMA' : 'GEA', [0, bank, week, 0, 0]);
}

/** A command or answer cut into reports, padded with zeros. */
export function toReports(message: Uint8Array): Uint8Array[] {
  return countedReports(message, REPORT_LENGTH);
}
