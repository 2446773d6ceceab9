import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator } from '../../simulator/simulator-stage.ts';
import { type BoardCodec, type HostAsks, SimulatedBoards } from '../simulated-boards.ts';
import type { VirtualBoard } from '../virtual-board.ts';
import { wklyFrame } from './commands.ts';
import { createWklyFramer, WKLY, WKLY_OK, type WklyFrame } from './frame.ts';

/** Plays WKLY boards; the steps are in the README of the locks. */
export function attachWklySimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, new SimulatedBoards(codec, 1));
}

const state = (board: VirtualBoard, cell: number): number => (board.contactClosed(cell) ? 0x01 : 0x00);

const codec: BoardCodec<WklyFrame> = {
  mostCells: 24,
  createFramer: createWklyFramer,
  asks,
  acknowledged: (board, cell) => wklyFrame(board.address, WKLY.open, [WKLY_OK, cell, state(board, cell)]),
  held: (board, cell, action) => wklyFrame(board.address, WKLY[action], [WKLY_OK, cell]),
  statusOf: (board, cell) => wklyFrame(board.address, WKLY.status, [WKLY_OK, cell, state(board, cell)]),
  statusOfAll: (board) =>
    wklyFrame(board.address, WKLY.statusAll, [
      WKLY_OK,
      board.cells,
      ...Array.from({ length: board.cells }, (_, at) => state(board, at + 1)),
    ]),
  change: (board, cell) => wklyFrame(board.address, WKLY.change, [cell, state(board, cell)]),
};

function asks({ board, command, data }: WklyFrame): HostAsks | undefined {
  const [cell = 0] = data;
  if (command === WKLY.statusAll && data.length === 0) return { asks: 'statusOfAll', board };
  if (data.length !== 1) return undefined;
  switch (command) {
    case WKLY.open:
      return { asks: 'open', board, cell };
    case WKLY.status:
      return { asks: 'status', board, cell };
    case WKLY.hold:
      return { asks: 'hold', board, cell };
    case WKLY.release:
      return { asks: 'release', board, cell };
    default:
      return undefined;
  }
}
