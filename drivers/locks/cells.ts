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
 * both facts are the same; whether goods are inside it does not say. Equal cells are one object, since boards tell all
 * their doors several times a second.
 */
export function latchCell(cell: number, latched: boolean | null, occupied: boolean | null = null): DoorCell {
  if (cell > MOST_CELLS) return { cell, locked: latched, closed: latched, occupied };
  const key = cell * 9 + threeWay(latched) * 3 + threeWay(occupied);
  return (CELLS[key] ??= Object.freeze({ cell, locked: latched, closed: latched, occupied }));
}

const MOST_CELLS = 256;
/** By place, not by a map: they are looked up for every door of every answer. */
const CELLS: (DoorCell | undefined)[] = Array.from({ length: (MOST_CELLS + 1) * 9 });
const threeWay = (value: boolean | null): number => (value === null ? 0 : value ? 2 : 1);

export function isLatched(contactClosed: boolean, sense: ContactSense): boolean {
  return contactClosed === (sense === 'closed-when-locked');
}

/** Cells 1 to 8 × bytes of a mask, bit 0 of a byte first. */
export function cellsOfMask(mask: Uint8Array, reading: ContactReading): DoorCell[] {
  const bits = bitsOfMask(mask, reading.order);
  const cells: DoorCell[] = [];
  for (const [index, bit] of bits.entries()) cells.push(latchCell(index + 1, isLatched(bit, reading.sense)));
  return cells;
}

export function bitsOfMask(mask: Uint8Array, order: MaskOrder): boolean[] {
  const bits: boolean[] = [];
  for (let at = 0; at < mask.length; at += 1) {
    const byte = mask[order === 'last-first' ? mask.length - 1 - at : at] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) bits.push(((byte >>> bit) & 1) === 1);
  }
  return bits;
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
