import type { DoorCell } from '../decoded.ts';
import { type ContactReading, isLatched, latchCell } from './cells.ts';

/** What a board's doors are known to do. Pure: readings in, publications out. */
export interface DoorPublication {
  readonly cells: readonly DoorCell[];
  readonly changed: readonly number[];
  /** Doors that opened although nobody had asked. */
  readonly unasked: readonly number[];
}

/**
 * The doors of one board. Contacts bounce: a change counts after two equal readings, except that a door opens unasked,
 * which is told at once. Without a fresh reading every door is unknown, which is neither closed nor open
 * (lock-boards.md section 0).
 */
export class DoorStates {
  readonly #cells: number;
  #published: readonly DoorCell[];
  #previous: readonly DoorCell[] | undefined;

  constructor(cells: number) {
    this.#cells = cells;
    this.#published = unknownCells(cells);
  }

  get published(): readonly DoorCell[] {
    return this.#published;
  }

  cell(number: number): DoorCell | undefined {
    return this.#published[number - 1];
  }

  /**
   * A fresh status frame. @param isAsked whether somebody may be opening this door now
   * @returns what is new, or `undefined` when nothing is
   */
  observe(reading: readonly DoorCell[], isAsked: (cell: number) => boolean): DoorPublication | undefined {
    const fresh = Array.from({ length: this.#cells }, (_, at) => reading[at] ?? latchCell(at + 1, null));
    const before = this.#previous;
    this.#previous = fresh;
    const unasked: number[] = [];
    const next = fresh.map((cell, at) => {
      const known = this.#published[at];
      if (known === undefined || isSame(known, cell)) return cell;
      if (known.closed === true && cell.closed === false && !isAsked(cell.cell)) {
        unasked.push(cell.cell);
        return cell;
      }
      const earlier = before?.[at];
      return earlier !== undefined && isSame(earlier, cell) ? cell : known;
    });
    return this.#publish(next, unasked);
  }

  /** The board did not answer, or not understandably: nothing is known any more. */
  lose(): DoorPublication | undefined {
    this.#previous = undefined;
    return this.#publish(unknownCells(this.#cells), []);
  }

  #publish(next: readonly DoorCell[], unasked: readonly number[]): DoorPublication | undefined {
    const changed = next.filter((cell, at) => {
      const known = this.#published[at];
      return known === undefined || !isSame(known, cell);
    });
    if (changed.length === 0) return undefined;
    this.#published = next;
    return { cells: next, changed: changed.map((cell) => cell.cell), unasked };
  }
}

function isSame(a: DoorCell, b: DoorCell): boolean {
  return a.locked === b.locked && a.closed === b.closed && a.occupied === b.occupied;
}

export function unknownCells(count: number): readonly DoorCell[] {
  return Array.from({ length: count }, (_, at) => latchCell(at + 1, null));
}

/** Contacts in wire order as cells, by the byte order and contact sense that were commissioned. */
export function cellsOfContacts(
  contacts: readonly (boolean | null)[],
  goods: readonly (boolean | null)[] | undefined,
  { order, sense }: ContactReading,
): DoorCell[] {
  return inOrder(contacts, order).map((closed, at) =>
    latchCell(at + 1, closed === null ? null : isLatched(closed, sense), goods?.[at] ?? null),
  );
}

/** Channel 1 first. */
export function inOrder<Bit>(bits: readonly Bit[], order: ContactReading['order']): Bit[] {
  if (order === 'first-first') return [...bits];
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) => bits.slice(at * 8, at * 8 + 8));
  return bytes.reverse().flat();
}
