import type { DoorCell } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import type { DeviceLine, LineSession } from '../line-device.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import { judgeTrials, type DoorTrial } from './commissioning.ts';
import { cellsOfContacts, DoorStates } from './door-states.ts';
import { isSilence, LockBus } from './lock-bus.ts';
import { openDoor, type OpenOutcome } from './opening.ts';
import type { BoardSays, LockProtocol } from './protocol.ts';
import { LOCK_REASON } from './reasons.ts';
import { releaseAtStart } from './release-at-start.ts';
import type { LockLimits, LockSettings } from './settings.ts';

/** What outlives a connection: how the doors stood, and which openings were asked. */
export class CabinetMemory {
  readonly doors = new Map<number, readonly DoorCell[]>();
  readonly outcomes = new Map<string, Promise<OpenOutcome>>();
  /** `board:cell` of a door that somebody asked to open, and until when (monotonic ms). */
  readonly asked = new Map<string, number>();
  /** Nothing that an earlier run of the program kept energised is energised any more. */
  isAtRest = false;
}

/** Openings remembered by their transaction id: the same id never opens twice. */
const REMEMBERED = 1000;
/** A door that we opened may stand open and be opened again by hand for so long without being an alarm. */
const ASKED_MS = 15_000;

export interface LockSessionOptions<Frame extends { readonly kind: 'checked' }> {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: LockSettings;
  readonly limits: LockLimits;
  readonly protocol: LockProtocol<Frame>;
  readonly memory: CabinetMemory;
}

/** One connection to the boards of a bus: doors read in turn, openings, commissioning. */
export class LockSession<Frame extends { readonly kind: 'checked' }> implements LineSession {
  readonly #options: LockSessionOptions<Frame>;
  readonly #bus: LockBus<Frame>;
  readonly #doors: ReadonlyMap<number, DoorStates>;
  /** Boards that answered at their last question. */
  readonly #answering = new Set<number>();
  /** Raised by everything done with a door, so that an older opening is not repeated. */
  readonly #turns = new Map<string, number>();
  readonly #trials = new Map<number, DoorTrial[]>();
  #ended = false;
  #next = 0;
  #first = true;
  #cancelPoll = (): void => {};

  constructor(options: LockSessionOptions<Frame>) {
    this.#options = options;
    const { settings, clock, line, protocol } = options;
    this.#doors = new Map(settings.boards.map((board) => [board, new DoorStates(settings.cells)]));
    this.#bus = new LockBus<Frame>({
      protocol,
      clock,
      write: (bytes) => line.write(bytes),
      onUnasked: (says) => this.#unasked(says),
    });
  }

  async begin(): Promise<void> {
    const { memory } = this.#options;
    // After a lost line nothing is released: what is held then is held on purpose.
    if (!memory.isAtRest) {
      await releaseAtStart({
        ...this.#options,
        bus: this.#bus,
        expect: (board, cell) => this.#expect(board, cell),
      });
    }
    memory.isAtRest = true;
    // Twice, since a door counts after two equal readings.
    for (const board of this.#options.settings.boards) {
      await this.#poll(board);
      if (this.#answering.has(board)) await this.#poll(board);
    }
    this.#first = false;
    this.#enterState();
    this.#schedule();
  }

  received(bytes: Uint8Array): void {
    this.#bus.received(bytes);
  }

  silent(): void {
    this.#bus.silent();
  }

  end(cause: DeviceError): void {
    this.#ended = true;
    this.#cancelPoll();
    this.#bus.end(cause);
    for (const [board, doors] of this.#doors) {
      const lost = doors.lose();
      if (lost !== undefined) this.#tell(board, lost.cells, lost.changed);
    }
  }

  async request(action: string, input: unknown): Promise<unknown> {
    const values: Readonly<Record<string, unknown>> =
      typeof input === 'object' && input !== null ? { ...input } : {};
    switch (action) {
      case 'status':
        return this.#status();
      case 'open':
        this.#requireCommissioned();
        return this.#open(this.#place(values), transactionOf(values));
      case 'hold':
      case 'release':
        this.#requireCommissioned();
        return this.#keep(action, this.#place(values));
      case 'commissionOpen':
        return this.#trial(this.#place(values), transactionOf(values));
      case 'commissionFindings':
        return this.#findings(this.#place({ ...values, cell: 1 }).board);
      case 'commissionReset':
        this.#trials.delete(this.#place({ ...values, cell: 1 }).board);
        return { trials: 0 };
      default:
        throw new DeviceError('device.unsupported', `a lock board knows no action ${action}`, {
          detail: { action },
        });
    }
  }

  #requireCommissioned(): void {
    if (this.#options.settings.commissioned) return;
    throw new DeviceError('device.refused', 'this cabinet has not been commissioned', {
      detail: { reason: LOCK_REASON.notCommissioned },
    });
  }

  #place(values: Readonly<Record<string, unknown>>): { readonly board: number; readonly cell: number } {
    const { settings } = this.#options;
    const { cell, board = settings.boards[0] } = values;
    if (typeof board !== 'number' || !settings.boards.includes(board)) throw invalid('board');
    if (typeof cell !== 'number' || !Number.isInteger(cell) || cell < 1 || cell > settings.cells) {
      throw invalid('cell');
    }
    return { board, cell };
  }

  #status(): Readonly<Record<string, unknown>> {
    const { commissioned } = this.#options.settings;
    const boards = [...this.#doors].map(([board, doors]) => ({
      board,
      answering: this.#answering.has(board),
      cells: doors.published,
    }));
    return { commissioned, boards };
  }

  /** The same transaction id gives the same outcome and opens nothing again. */
  #open(
    { board, cell }: { readonly board: number; readonly cell: number },
    transactionId: string,
  ): Promise<OpenOutcome> {
    const { memory, protocol, log, settings } = this.#options;
    const known = memory.outcomes.get(transactionId);
    if (known !== undefined) return known;
    const turn = this.#nextTurn(board, cell);
    const outcome = this.#bus.alone(() => {
      this.#expect(board, cell);
      return openDoor(
        {
          bus: this.#bus,
          protocol,
          log,
          pulseMs: settings.pulseMs,
          look: (ofBoard, ofCell) => this.#look(ofBoard, ofCell),
          isStillWanted: () => this.#turns.get(key(board, cell)) === turn,
        },
        board,
        cell,
        transactionId,
      );
    });
    outcome.catch(() => {});
    memory.outcomes.set(transactionId, outcome);
    const [oldest] = memory.outcomes.keys();
    if (memory.outcomes.size > REMEMBERED && oldest !== undefined) memory.outcomes.delete(oldest);
    return outcome;
  }

  async #keep(
    action: 'hold' | 'release',
    { board, cell }: { readonly board: number; readonly cell: number },
  ): Promise<{ readonly held: boolean; readonly acknowledged: boolean }> {
    const { protocol, settings } = this.#options;
    const command = action === 'hold' ? protocol.hold : protocol.release;
    if (command === undefined || (action === 'hold' && !settings.holdAllowed)) {
      throw new DeviceError('device.unsupported', 'these locks must not be kept energised', {
        detail: { reason: LOCK_REASON.holdNotAllowed },
      });
    }
    this.#nextTurn(board, cell);
    return this.#bus.alone(async () => {
      if (action === 'hold') this.#options.memory.asked.set(key(board, cell), Number.POSITIVE_INFINITY);
      else this.#expect(board, cell);
      await this.#bus.ask(
        command(board, cell),
        (says) => says.board === board && says.what === 'held' && says.cell === cell,
      );
      return { held: action === 'hold', acknowledged: true };
    });
  }

  /** 逐门试开: opens one door and notes which contact moved; works before the cabinet is commissioned. */
  async #trial(
    { board, cell }: { readonly board: number; readonly cell: number },
    transactionId: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { log, protocol, settings } = this.#options;
    this.#nextTurn(board, cell);
    return this.#bus.alone(async () => {
      this.#expect(board, cell);
      const before = await this.#contacts(board);
      log.info('open lock for commissioning', { transactionId, board, cell });
      await this.#bus.ask(protocol.open(board, cell), (says) => says.board === board);
      await this.#bus.pause(settings.pulseMs + TRIAL_SETTLE_MS);
      const after = await this.#contacts(board);
      const trials = this.#trials.get(board) ?? [];
      this.#trials.set(board, [
        ...trials.filter((trial) => trial.cell !== cell),
        { cell, before: before.contacts, after: after.contacts },
      ]);
      return this.#findings(board);
    });
  }

  #findings(board: number): Readonly<Record<string, unknown>> {
    const { settings, limits } = this.#options;
    const orders = limits.hasMaskOrder
      ? (['last-first', 'first-first'] as const)
      : (['first-first'] as const);
    return { board, ...judgeTrials(this.#trials.get(board) ?? [], settings.cells, orders) };
  }

  /** @throws DeviceError `device.timeout` */
  async #contacts(board: number): Promise<BoardSays & { readonly what: 'contacts' }> {
    const { protocol } = this.#options;
    const wanted = (says: BoardSays): boolean => says.what === 'contacts' && says.board === board;
    const ask = (): Promise<BoardSays> => this.#bus.ask(protocol.statusOfAll(board), wanted);
    // Asking for a status harms nobody: one lost answer does not make a cabinet unknown.
    const says = await ask().catch((error: unknown) => {
      if (isSilence(error)) return ask();
      throw error;
    });
    if (says.what !== 'contacts') throw new DeviceError('protocol.unexpected', 'no status came');
    return says;
  }

  /** A fresh reading, published like every other. */
  async #look(board: number, cell: number): Promise<DoorCell | undefined> {
    try {
      const cells = this.#read(await this.#contacts(board));
      return cells[cell - 1];
    } catch (error) {
      if (!isSilence(error)) throw error;
      this.#missed(board);
      return undefined;
    }
  }

  async #poll(board: number): Promise<void> {
    try {
      await this.#bus.alone(async () => {
        this.#read(await this.#contacts(board));
      });
    } catch (error) {
      if (this.#ended) return;
      if (!isSilence(error)) throw error;
      this.#missed(board);
    }
  }

  #schedule(): void {
    if (this.#ended) return;
    const { clock, settings } = this.#options;
    this.#cancelPoll = clock.after(settings.pollMs, () => {
      const board = settings.boards[this.#next % settings.boards.length] ?? 0;
      this.#next += 1;
      this.#poll(board).then(
        () => this.#schedule(),
        () => {},
      );
    });
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
    const told = doors?.observe(reading, (cell) => this.#isAsked(board, cell));
    if (told === undefined) return reading;
    const before = memory.doors.get(board);
    this.#tell(board, told.cells, told.changed);
    if (wasUnknown && before !== undefined) this.#compare(board, before, told.cells);
    memory.doors.set(board, told.cells);
    for (const cell of told.unasked) this.#alarm(LOCK_REASON.openedUnasked, board, cell);
    return reading;
  }

  #compare(board: number, before: readonly DoorCell[], now: readonly DoorCell[]): void {
    for (const cell of now) {
      const earlier = before[cell.cell - 1];
      if (earlier === undefined || earlier.closed === null || earlier.closed === cell.closed) continue;
      if (!this.#isAsked(board, cell.cell)) this.#alarm(LOCK_REASON.changedWhileAway, board, cell.cell);
    }
  }

  #missed(board: number): void {
    this.#answering.delete(board);
    this.#enterState();
    const lost = this.#doors.get(board)?.lose();
    if (lost !== undefined) this.#tell(board, lost.cells, lost.changed);
  }

  #enterState(): void {
    const { line, settings } = this.#options;
    const silentBoards = settings.boards.filter((board) => !this.#answering.has(board));
    // While the boards are asked for the first time, those that follow are not silent yet.
    if (this.#first && this.#answering.size > 0 && silentBoards.length > 0) return;
    if (silentBoards.length > 0) {
      line.enter('degraded', this.#bus.hearsGarbage ? LOCK_REASON.lineGarbage : LOCK_REASON.boardSilent);
    } else if (settings.commissioned) line.enter('ready');
    else line.enter('degraded', LOCK_REASON.notCommissioned);
  }

  /** A board that tells changes by itself: looked at once more, since one contact alone may bounce. */
  #unasked(says: BoardSays): void {
    if (says.what !== 'contact' || !says.unasked || !this.#doors.has(says.board)) return;
    void this.#poll(says.board)
      .then(() => this.#poll(says.board))
      .catch(() => {});
  }

  /** From now on this door may open without an alarm. */
  #expect(board: number, cell: number): void {
    this.#options.memory.asked.set(key(board, cell), this.#options.clock.monotonic() + ASKED_MS);
  }

  #isAsked(board: number, cell: number): boolean {
    return (this.#options.memory.asked.get(key(board, cell)) ?? 0) > this.#options.clock.monotonic();
  }

  #nextTurn(board: number, cell: number): number {
    const turn = (this.#turns.get(key(board, cell)) ?? 0) + 1;
    this.#turns.set(key(board, cell), turn);
    return turn;
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

/** A bolt needs a moment to settle before its contact is believed. */
const TRIAL_SETTLE_MS = 300;

const key = (board: number, cell: number): string => `${board}:${cell}`;

function transactionOf(values: Readonly<Record<string, unknown>>): string {
  const { transactionId } = values;
  if (typeof transactionId === 'string' && /^[\w-]{1,64}$/.test(transactionId)) return transactionId;
  throw invalid('transactionId');
}

const invalid = (field: string): DeviceError =>
  new DeviceError('input.invalid', `${field} is missing or not allowed`, { detail: { field } });
