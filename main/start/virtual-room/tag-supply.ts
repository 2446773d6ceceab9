import { createHash } from 'node:crypto';
import type { TagSupply } from '../../../drivers/printers/printer-zpl/index.ts';

/** A UHF chip maker's prefix of a TID (标签芯片号), as the virtual printer's own roll has it. */
const tidPrefix = 'E2801170';

/**
 * Tags as they come from the box: a TID nobody else has and, as chip makers deliver them, a factory EPC equal to it.
 * @param batch 32 bits that keep the tags of two supplies, and of two runs of the demo, apart
 */
export function createTagSupply(batch: number): TagSupply {
  let serial = 0;
  return {
    next() {
      serial += 1;
      const tid = `${tidPrefix}${word(batch)}${word(serial)}`;
      return { tid, epc: tid };
    },
  };
}

/** The TID of a tag of which only the EPC is known: the same tag has the same one for ever. */
export function lastingTid(epc: string): string {
  return `${tidPrefix}${createHash('sha256').update(epc.toUpperCase()).digest('hex').slice(0, 16)}`.toUpperCase();
}

/** A seed for everything about one tag that stays as it is: its place on the shelf, what it is stuck to. */
export function seedOf(epc: string): number {
  return createHash('sha256').update(epc.toUpperCase()).digest().readUInt32BE(0);
}

/** Hexadecimal of whole 16-bit words, at most the 31 words of the longest EPC (`epc-tds.md`). */
export function isTagNumber(hex: string): boolean {
  return /^([0-9A-F]{4}){1,31}$/i.test(hex);
}

const word = (value: number): string => (value >>> 0).toString(16).toUpperCase().padStart(8, '0');
