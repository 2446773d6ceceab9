import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator } from '../../simulator/simulator-stage.ts';
import { maskOfCells } from '../cells.ts';
import { type BoardCodec, type HostAsks, SimulatedBoards } from '../simulated-boards.ts';
import type { VirtualBoard } from '../virtual-board.ts';
import { lock8aFrame } from './commands.ts';
import { createLock8aFramer, type Lock8aFrame } from './frame.ts';

const CLOSED = 0x11;
const OPEN = 0x00;
/** Boards send at least three mask bytes, those with 50 channels seven. */
const USUAL_MASK = 3;

/** Plays 8A boards; the steps are in the README of the locks. */
export function attachLock8aSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, new SimulatedBoards(codec, 1));
}

const state = (board: VirtualBoard, cell: number): number => (board.contactClosed(cell) ? CLOSED : OPEN);

const codec: BoardCodec<Lock8aFrame> = {
  mostCells: 24,
  createFramer: createLock8aFramer,
  asks,
  acknowledged: (board, cell) => lock8aFrame(0x8a, board.address, cell, state(board, cell)),
  held: (board, cell, action) => lock8aFrame(action === 'hold' ? 0x9a : 0x9b, board.address, cell, CLOSED),
  statusOf: (board, cell) => lock8aFrame(0x80, board.address, cell, state(board, cell)),
  statusOfAll(board) {
    const closed = Array.from({ length: board.cells }, (_, at) => at + 1).filter((cell) =>
      board.contactClosed(cell),
    );
    const bytes = board.cells > USUAL_MASK * 8 ? 7 : USUAL_MASK;
    return lock8aFrame(0x80, board.address, ...maskOfCells(closed, bytes, board.maskOrder), 0x33);
  },
  change: (board, cell) => lock8aFrame(0x82, board.address, cell, state(board, cell)),
};

function asks(frame: Lock8aFrame): HostAsks | undefined {
  const { board } = frame;
  switch (frame.form) {
    case 'open':
      return frame.lock === 0 ? { asks: 'openAll', board } : { asks: 'open', board, cell: frame.lock };
    case 'query':
      return frame.lock === 0 ? { asks: 'statusOfAll', board } : { asks: 'status', board, cell: frame.lock };
    case 'hold':
    case 'release':
      return { asks: frame.form, board, cell: frame.lock };
    default:
      return undefined;
  }
}
