import type { DecodedContent } from '../../decoded.ts';
import { hexOf, u16, u32 } from './bytes.ts';

/** A line for a command or an answer; fields that are `undefined` are left out by JSON. */
export function frameLine(type: string, fields: Readonly<Record<string, unknown>> = {}): DecodedContent {
  return { kind: 'frame', type, fields };
}

export function refusedLine(reason: string): DecodedContent {
  return { kind: 'refused', reason };
}

/** What a tag itself answers to a failed access (EPC Gen2, tag error codes; uhf-serial.md section 1). */
export const TAG_ERRORS: Readonly<Record<number, { readonly name: TagFailure; readonly meaning: string }>> = {
  0x0: { name: 'tagError', meaning: 'other error' },
  0x3: { name: 'overrun', meaning: 'memory overrun: this address does not exist' },
  0x4: { name: 'locked', meaning: 'memory locked' },
  0xb: { name: 'insufficientPower', meaning: 'insufficient power' },
  0xf: { name: 'tagError', meaning: 'non-specific error' },
};

/** Why an access to a tag failed, in the words of the LLRP desk (drivers/rfid/llrp/desk.ts). */
export type TagFailure =
  | 'overrun'
  | 'locked'
  | 'insufficientPower'
  | 'tagError'
  | 'noAnswer'
  | 'password'
  | 'readerError';

/** `{pc, epc}` of a stretch that begins with a PC word; the EPC is what follows it. */
export function pcAndEpc(bytes: Uint8Array, from: number, to: number): { pc: number; epc: string } {
  return { pc: u16(bytes, from), epc: hexOf(bytes, from + 2, to) };
}

/** Access password as eight hexadecimal digits; all zero means that none is sent. */
export function passwordText(bytes: Uint8Array, at: number): string {
  return u32(bytes, at).toString(16).padStart(8, '0').toUpperCase();
}
