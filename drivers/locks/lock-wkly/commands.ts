import { xor8 } from '../../framing/checksums.ts';
import { WKLY } from './frame.ts';

/** `WKLY`, length of the whole frame, board, command, data, exclusive or of all before (lock-boards.md section 3). */
export function wklyFrame(board: number, command: number, data: readonly number[] = []): Uint8Array {
  const bytes = [0x57, 0x4b, 0x4c, 0x59, data.length + 8, board, command, ...data];
  return Uint8Array.from([...bytes, xor8(Uint8Array.from(bytes))]);
}

export const open = (board: number, lock: number): Uint8Array => wklyFrame(board, WKLY.open, [lock]);
export const statusOfAll = (board: number): Uint8Array => wklyFrame(board, WKLY.statusAll);
export const hold = (board: number, lock: number): Uint8Array => wklyFrame(board, WKLY.hold, [lock]);
export const release = (board: number, lock: number): Uint8Array => wklyFrame(board, WKLY.release, [lock]);
