import type { DeviceError } from '../errors.ts';

interface Job {
  readonly run: () => Promise<void>;
  readonly reject: (error: DeviceError) => void;
}

/**
 * One request at a time per key, in the order they came; different keys do not wait for each other. The key is what
 * can only do one thing at once: the bus of a multi-drop line, the unit on it, a printer.
 */
export class KeyedQueue<Key> {
  readonly #waiting = new Map<Key, Job[]>();

  /** Runs `work` when everything queued before it under the same key has ended, well or badly. */
  run<Result>(key: Key, work: () => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const job: Job = { reject, run: () => Promise.resolve().then(work).then(resolve, reject) };
      const jobs = this.#waiting.get(key);
      if (jobs === undefined) {
        this.#waiting.set(key, []);
        void this.#work(key, job);
      } else {
        jobs.push(job);
      }
    });
  }

  /** How many requests have not begun. */
  get queued(): number {
    let count = 0;
    for (const jobs of this.#waiting.values()) count += jobs.length;
    return count;
  }

  /** Rejects everything that has not begun, for example after the line was lost; what runs goes on. */
  rejectQueued(error: DeviceError): void {
    for (const jobs of this.#waiting.values()) {
      for (const job of jobs.splice(0)) job.reject(error);
    }
  }

  async #work(key: Key, first: Job): Promise<void> {
    for (let job: Job | undefined = first; job !== undefined; job = this.#waiting.get(key)?.shift())
      await job.run();
    this.#waiting.delete(key);
  }
}
