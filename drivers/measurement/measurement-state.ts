import type { ReadingContent, ReadingErrorContent } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import type { DeviceEvent } from '../manifest.ts';
import type { Clock } from '../transport/transport.ts';

export interface MeasurementOptions {
  readonly clock: Clock;
  readonly emit: (event: DeviceEvent) => void;
  /** A whole measurement; blood-pressure.md section 9: 180 s. */
  readonly limitMs: number;
}

/**
 * 测量过程 of one connection, for every instrument that measures a person (blood-pressure.md section 9):
 * idle → armed → measuring → result | stopped | timed out | interrupted → idle. A result while idle is kept apart as
 * unsolicited. Nothing here touches the wire.
 */
export class MeasurementState {
  readonly #options: MeasurementOptions;
  #phase: 'idle' | 'armed' | 'measuring' = 'idle';
  #cancelLimit = (): void => {};

  constructor(options: MeasurementOptions) {
    this.#options = options;
  }

  get phase(): 'idle' | 'armed' | 'measuring' {
    return this.#phase;
  }

  /** A person's session opens; the driver has emptied its buffers. @throws DeviceError `device.refused` while one runs */
  arm(): void {
    if (this.#phase !== 'idle') throw new DeviceError('device.refused', 'a measurement is already under way');
    this.#phase = 'armed';
    this.#cancelLimit = this.#options.clock.after(this.#options.limitMs, () => this.#leave('timed-out'));
    this.#tell('armed');
  }

  /** First sign of life of the measurement: an acknowledgement or its first byte. */
  measuring(): void {
    if (this.#phase !== 'armed') return;
    this.#phase = 'measuring';
    this.#tell('measuring');
  }

  /** A complete, checked result or the device's own error. Ends the measurement that runs. */
  result(reading: ReadingContent | ReadingErrorContent): void {
    const unsolicited = this.#phase === 'idle';
    this.#cancelLimit();
    this.#phase = 'idle';
    this.#options.emit({ kind: 'reading', reading, at: this.#options.clock.now(), unsolicited });
  }

  /** A value while the measurement goes on (running pressure, unstable weight, live pulse). */
  live(reading: ReadingContent | ReadingErrorContent): void {
    const unsolicited = this.#phase === 'idle';
    this.#options.emit({ kind: 'reading', reading, at: this.#options.clock.now(), unsolicited });
  }

  stopped(reason?: string): void {
    this.#leave('stopped', reason);
  }

  /** The line was lost: what was being measured is void. */
  interrupted(reason: string): void {
    this.#leave('interrupted', reason);
  }

  #leave(phase: 'stopped' | 'interrupted' | 'timed-out', reason?: string): void {
    this.#cancelLimit();
    if (this.#phase === 'idle') return;
    this.#phase = 'idle';
    this.#tell(phase, reason);
  }

  #tell(phase: 'armed' | 'measuring' | 'stopped' | 'interrupted' | 'timed-out', reason?: string): void {
    const at = this.#options.clock.now();
    this.#options.emit({ kind: 'measurement', phase, at, ...(reason === undefined ? {} : { reason }) });
  }
}
