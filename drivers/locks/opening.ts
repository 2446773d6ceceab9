import { DeviceError } from '../errors.ts';
import type { DoorCell } from '../decoded.ts';
import type { DriverLog } from '../transport/transport.ts';
import { isSilence, type LockBus } from './lock-bus.ts';
import type { LockProtocol } from './protocol.ts';
import { LOCK_REASON } from './reasons.ts';

/** 三件事分开: what is known after an opening, each fact for itself (lock-boards.md section 0). */
export interface OpenOutcome {
  readonly transactionId: string;
  readonly board: number;
  readonly cell: number;
  readonly attempts: 1 | 2;
  /** The board said that it understood. */
  readonly acknowledged: boolean;
  /** The bolt left its place; null = the contact cannot be read. */
  readonly boltMoved: boolean | null;
  readonly doorOpen: boolean | null;
  readonly confirmedBy: 'sensor' | 'acknowledged-only';
}

/** How long after the pulse a door may take to spring open. */
const SPRING_MS = 1500;
const LOOK_MS = 200;

export interface OpenOptions<Frame extends { readonly kind: 'checked' }> {
  readonly bus: LockBus<Frame>;
  readonly protocol: LockProtocol<Frame>;
  readonly log: DriverLog;
  readonly pulseMs: number;
  /** A fresh reading of one door, or `undefined` when the board does not answer. */
  readonly look: (board: number, cell: number) => Promise<DoorCell | undefined>;
  /** False once something else was done with this door, so that an old opening is not repeated. */
  readonly isStillWanted: () => boolean;
}

/**
 * Opens one door with the board's own pulse. An unanswered command is never repeated blindly: the door is looked at
 * first, and one repeat with the same transaction id follows only when it is certain that the door is still shut.
 *
 * @throws DeviceError `device.refused` (`lock.refused`); `device.timeout` (`lock.outcome_unknown`) when nothing can be said
 */
export async function openDoor<Frame extends { readonly kind: 'checked' }>(
  options: OpenOptions<Frame>,
  board: number,
  cell: number,
  transactionId: string,
): Promise<OpenOutcome> {
  const outcome = { transactionId, board, cell };
  for (const attempt of [1, 2] as const) {
    options.log.info('open lock', { transactionId, board, cell, attempt });
    const acknowledged = await pulse(options, board, cell);
    // Nothing is asked while the coil is energised.
    await options.bus.pause(options.pulseMs);
    const seen = await watch(options, board, cell, acknowledged);
    if (seen?.closed === false || seen?.locked === false) {
      return {
        ...outcome,
        attempts: attempt,
        acknowledged,
        boltMoved: seen.locked === null ? null : !seen.locked,
        doorOpen: seen.closed === null ? null : !seen.closed,
        confirmedBy: 'sensor',
      };
    }
    if (acknowledged) {
      return {
        ...outcome,
        attempts: attempt,
        acknowledged,
        boltMoved: seen === undefined || seen.locked === null ? null : false,
        doorOpen: seen === undefined || seen.closed === null ? null : false,
        confirmedBy: 'acknowledged-only',
      };
    }
    const isShut = seen?.closed === true || seen?.locked === true;
    if (attempt === 2 || !isShut || !options.isStillWanted()) {
      throw new DeviceError('device.timeout', 'it is not known whether the lock was opened', {
        detail: {
          ...outcome,
          reason: LOCK_REASON.outcomeUnknown,
          opened: 'unknown',
          attempts: attempt,
          contact: isShut ? 'shut' : 'unknown',
        },
      });
    }
    options.log.warn('open lock repeated: the door was seen shut', { transactionId, board, cell });
  }
  throw new DeviceError('device.timeout', 'the lock was not opened');
}

/** True when the board acknowledged, false when it was silent. @throws DeviceError `device.refused` */
async function pulse<Frame extends { readonly kind: 'checked' }>(
  { bus, protocol }: OpenOptions<Frame>,
  board: number,
  cell: number,
): Promise<boolean> {
  try {
    const says = await bus.ask(
      protocol.open(board, cell),
      (each) =>
        each.board === board &&
        (protocol.opensWithStates === true
          ? each.what === 'contacts' || (each.what === 'acknowledged' && each.cell === cell)
          : (each.what === 'acknowledged' || each.what === 'refused') && each.cell === cell),
    );
    if (says.what !== 'refused') return true;
  } catch (error) {
    if (isSilence(error)) return false;
    throw error;
  }
  throw new DeviceError('device.refused', 'the board refuses to open this lock', {
    detail: { reason: LOCK_REASON.refused, board, cell },
  });
}

/** Looks until the door is open or has had time enough; unacknowledged, one reading decides about the repeat. */
async function watch<Frame extends { readonly kind: 'checked' }>(
  { bus, look }: OpenOptions<Frame>,
  board: number,
  cell: number,
  acknowledged: boolean,
): Promise<DoorCell | undefined> {
  const looks = acknowledged ? Math.ceil(SPRING_MS / LOOK_MS) : 1;
  let seen: DoorCell | undefined;
  for (let count = 0; count < looks; count += 1) {
    if (count > 0) await bus.pause(LOOK_MS);
    seen = (await look(board, cell)) ?? seen;
    if (seen?.closed === false || seen?.locked === false) return seen;
  }
  return seen;
}
