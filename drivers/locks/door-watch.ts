import type { DoorCell } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import type { DeviceLine } from '../line-device.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import type { CabinetMemory } from './cabinet-memory.ts';
import { cellsOfContacts, DoorStates } from './door-states.ts';
import { isSilence, type LockBus } from './lock-bus.ts';
import type { BoardSays, LockProtocol } from './protocol.ts';
import { LOCK_REASON } from './reasons.ts';
import type { LockSettings } from './settings.ts';

export interface DoorWatchOptions<Frame extends { readonly kind: 'checked' }> {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: LockSettings;
  readonly protocol: LockProtocol<Frame>;
  readonly memory: CabinetMemory;
  readonly bus: LockBus<Frame>;
  /** Whether anything was done with this door over this connection. */
  readonly wasTouched: (board: number, cell: number) => boolean;
}

/** The contacts of all boards of a bus: read, told, compared with what was known before, and alarms of doors. */
export class DoorWatch<Frame extends { readonly kind: 'checked' }> {
  readonly #options: DoorWatchOptions<Frame>;
  readonly #doors: ReadonlyMap<number, DoorStates>;
  /** Boards that answered at their last question. */
  readonly #answering = new Set<number>();
  #first = true;
  #ended = false;

  constructor(options: DoorWatchOptions<Frame>) {
    const { settings } = options;
    this.#options = options;
    this.#doors = new Map(settings.boards.map((board) => [board, new DoorStates(settings.cells)]));
  }

  knows(board: number): boolean {
    return this.#doors.has(board);
  }

  status(): readonly {
    readonly board: number;
    readonly answering: boolean;
    readonly cells: readonly DoorCell[];
  }[] {
    return [...this.#doors].map(([board, doors]) => ({
      board,
      answering: this.#answering.has(board),
      cells: doors.published,
    }));
  }

  /** Every board twice, since a door counts after two equal readings. */
  async readAll(): Promise<void> {
    for (const board of this.#options.settings.boards) {
      await this.poll(board);
      if (this.#answering.has(board)) await this.poll(board);
    }
    this.#first = false;
    this.#enterState();
  }

  async poll(board: number): Promise<void> {
    try {
      await this.#options.bus.alone(async () => {
        this.#read(await this.contacts(board));
      });
    } catch (error) {
      if (this.#ended) return;
      if (!isSilence(error)) throw error;
      this.#missed(board);
    }
  }

  /** A fresh reading of one door, published like every other; `undefined` when the board does not answer. */
  async look(board: number, cell: number): Promise<DoorCell | undefined> {
    try {
      const cells = this.#read(await this.contacts(board));
      return cells[cell - 1];
    } catch (error) {
      if (!isSilence(error)) throw error;
      this.#missed(board);
      return undefined;
    }
  }

  /** @throws DeviceError `device.timeout` */
  async contacts(board: number): Promise<BoardSays & { readonly what: 'contacts' }> {
    const { protocol, bus } = this.#options;
    const wanted = (says: BoardSays): boolean => says.what === 'contacts' && says.board === board;
    const ask = (): Promise<BoardSays> => bus.ask(protocol.statusOfAll(board), wanted);
    // Asking for a status harms nobody: one lost answer does not make a cabinet unknown.
    const says = await ask().catch((error: unknown) => {
      if (isSilence(error)) return ask();
      throw error;
    });
    if (says.what !== 'contacts') throw new DeviceError('protocol.unexpected', 'no status came');
    return says;
  }

  /** The line is gone: nothing is known of any door. */
  end(): void {
    this.#ended = true;
    for (const board of this.#doors.keys()) this.#lose(board);
  }

  #read(says: BoardSays & { readonly what: 'contacts' }): readonly DoorCell[] {
    const { settings, memory } = this.#options;
    const { board } = says;
    const reading = cellsOfContacts(says.contacts, says.goods, settings.reading).slice(0, settings.cells);
    this.#answering.add(board);
    this.#enterState();
    // What the contacts mean is not known before commissioning: nothing is published then.
    if (!settings.commissioned) return reading;
    const doors = this.#doors.get(board);
    const wasUnknown = doors?.published.every((cell) => cell.closed === null) === true;
    const told = doors?.observe(reading, (cell) => memory.isAsked(board, cell));
    if (told === undefined) return reading;
    this.#tell(board, told.cells, told.changed);
    if (wasUnknown) this.#compare(board, told.cells);
    memory.keep(board, told.cells);
    for (const cell of told.unasked) this.#alarm(LOCK_REASON.openedUnasked, board, cell);
    return reading;
  }

  /** Doors that stand otherwise than when they were last seen. */
  #compare(board: number, now: readonly DoorCell[]): void {
    const { memory, wasTouched } = this.#options;
    const before = memory.before(board);
    if (before === undefined) return;
    for (const { cell, closed } of now) {
      const earlier = before.cells[cell - 1]?.closed ?? null;
      if (earlier === null || closed === null || earlier === closed) continue;
      if (before.run === 'this') {
        if (!memory.isAsked(board, cell)) this.#alarm(LOCK_REASON.changedWhileAway, board, cell);
      } else if (!wasTouched(board, cell)) {
        // Also of a door that the release at the start may have let go: it stands open now.
        this.#alarm(LOCK_REASON.changedWhileOff, board, cell);
      }
    }
  }

  #missed(board: number): void {
    this.#answering.delete(board);
    this.#enterState();
    this.#lose(board);
  }

  #lose(board: number): void {
    const lost = this.#doors.get(board)?.lose();
    if (lost !== undefined) this.#tell(board, lost.cells, lost.changed);
  }

  #enterState(): void {
    const { line, settings, bus } = this.#options;
    const silentBoards = settings.boards.filter((board) => !this.#answering.has(board));
    // While the boards are asked for the first time, those that follow are not silent yet.
    if (this.#first && this.#answering.size > 0 && silentBoards.length > 0) return;
    if (silentBoards.length > 0) {
      line.enter('degraded', bus.hearsGarbage ? LOCK_REASON.lineGarbage : LOCK_REASON.boardSilent);
    } else if (settings.commissioned) line.enter('ready');
    else line.enter('degraded', LOCK_REASON.notCommissioned);
  }

  #tell(board: number, cells: readonly DoorCell[], changed: readonly number[]): void {
    const { line, clock } = this.#options;
    line.emit({ kind: 'doors', board, cells, changed, at: clock.now() });
  }

  #alarm(code: string, board: number, cell: number): void {
    this.#options.log.warn('door', { code, board, cell });
    this.#options.line.emit({ kind: 'security', code, detail: { board, cell } });
  }
}
