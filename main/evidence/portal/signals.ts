import type { DeviceAccess } from '../../kernel/device-access.ts';
import { positionFor } from '../../kernel/device-access.ts';

export interface PortalLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
}

/** Siren, strobe and door of one portal. Nothing here waits for a disk: the sound comes first, the record after. */
export class PortalSignals {
  readonly #devices: DeviceAccess;
  readonly #door: string;
  readonly #log: PortalLog;
  siren = false;
  strobe = false;

  constructor(devices: DeviceAccess, door: string, log: PortalLog) {
    this.#devices = devices;
    this.#door = door;
    this.#log = log;
  }

  /** Sounds the alarm; each signal by itself, so that a broken siren does not keep the door open. */
  alarm(options: { readonly sirenMs: number; readonly closeDoor: boolean }): void {
    void this.#ask('sirenOn', { milliseconds: options.sirenMs });
    void this.#ask('strobeOn', { milliseconds: options.sirenMs });
    if (options.closeDoor) void this.#ask('lockDoor', {});
  }

  /** The lamp at the post, for a notice that is no incident yet. */
  notice(): void {
    void this.#ask('strobeOn', { milliseconds: 2000 });
  }

  silence(): Promise<boolean> {
    return this.#ask('silence', {});
  }

  /** @returns false when the relay did not take it */
  releaseDoor(milliseconds: number): Promise<boolean> {
    return this.#ask('releaseDoor', { milliseconds });
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
