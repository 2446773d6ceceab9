import type { DriverLog } from '../transport/transport.ts';
import { type CommissioningFindings, type DoorTrial, judgeTrials } from './commissioning.ts';
import type { DoorWatch } from './door-watch.ts';
import type { LockBus } from './lock-bus.ts';
import type { LockProtocol } from './protocol.ts';
import type { LockLimits, LockSettings } from './settings.ts';

/** A bolt needs a moment to settle before its contact is believed. */
const SETTLE_MS = 300;

export interface CabinetTrialsOptions<Frame extends { readonly kind: 'checked' }> {
  readonly bus: LockBus<Frame>;
  readonly watch: DoorWatch<Frame>;
  readonly protocol: LockProtocol<Frame>;
  readonly settings: LockSettings;
  readonly limits: LockLimits;
  readonly log: DriverLog;
}

export type BoardFindings = CommissioningFindings & { readonly board: number };

/** 逐门试开: doors opened one at a time, and what they say together; works before the cabinet is commissioned. */
export class CabinetTrials<Frame extends { readonly kind: 'checked' }> {
  readonly #options: CabinetTrialsOptions<Frame>;
  readonly #trials = new Map<number, DoorTrial[]>();

  constructor(options: CabinetTrialsOptions<Frame>) {
    this.#options = options;
  }

  /** Opens one door and notes which contact moved. To be called alone on the bus. @throws DeviceError `device.timeout` */
  async open(board: number, cell: number, transactionId: string): Promise<BoardFindings> {
    const { bus, watch, protocol, settings, log } = this.#options;
    const before = await watch.contacts(board);
    log.info('open lock for commissioning', { transactionId, board, cell });
    await bus.ask(protocol.open(board, cell), (says) => says.board === board);
    await bus.pause(settings.pulseMs + SETTLE_MS);
    const after = await watch.contacts(board);
    const trials = this.#trials.get(board) ?? [];
    this.#trials.set(board, [
      ...trials.filter((trial) => trial.cell !== cell),
      { cell, before: before.contacts, after: after.contacts },
    ]);
    return this.findings(board);
  }

  findings(board: number): BoardFindings {
    const { settings, limits } = this.#options;
    const orders = limits.hasMaskOrder
      ? (['last-first', 'first-first'] as const)
      : (['first-first'] as const);
    return { board, ...judgeTrials(this.#trials.get(board) ?? [], settings.cells, orders) };
  }

  reset(board: number): { readonly trials: 0 } {
    this.#trials.delete(board);
    return { trials: 0 };
  }
}
