import { bitsOfMask } from '../cells.ts';
import type { BoardSays, LockProtocol } from '../protocol.ts';
import type { LockLimits } from '../settings.ts';
import * as commands from './commands.ts';
import { createKerongFramer, KERONG, type KerongFrame, statusCells, VARIANT } from './frame.ts';

/** CU16 has 16 locks, the variant up to 48; the wire fixes which byte is which. */
export const KERONG_LIMITS: LockLimits = {
  lowestBoard: 0,
  highestBoard: 15,
  mostCells: 48,
  usualCells: 16,
  hasMaskOrder: false,
  canHold: false,
};

/** Kerong CU12, CU16: an opening is answered with the states of all locks. */
export const kerongProtocol: LockProtocol<KerongFrame> = {
  createFramer: createKerongFramer,
  open: commands.open,
  statusOfAll: commands.statusOfAll,
  opensWithStates: true,
  says: (frame) => (frame.dialect === 'kerong' ? kerongSays(frame) : undefined),
};

/** The variant with commands 60, 61 and 75. */
export const variantProtocol: LockProtocol<KerongFrame> = {
  createFramer: createKerongFramer,
  open: commands.variantOpen,
  statusOfAll: commands.variantStatus,
  says: (frame) => (frame.dialect === 'variant' ? variantSays(frame) : undefined),
};

function kerongSays({ board, command, data }: KerongFrame): BoardSays | undefined {
  if (data.length !== 4 || (command !== KERONG.statusAnswer && command !== KERONG.openAllBoards)) {
    return undefined;
  }
  return {
    what: 'contacts',
    board,
    contacts: bitsOfMask(data.subarray(0, 2), 'first-first'),
    goods: statusCells(data).map((cell) => cell.occupied),
  };
}

function variantSays({ board, lock, command, data }: KerongFrame): BoardSays | undefined {
  if (command === VARIANT.failure) return { what: 'refused', board, cell: lock };
  if (command !== VARIANT.success) return undefined;
  if (data.length === 0) return { what: 'acknowledged', board, cell: lock };
  return { what: 'contacts', board, contacts: bitsOfMask(data, 'first-first'), goods: undefined };
}
