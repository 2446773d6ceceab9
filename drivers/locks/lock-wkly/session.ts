import type { BoardSays, LockProtocol } from '../protocol.ts';
import type { LockLimits } from '../settings.ts';
import * as commands from './commands.ts';
import { cellsOf, createWklyFramer, WKLY, WKLY_OK, type WklyFrame } from './frame.ts';

export const WKLY_LIMITS: LockLimits = {
  lowestBoard: 0,
  highestBoard: 31,
  mostCells: 24,
  usualCells: 24,
  hasMaskOrder: false,
  canHold: true,
};

/** What a WKLY board is asked and what its frames say. */
export const wklyProtocol: LockProtocol<WklyFrame> = {
  createFramer: createWklyFramer,
  open: commands.open,
  statusOfAll: commands.statusOfAll,
  hold: commands.hold,
  release: commands.release,
  says,
};

function says(frame: WklyFrame): BoardSays | undefined {
  const { board, command, data } = frame;
  const [status = 0, cell = 0] = data;
  if (command === WKLY.open && data.length >= 2) {
    return { what: status === WKLY_OK ? 'acknowledged' : 'refused', board, cell };
  }
  if ((command === WKLY.hold || command === WKLY.release) && data.length === 2 && status === WKLY_OK) {
    return { what: 'held', board, cell };
  }
  const cells = cellsOf(frame);
  if (cells === undefined || cells.includes(undefined)) return undefined;
  const states = cells.filter((each) => each !== undefined);
  if (command === WKLY.statusAll) {
    return { what: 'contacts', board, contacts: states.map((each) => each.closed), goods: undefined };
  }
  const [only] = states;
  if (only === undefined) return undefined;
  return {
    what: 'contact',
    board,
    cell: only.cell,
    closed: only.closed,
    unasked: command === WKLY.change,
  };
}
