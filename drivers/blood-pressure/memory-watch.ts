import type { ReadingContent } from '../decoded.ts';
import type { DeviceError } from '../errors.ts';
import type { Clock } from '../transport/transport.ts';
import type { PressureCourse } from './pressure-course.ts';
import { resultKey } from './pressure-course.ts';

export interface MemoryWatchOptions {
  readonly clock: Clock;
  readonly course: PressureCourse;
  /** The newest record in the device's memory; `undefined` while it holds none. */
  readonly readNewest: () => Promise<ReadingContent | undefined>;
  readonly everyMs: number;
}

/**
 * Monitors that tell nothing by themselves: before a person measures, the newest record is noted; a record that was not
 * there then, and is not older than the session, is the person's result.
 */
export class MemoryWatch {
  readonly #options: MemoryWatchOptions;
  #known: string | undefined;
  #cancel = (): void => {};

  constructor(options: MemoryWatchOptions) {
    this.#options = options;
  }

  /** @throws DeviceError `device.refused` while a measurement runs, or why the memory could not be read */
  async start(): Promise<void> {
    const { course, readNewest } = this.#options;
    course.arm();
    try {
      const newest = await readNewest();
      this.#known = newest === undefined ? undefined : resultKey(newest);
    } catch (error) {
      course.stopped('pressure.memory_unreadable');
      throw error;
    }
    this.#schedule();
  }

  stop(): void {
    this.#cancel();
    this.#options.course.stopped();
  }

  end(cause: DeviceError): void {
    this.#cancel();
    this.#options.course.end(cause);
  }

  #schedule(): void {
    this.#cancel = this.#options.clock.after(this.#options.everyMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { course, readNewest } = this.#options;
    const isOver = (): boolean => course.phase === 'idle';
    if (isOver()) return;
    // A monitor that inflates its cuff does not answer; it is asked again.
    const newest = await readNewest().catch(() => undefined);
    if (isOver()) return;
    const key = newest === undefined ? undefined : resultKey(newest);
    if (newest !== undefined && key !== this.#known) {
      this.#known = key;
      course.take(newest);
    }
    if (!isOver()) this.#schedule();
  }
}
