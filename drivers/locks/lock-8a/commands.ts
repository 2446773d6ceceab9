import { xor8 } from '../../framing/checksums.ts';

/** Frames of the 8A family end with the exclusive or of all before (lock-boards.md section 1). */
export function lock8aFrame(...body: readonly number[]): Uint8Array {
  return Uint8Array.from([...body, xor8(Uint8Array.from(body))]);
}

const ALL = 0x00;
/** With the board's usual pulse, which ends in its hardware. */
export const open = (board: number, lock: number): Uint8Array => lock8aFrame(0x8a, board, lock, 0x11);
export const statusOfAll = (board: number): Uint8Array => lock8aFrame(0x80, board, ALL, 0x33);
export const hold = (board: number, lock: number): Uint8Array => lock8aFrame(0x9a, board, lock, 0x11);
export const release = (board: number, lock: number): Uint8Array => lock8aFrame(0x9b, board, lock, 0x11);
