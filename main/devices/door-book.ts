import { createHash } from 'node:crypto';
import type { BoardDoors } from '../../drivers/decoded.ts';
import type { DevicePosition } from '../contract/devices.ts';

/** How the doors of one position were last seen. */
export interface NotedDoors {
  /** Fingerprint of driver and settings: after another commissioning the same contact means something else. */
  readonly of: string;
  readonly boards: readonly BoardDoors[];
}

/** Which doors were last seen how, by position; of a door that is unknown now, what was known before. */
export class DoorBook {
  readonly #noted: Map<string, NotedDoors>;

  constructor(noted: Iterable<readonly [string, NotedDoors]> = []) {
    this.#noted = new Map(noted);
  }

  /** Empty when nothing is known, or was known under other settings. */
  before(position: DevicePosition): readonly BoardDoors[] {
    const noted = this.#noted.get(position.id);
    return noted?.of === fingerprintOf(position) ? noted.boards : [];
  }

  /** @returns whether something is known that was not before */
  note(position: DevicePosition, told: BoardDoors): boolean {
    const before = this.before(position);
    const boards = withDoors(before, told);
    if (boards === before) return false;
    this.#noted.set(position.id, { of: fingerprintOf(position), boards });
    return true;
  }

  forget(id: string): void {
    this.#noted.delete(id);
  }

  entries(): readonly (readonly [string, NotedDoors])[] {
    return [...this.#noted];
  }
}

function fingerprintOf({ driver, settings }: DevicePosition): string {
  return createHash('sha256')
    .update(JSON.stringify([driver, settings]))
    .digest('hex');
}

/** The doors after one more reading of a board; the same object when nothing is known anew. Pure. */
export function withDoors(known: readonly BoardDoors[], { board, cells }: BoardDoors): readonly BoardDoors[] {
  const before = new Map(known.find((each) => each.board === board)?.cells.map((cell) => [cell.cell, cell]));
  let isNew = false;
  for (const cell of cells) {
    if (cell.closed === null) continue;
    const earlier = before.get(cell.cell);
    if (earlier?.closed === cell.closed && earlier.locked === cell.locked) continue;
    before.set(cell.cell, cell);
    isNew = true;
  }
  if (!isNew) return known;
  const merged = { board, cells: [...before.values()].sort((left, right) => left.cell - right.cell) };
  return [...known.filter((each) => each.board !== board), merged];
}
