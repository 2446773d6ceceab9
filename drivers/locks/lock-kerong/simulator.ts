import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator } from '../../simulator/simulator-stage.ts';
import { maskOfCells } from '../cells.ts';
import { type BoardCodec, type HostAsks, SimulatedBoards } from '../simulated-boards.ts';
import type { VirtualBoard } from '../virtual-board.ts';
import { kerongFrame, withSum } from './commands.ts';
import { createKerongFramer, KERONG, type KerongFrame, VARIANT } from './frame.ts';

/** Plays Kerong boards; a script that begins with `{"dialect":"variant"}` gets the other kind. */
export function attachKerongSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  const isVariant = options.script[0]?.['dialect'] === 'variant';
  const script = isVariant ? options.script.slice(1) : options.script;
  return playSimulator({ ...options, script }, new SimulatedBoards(isVariant ? variantCodec : codec, 0));
}

const cellsWhere = (board: VirtualBoard, holds: (cell: number) => boolean): number[] =>
  Array.from({ length: board.cells }, (_, at) => at + 1).filter(holds);

function status(board: VirtualBoard): Uint8Array {
  const hooks = maskOfCells(
    cellsWhere(board, (cell) => board.contactClosed(cell)),
    2,
    'first-first',
  );
  const goods = maskOfCells(
    cellsWhere(board, (cell) => board.hasGoods(cell)),
    2,
    'first-first',
  );
  return kerongFrame(board.address, 1, KERONG.statusAnswer, [...hooks, ...goods]);
}

const codec: BoardCodec<KerongFrame> = {
  mostCells: 16,
  createFramer: createKerongFramer,
  asks: kerongAsks,
  acknowledged: status,
  held: status,
  statusOf: status,
  statusOfAll: status,
};

function kerongAsks({ dialect, board, lock, command, data }: KerongFrame): HostAsks | undefined {
  if (dialect !== 'kerong' || data.length === 4) return undefined;
  switch (command) {
    case KERONG.status:
      return { asks: 'statusOfAll', board };
    case KERONG.open:
      return { asks: 'open', board, cell: lock };
    case KERONG.openAll:
      return { asks: 'openAll', board };
    case KERONG.getPulse:
      return { asks: 'other', board, answer: kerongFrame(board, 1, KERONG.getPulse, [0x00, 0x37]) };
    default:
      return undefined;
  }
}

const variantCodec: BoardCodec<KerongFrame> = {
  mostCells: 48,
  createFramer: createKerongFramer,
  asks({ dialect, board, lock, command }) {
    if (dialect !== 'variant') return undefined;
    if (command === VARIANT.status) return { asks: 'statusOfAll', board };
    return command === VARIANT.open ? { asks: 'open', board, cell: lock } : undefined;
  },
  acknowledged: (board, cell) => withSum(0x02, board.address, cell - 1, VARIANT.success, 0x03),
  held: variantStates,
  statusOf: variantStates,
  statusOfAll: variantStates,
};

function variantStates(board: VirtualBoard): Uint8Array {
  const closed = maskOfCells(
    cellsWhere(board, (cell) => board.contactClosed(cell)),
    6,
    'first-first',
  );
  return withSum(0x02, board.address, 0x00, VARIANT.success, 0x06, ...closed);
}
