import { DeviceError } from '../errors.ts';
import type { DeviceLine, LineSession } from '../line-device.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import { type CabinetMemory, doorKey } from './cabinet-memory.ts';
import { CabinetTrials } from './cabinet-trials.ts';
import { DoorWatch } from './door-watch.ts';
import { LockBus } from './lock-bus.ts';
import { boardOf, type LockPlace, placeOf, transactionOf, valuesOf } from './lock-request.ts';
import { openDoor, type OpenOutcome } from './opening.ts';
import type { BoardSays, LockProtocol } from './protocol.ts';
import { LOCK_REASON } from './reasons.ts';
import { releaseAtStart } from './release-at-start.ts';
import type { LockLimits, LockSettings } from './settings.ts';

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
  readonly #watch: DoorWatch<Frame>;
  readonly #trials: CabinetTrials<Frame>;
  /** Raised by everything done with a door, so that an older opening is not repeated. */
  readonly #turns = new Map<string, number>();
  #ended = false;
  #next = 0;
  #cancelPoll = (): void => {};

  constructor(options: LockSessionOptions<Frame>) {
    this.#options = options;
    const { clock, line, protocol } = options;
    this.#bus = new LockBus<Frame>({
      protocol,
      clock,
      write: (bytes) => line.write(bytes),
      onUnasked: (says) => this.#unasked(says),
    });
    this.#watch = new DoorWatch<Frame>({
      ...options,
      bus: this.#bus,
      wasTouched: (board, cell) => this.#turns.has(doorKey(board, cell)),
    });
    this.#trials = new CabinetTrials<Frame>({ ...options, bus: this.#bus, watch: this.#watch });
  }

  async begin(): Promise<void> {
    const { memory } = this.#options;
    // After a lost line nothing is released: what is held then is held on purpose.
    if (!memory.isAtRest) {
      await releaseAtStart({
        ...this.#options,
        bus: this.#bus,
        expect: (board, cell) => memory.expect(board, cell),
      });
    }
    memory.isAtRest = true;
    await this.#watch.readAll();
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
    this.#watch.end();
  }

  async request(action: string, input: unknown): Promise<unknown> {
    const values = valuesOf(input);
    const { settings } = this.#options;
    switch (action) {
      case 'status':
        return { commissioned: settings.commissioned, boards: this.#watch.status() };
      case 'open':
        this.#requireCommissioned();
        return this.#open(placeOf(values, settings), transactionOf(values));
      case 'hold':
      case 'release':
        this.#requireCommissioned();
        return this.#keep(action, placeOf(values, settings));
      case 'commissionOpen':
        return this.#trial(placeOf(values, settings), transactionOf(values));
      case 'commissionFindings':
        return this.#trials.findings(boardOf(values, settings));
      case 'commissionReset':
        return this.#trials.reset(boardOf(values, settings));
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

  /** The same transaction id gives the same outcome and opens nothing again. */
  #open({ board, cell }: LockPlace, transactionId: string): Promise<OpenOutcome> {
    const { memory, protocol, log, settings } = this.#options;
    const known = memory.outcomeOf(transactionId);
    if (known !== undefined) return known;
    const turn = this.#nextTurn(board, cell);
    const outcome = this.#bus.alone(() => {
      memory.expect(board, cell);
      return openDoor(
        {
          bus: this.#bus,
          protocol,
          log,
          pulseMs: settings.pulseMs,
          look: (ofBoard, ofCell) => this.#watch.look(ofBoard, ofCell),
          isStillWanted: () => this.#turns.get(doorKey(board, cell)) === turn,
        },
        board,
        cell,
        transactionId,
      );
    });
    outcome.catch(() => {});
    memory.remember(transactionId, outcome);
    return outcome;
  }

  async #keep(
    action: 'hold' | 'release',
    { board, cell }: LockPlace,
  ): Promise<{ readonly held: boolean; readonly acknowledged: boolean }> {
    const { protocol, settings, memory } = this.#options;
    const command = action === 'hold' ? protocol.hold : protocol.release;
    if (command === undefined || (action === 'hold' && !settings.holdAllowed)) {
      throw new DeviceError('device.unsupported', 'these locks must not be kept energised', {
        detail: { reason: LOCK_REASON.holdNotAllowed },
      });
    }
    this.#nextTurn(board, cell);
    return this.#bus.alone(async () => {
      memory.expect(board, cell, action === 'hold');
      await this.#bus.ask(
        command(board, cell),
        (says) => says.board === board && says.what === 'held' && says.cell === cell,
      );
      return { held: action === 'hold', acknowledged: true };
    });
  }

  async #trial({ board, cell }: LockPlace, transactionId: string): Promise<unknown> {
    this.#nextTurn(board, cell);
    return this.#bus.alone(() => {
      this.#options.memory.expect(board, cell);
      return this.#trials.open(board, cell, transactionId);
    });
  }

  #schedule(): void {
    if (this.#ended) return;
    const { clock, settings } = this.#options;
    this.#cancelPoll = clock.after(settings.pollMs, () => {
      const board = settings.boards[this.#next % settings.boards.length] ?? 0;
      this.#next += 1;
      this.#watch.poll(board).then(
        () => this.#schedule(),
        () => {},
      );
    });
  }

  /** A board that tells changes by itself: looked at once more, since one contact alone may bounce. */
  #unasked(says: BoardSays): void {
    if (says.what !== 'contact' || !says.unasked || !this.#watch.knows(says.board)) return;
    void this.#watch
      .poll(says.board)
      .then(() => this.#watch.poll(says.board))
      .catch(() => {});
  }

  #nextTurn(board: number, cell: number): number {
    const turn = (this.#turns.get(doorKey(board, cell)) ?? 0) + 1;
    this.#turns.set(doorKey(board, cell), turn);
    return turn;
  }
}
