import type { DriverLog } from '../transport/transport.ts';
import { isSilence, type LockBus } from './lock-bus.ts';
import type { BoardSays, LockProtocol } from './protocol.ts';
import type { LockSettings } from './settings.ts';

/** A board that does not release is not waited for as long as one that opens. */
const RELEASE_LIMIT_MS = 250;

export interface ReleaseOptions<Frame extends { readonly kind: 'checked' }> {
  readonly bus: LockBus<Frame>;
  readonly protocol: LockProtocol<Frame>;
  readonly settings: LockSettings;
  readonly log: DriverLog;
  /** This door may move now. */
  readonly expect: (board: number, cell: number) => void;
}

/**
 * At the start of the program all relays off, as well as each board can (lock-boards.md section 0). Pulses end in hardware; only
 * channels that may be held can have been left energised by a run that died, so boards without holding are left alone,
 * and so is a cabinet that was not commissioned.
 */
export async function releaseAtStart<Frame extends { readonly kind: 'checked' }>(
  options: ReleaseOptions<Frame>,
): Promise<void> {
  const { bus, protocol, settings, log } = options;
  const { release } = protocol;
  if (release === undefined || !settings.holdAllowed || !settings.commissioned) return;
  await bus.alone(async () => {
    for (const board of settings.boards) {
      for (let cell = 1; cell <= settings.cells; cell += 1) {
        options.expect(board, cell);
        if (await isReleased(bus, release(board, cell), board, cell)) continue;
        log.warn('a lock was not released at start', { board, cell });
        // A board that is silent once is silent for all its channels.
        break;
      }
    }
  });
}

async function isReleased<Frame extends { readonly kind: 'checked' }>(
  bus: LockBus<Frame>,
  command: Uint8Array,
  board: number,
  cell: number,
): Promise<boolean> {
  const isAnswer = (says: BoardSays): boolean =>
    says.what === 'held' && says.board === board && says.cell === cell;
  try {
    await bus.ask(command, isAnswer, RELEASE_LIMIT_MS);
    return true;
  } catch (error) {
    if (isSilence(error)) return false;
    throw error;
  }
}
