import { bitsOfMask } from '../cells.ts';
import type { BoardSays, LockProtocol } from '../protocol.ts';
import type { LockLimits } from '../settings.ts';
import * as commands from './commands.ts';
import { createLock8aFramer, type Lock8aFrame } from './frame.ts';

export const LOCK_8A_LIMITS: LockLimits = {
  lowestBoard: 1,
  highestBoard: 32,
  mostCells: 50,
  usualCells: 24,
  hasMaskOrder: true,
  canHold: true,
};

/** What an 8A board is asked and what its frames say. */
export const lock8aProtocol: LockProtocol<Lock8aFrame> = {
  createFramer: createLock8aFramer,
  open: commands.open,
  statusOfAll: commands.statusOfAll,
  hold: commands.hold,
  release: commands.release,
  says,
};

/** The state in an opening's answer is from the middle of the pulse: an acknowledgement, not a door. */
function says(frame: Lock8aFrame): BoardSays | undefined {
  const { board } = frame;
  switch (frame.form) {
    case 'open':
    case 'openAnswer':
      return { what: 'acknowledged', board, cell: frame.lock };
    case 'hold':
    case 'release':
      return { what: 'held', board, cell: frame.lock };
    case 'contacts':
      return {
        what: 'contacts',
        board,
        contacts: bitsOfMask(frame.mask, 'first-first'),
        goods: undefined,
      };
    case 'contact':
    case 'change':
      return {
        what: 'contact',
        board,
        cell: frame.lock,
        closed: frame.contactClosed,
        unasked: frame.form === 'change',
      };
    case 'openSeveral':
    case 'query':
    case 'versionQuery':
      return undefined;
  }
}
