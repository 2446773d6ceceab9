import { DeviceError } from '../../errors.ts';
import type { DriverLog } from '../../transport/transport.ts';
import type { BoardLine } from './board.ts';
import { FLASH_STEP_MS } from './dialects.ts';

/** Sound left after this computer dies: the length of one flash command. */
const FLASH_MS = 2500;
/** How often it is renewed; two renewals may be lost before the sound breaks off. */
const RENEW_MS = 800;

/**
 * A siren or a strobe. It sounds by short flash commands that are renewed, so that it falls silent by itself when
 * this program dies (cameras-and-signals.md section 2); never longer than the limit for one alarm. Boards that have
 * a watchdog instead get plain on commands at the same pace.
 */
export class Sounder {
  readonly #line: BoardLine;
  readonly #relay: number;
  readonly #log: DriverLog;
  /** Monotonic end of the running sound; undefined when silent. */
  #until: number | undefined;
  #cancelRenewal: (() => void) | undefined;

  constructor(line: BoardLine, relay: number, log: DriverLog) {
    this.#line = line;
    this.#relay = relay;
    this.#log = log;
  }

  /**
   * Sounds for `milliseconds`, at most the limit of the settings; a sound that is running gets the new end.
   *
   * @returns how long it will sound, once the board has confirmed the first command.
   * @throws DeviceError when two attempts failed; then nothing is renewed and it stays silent.
   */
  async sound(milliseconds: number): Promise<number> {
    const length = Math.min(milliseconds, this.#line.settings.sirenMaxMs);
    if (!(length >= FLASH_STEP_MS)) {
      throw new DeviceError('input.invalid', 'a sound lasts at least 100 ms', { detail: { milliseconds } });
    }
    const until = this.#line.clock.monotonic() + length;
    this.#until = until;
    this.#cancelRenewal?.();
    try {
      // Sounding twice harms nobody, so an unanswered first command is repeated at once.
      await this.#command(length).catch(() => (this.#until === until ? this.#command(length) : undefined));
    } catch (error) {
      if (this.#until === until) this.#until = undefined;
      throw error;
    }
    if (this.#until === until) this.#planRenewal();
    return length;
  }

  /** Off now; rejects when the board did not confirm, and then the running flash ends within 2.5 s by itself. */
  async silence(): Promise<void> {
    this.forget();
    const off = (): Promise<Uint8Array> => this.#line.switchRelay(this.#relay, false, { urgent: true });
    await off().catch(off);
  }

  /** Stops renewing without a command. */
  forget(): void {
    this.#until = undefined;
    this.#cancelRenewal?.();
    this.#cancelRenewal = undefined;
  }

  #command(remaining: number): Promise<unknown> {
    const until = this.#until;
    const options = { urgent: true, stillWanted: () => this.#until !== undefined && this.#until === until };
    return this.#line.settings.dialect.flashOn === undefined
      ? this.#line.switchRelay(this.#relay, true, options)
      : this.#line.flash(this.#relay, Math.min(remaining, FLASH_MS), options);
  }

  #planRenewal(): void {
    const until = this.#until;
    if (until === undefined) return;
    const remaining = until - this.#line.clock.monotonic();
    if (remaining <= 0) return this.#end();
    this.#cancelRenewal = this.#line.clock.after(
      Math.min(RENEW_MS, remaining),
      () => void this.#renew(until),
    );
  }

  async #renew(until: number): Promise<void> {
    const remaining = until - this.#line.clock.monotonic();
    if (remaining < FLASH_STEP_MS) return this.#end();
    try {
      await this.#command(remaining);
    } catch (error) {
      const code = error instanceof DeviceError ? error.code : 'unknown';
      this.#log.warn('siren renewal failed', { relay: this.#relay, code });
    }
    if (this.#until === until) this.#planRenewal();
  }

  #end(): void {
    this.forget();
    if (this.#line.settings.dialect.flashOn !== undefined) return;
    this.silence().catch(() => this.#log.warn('relay left to its watchdog', { relay: this.#relay }));
  }
}
