import { sum8 } from '../../framing/checksums.ts';
import { KERONG, VARIANT } from './frame.ts';

const STX = 0x02;
const ETX = 0x03;

/** Frames end with 03 and the sum of all before (lock-boards.md section 2). */
export function withSum(...body: readonly number[]): Uint8Array {
  return Uint8Array.from([...body, sum8(Uint8Array.from(body))]);
}

/** Board in the upper, lock in the lower half of the address byte, both from 0. */
const address = (board: number, lock: number): number => (board << 4) | (lock - 1);

export function kerongFrame(
  board: number,
  lock: number,
  command: number,
  data: readonly number[] = [],
): Uint8Array {
  return withSum(STX, address(board, lock), command, ...data, ETX);
}

export const open = (board: number, lock: number): Uint8Array => kerongFrame(board, lock, KERONG.open);
export const statusOfAll = (board: number): Uint8Array => kerongFrame(board, 1, KERONG.status);
/** Also clears the busy state in which a CU16 may stay after an opening (a field program). */
export const getPulse = (board: number): Uint8Array => kerongFrame(board, 1, KERONG.getPulse);
/** In steps of 10 ms. */
export function setPulse(board: number, milliseconds: number): Uint8Array {
  const steps = Math.round(milliseconds / 10);
  return kerongFrame(board, 1, KERONG.setPulse, [steps >>> 8, steps & 0xff]);
}

export const variantStatus = (board: number): Uint8Array => withSum(STX, board, 0x00, VARIANT.status, ETX);
export const variantOpen = (board: number, lock: number): Uint8Array =>
  withSum(STX, board, lock - 1, VARIANT.open, ETX);
