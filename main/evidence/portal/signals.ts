import type { DeviceAccess } from '../../kernel/device-access.ts';
import { positionFor } from '../../kernel/device-access.ts';

export interface PortalLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
}

/** A signal that an alarm wants and the relay has not confirmed yet. */
interface Owed {
  readonly input: object;
  /** UTC milliseconds after which it is no longer wanted. */
  readonly until: number;
  nextAt: number;
  busy: boolean;
}

/** Between two attempts; sounding or locking twice harms nobody (relay driver, `sounder.ts` and `door.ts`). */
const RETRY_MS = 500;
/** A lock that could not be had for this long is a fault for a person, shown by the lamp of the relay board. */
const LOCK_WANTED_MS = 600_000;

/** Siren, strobe and door of one portal. Nothing here waits for a disk: the sound comes first, the record after. */
export class PortalSignals {
  readonly #devices: DeviceAccess;
  readonly #door: string;
  readonly #log: PortalLog;
  readonly #owed = new Map<string, Owed>();
  #locking: Promise<void> = Promise.resolve();
  siren = false;
  strobe = false;

  constructor(devices: DeviceAccess, door: string, log: PortalLog) {
    this.#devices = devices;
    this.#door = door;
    this.#log = log;
  }

  /**
   * Sounds the alarm; each signal by itself, so that a broken siren does not keep the door open, and each until the
   * relay has confirmed it (`tick`): the devices process may just be starting again.
   *
   * @param options.now UTC milliseconds
   */
  alarm(options: { readonly now: number; readonly sirenMs: number; readonly closeDoor: boolean }): void {
    const { now, sirenMs, closeDoor } = options;
    this.#insist('sirenOn', { milliseconds: sirenMs }, now, now + sirenMs);
    this.#insist('strobeOn', { milliseconds: sirenMs }, now, now + sirenMs);
    if (closeDoor) this.#insist('lockDoor', {}, now, now + LOCK_WANTED_MS);
  }

  /** Tries again what an alarm wants and the relay has not confirmed. Call it about ten times a second. */
  tick(now: number): void {
    for (const [action, owed] of this.#owed) {
      if (now >= owed.until) this.#owed.delete(action);
      else if (!owed.busy && now >= owed.nextAt) this.#begin(action, owed, now);
    }
  }

  /** The lamp at the post, for a notice that is no incident yet. */
  notice(): void {
    void this.#ask('strobeOn', { milliseconds: 2000 });
  }

  silence(): Promise<boolean> {
    this.#owed.delete('sirenOn');
    this.#owed.delete('strobeOn');
    return this.#ask('silence', {});
  }

  /** @returns false when the relay did not take it */
  async releaseDoor(milliseconds: number): Promise<boolean> {
    this.#owed.delete('lockDoor');
    // A lock that is still under way repeats its command when the board is slow; after the release it would lock again.
    await this.#locking;
    return this.#ask('releaseDoor', { milliseconds });
  }

  #insist(action: string, input: object, now: number, until: number): void {
    const owed: Owed = { input, until, nextAt: now, busy: false };
    this.#owed.set(action, owed);
    this.#begin(action, owed, now);
  }

  #begin(action: string, owed: Owed, now: number): void {
    const attempt = this.#attempt(action, owed, now);
    if (action === 'lockDoor') this.#locking = attempt;
  }

  async #attempt(action: string, owed: Owed, now: number): Promise<void> {
    owed.busy = true;
    const taken = await this.#ask(action, owed.input);
    owed.busy = false;
    owed.nextAt = now + RETRY_MS;
    if (taken && this.#owed.get(action) === owed) this.#owed.delete(action);
  }

  async #ask(action: string, input: object): Promise<boolean> {
    const position = positionFor(this.#devices, 'door-signals', this.#door);
    if (position === undefined) return false;
    try {
      await this.#devices.request(position.id, action, input);
      return true;
    } catch (error) {
      this.#log.warn({ door: this.#door, action, error: String(error) }, 'signal did not take a request');
      return false;
    }
  }
}
