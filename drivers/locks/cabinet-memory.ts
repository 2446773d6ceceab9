import type { BoardDoors, DoorCell } from '../decoded.ts';
import type { Clock } from '../transport/transport.ts';
import type { OpenOutcome } from './opening.ts';

/** Openings remembered by their transaction id: the same id never opens twice. */
const REMEMBERED = 1000;
/** A door that we opened may stand open and be opened again by hand for so long without being an alarm. */
const ASKED_MS = 15_000;

export const doorKey = (board: number, cell: number): string => `${board}:${cell}`;

/** What outlives a connection: how the doors stood, and which openings were asked. */
export class CabinetMemory {
  readonly #clock: Clock;
  readonly #doors = new Map<number, readonly DoorCell[]>();
  /** Boards that have not been read since an earlier run of the program, and how their doors stood then. */
  readonly #earlier: Map<number, readonly DoorCell[]>;
  readonly #outcomes = new Map<string, Promise<OpenOutcome>>();
  /** Until when somebody's opening may still move the door (monotonic ms). */
  readonly #asked = new Map<string, number>();
  /** Nothing that an earlier run of the program kept energised is energised any more. */
  isAtRest = false;

  /** @param earlier how the doors stood when an earlier run of the program ended */
  constructor(clock: Clock, earlier: readonly BoardDoors[] = []) {
    this.#clock = clock;
    this.#earlier = new Map(earlier.map(({ board, cells }) => [board, cells]));
  }

  /** How the doors of a board stood before it was lost, or before the program was started. */
  before(
    board: number,
  ): { readonly cells: readonly DoorCell[]; readonly run: 'this' | 'earlier' } | undefined {
    const cells = this.#doors.get(board);
    if (cells !== undefined) return { cells, run: 'this' };
    const earlier = this.#earlier.get(board);
    return earlier === undefined ? undefined : { cells: earlier, run: 'earlier' };
  }

  /** A reading that counts. */
  keep(board: number, cells: readonly DoorCell[]): void {
    this.#doors.set(board, cells);
    this.#earlier.delete(board);
  }

  outcomeOf(transactionId: string): Promise<OpenOutcome> | undefined {
    return this.#outcomes.get(transactionId);
  }

  remember(transactionId: string, outcome: Promise<OpenOutcome>): void {
    this.#outcomes.set(transactionId, outcome);
    const [oldest] = this.#outcomes.keys();
    if (this.#outcomes.size > REMEMBERED && oldest !== undefined) this.#outcomes.delete(oldest);
  }

  /** From now on this door may open without an alarm; `held`: until it is expected anew. */
  expect(board: number, cell: number, held = false): void {
    const until = held ? Number.POSITIVE_INFINITY : this.#clock.monotonic() + ASKED_MS;
    this.#asked.set(doorKey(board, cell), until);
  }

  isAsked(board: number, cell: number): boolean {
    return (this.#asked.get(doorKey(board, cell)) ?? 0) > this.#clock.monotonic();
  }
}
