import type { DoorCell } from '../decoded.ts';

/** 触点含义: what a closed feedback contact of the lock means; found at commissioning, door by door. */
export type ContactSense = 'closed-when-locked' | 'closed-when-open';
/** Which mask byte holds locks 1 to 8. */
export type MaskOrder = 'last-first' | 'first-first';

export interface ContactReading {
  readonly sense: ContactSense;
  readonly order: MaskOrder;
}

/**
 * What `decode` takes for granted, since bytes alone do not say it: the usual order and the sense that public programs
 * for these boards have as their default.
 */
export const USUAL_READING: ContactReading = { sense: 'closed-when-locked', order: 'last-first' };

/**
 * The feedback contact sits in the latch (锁舌): it tells the bolt, and that the door is held by it. One sensor, so
 * both facts are the same; whether goods are inside it does not say.
 */
export function latchCell(cell: number, latched: boolean | null, occupied: boolean | null = null): DoorCell {
  return { cell, locked: latched, closed: latched, occupied };
}

export function isLatched(contactClosed: boolean, sense: ContactSense): boolean {
  return contactClosed === (sense === 'closed-when-locked');
}

/** Cells 1 to 8 × bytes of a mask, bit 0 of a byte first. */
export function cellsOfMask(mask: Uint8Array, reading: ContactReading): DoorCell[] {
  return bitsOfMask(mask, reading.order).map((bit, index) =>
    latchCell(index + 1, isLatched(bit, reading.sense)),
  );
}

export function bitsOfMask(mask: Uint8Array, order: MaskOrder): boolean[] {
  const bytes = order === 'last-first' ? [...mask].reverse() : [...mask];
  return bytes.flatMap((byte) => Array.from({ length: 8 }, (_, bit) => ((byte >>> bit) & 1) === 1));
}

/** The mask with these locks set; for commands to several locks at once. */
export function maskOfCells(cells: readonly number[], bytes: number, order: MaskOrder): Uint8Array {
  const mask = new Uint8Array(bytes);
  for (const cell of cells) {
    const at = Math.floor((cell - 1) / 8);
    const index = order === 'last-first' ? bytes - 1 - at : at;
    mask[index] = (mask[index] ?? 0) | (1 << ((cell - 1) % 8));
  }
  return mask;
}
