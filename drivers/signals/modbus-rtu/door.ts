import { DeviceError } from '../../errors.ts';
import type { DriverLog } from '../../transport/transport.ts';
import type { BoardLine } from './board.ts';
import { FLASH_STEP_MS } from './dialects.ts';
import type { DoorKind } from './settings.ts';

/**
 * What is known after a release. That the board confirmed is not that the door opened: the door contact says that
 * (lock-boards.md section 0).
 */
export interface ReleaseOutcome {
  /** The caller's or a made-up id under which both attempts stand in the log. */
  readonly transaction: string;
  /** Pulse length as commanded, in steps of 100 ms. */
  readonly milliseconds: number;
  readonly attempts: 1 | 2;
  /** `answered`: the board echoed the command. `relay-seen`: the echo was lost, but the relay was read as on. */
  readonly confirmedBy: 'answered' | 'relay-seen';
}

/** A relay read this shortly before the pulse ends proves nothing: it may just have dropped. */
const READING_MARGIN_MS = 200;

/**
 * The door relay. For both kinds energising the relay opens and a pulse ends in the board: a maglock hangs on the NC
 * contact (relay at rest = locked; a power cut of the lock's own supply opens), a strike on the NO contact. Fire
 * release and exit button cut the lock's supply in hardware and are not known here (cameras-and-signals.md section 2).
 */
export class DoorRelay {
  readonly kind: DoorKind;
  readonly #line: BoardLine;
  readonly #relay: number;
  readonly #log: DriverLog;
  /** Raised by every lock and release: an older release must not be repeated after it. */
  #turn = 0;
  #made = 0;

  constructor(line: BoardLine, relay: number, kind: DoorKind, log: DriverLog) {
    this.#line = line;
    this.#relay = relay;
    this.kind = kind;
    this.#log = log;
  }

  /**
   * Opens for `milliseconds`. An unanswered command is never repeated blindly: the relay is read first, and one
   * repeat follows only when it is certain that the first one did nothing.
   *
   * @throws DeviceError `input.invalid` for a pulse longer than the door allows; `device.timeout` with
   *   `detail.opened: 'unknown'` when nothing can be said; `device.refused`, `device.away`, `transport.*`.
   */
  async release(milliseconds: number, transaction = `door-${(this.#made += 1)}`): Promise<ReleaseOutcome> {
    const longest = this.#longest();
    if (!(milliseconds >= FLASH_STEP_MS && milliseconds <= longest)) {
      throw new DeviceError('input.invalid', 'the release is longer than this door allows, or too short', {
        detail: { milliseconds, shortest: FLASH_STEP_MS, longest, doorKind: this.kind },
      });
    }
    const turn = (this.#turn += 1);
    const sentAt = this.#line.clock.monotonic();
    const pulse = Math.floor(milliseconds / FLASH_STEP_MS) * FLASH_STEP_MS;
    const outcome = { transaction, milliseconds: pulse };
    this.#log.info('door release', { transaction, milliseconds: pulse, attempt: 1 });
    try {
      await this.#open(pulse, turn);
      return { ...outcome, attempts: 1, confirmedBy: 'answered' };
    } catch (error) {
      if (!isUnclear(error)) throw error;
    }
    const on = await this.#line.readRelays({ urgent: true }).catch(() => undefined);
    if (on?.includes(this.#relay) === true) return { ...outcome, attempts: 1, confirmedBy: 'relay-seen' };
    const elapsed = this.#line.clock.monotonic() - sentAt;
    if (on === undefined || elapsed > pulse - READING_MARGIN_MS || turn !== this.#turn) {
      throw this.#unknown(
        transaction,
        on === undefined ? 'relay could not be read' : 'pulse may be over already',
      );
    }
    this.#log.warn('door release repeated: relay read as off', { transaction, attempt: 2 });
    try {
      await this.#open(pulse, turn);
    } catch (error) {
      throw isUnclear(error) ? this.#unknown(transaction, 'no answer to the repeat') : error;
    }
    return { ...outcome, attempts: 2, confirmedBy: 'answered' };
  }

  /** Ends a release that is running and reads back that the relay is at rest. Locking twice harms nobody. */
  async lock(): Promise<void> {
    this.#turn += 1;
    const off = (): Promise<Uint8Array> => this.#line.switchRelay(this.#relay, false, { urgent: true });
    await off().catch(off);
    const on = await this.#line.readRelays({ urgent: true });
    if (on.includes(this.#relay)) {
      throw new DeviceError('device.fault', 'the door relay stays on after the off command', {
        detail: { relay: this.#relay },
      });
    }
  }

  #open(milliseconds: number, turn: number): Promise<Uint8Array> {
    return this.#line.flash(this.#relay, milliseconds, {
      urgent: true,
      stillWanted: () => turn === this.#turn,
    });
  }

  #longest(): number {
    const { maxStrikeMs, maxReleaseMs } = this.#line.settings;
    return this.kind === 'strike-fail-secure' ? maxStrikeMs : maxReleaseMs;
  }

  #unknown(transaction: string, why: string): DeviceError {
    return new DeviceError('device.timeout', 'it is not known whether the door was released', {
      detail: { transaction, opened: 'unknown', why },
    });
  }
}

/** True when the board may or may not have obeyed. */
function isUnclear(error: unknown): boolean {
  return (
    error instanceof DeviceError && (error.code === 'device.timeout' || error.code === 'protocol.unexpected')
  );
}
