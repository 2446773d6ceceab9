import { DeviceError } from '../errors.ts';
import type { Clock } from '../transport/transport.ts';

/** Pauses that end at once, with `device.away`, when the device is stopped. */
export interface Waiting {
  sleep(milliseconds: number): Promise<void>;
  /** The result of `work`, or a rejection with `error` when it takes longer. */
  atMost<Result>(milliseconds: number, work: Promise<Result>, error: () => DeviceError): Promise<Result>;
  stop(): void;
}

export function createWaiting(clock: Clock): Waiting {
  const stops = new Set<() => void>();
  let stopped = false;
  const stoppedError = (): DeviceError => new DeviceError('device.away', 'the device was stopped');

  const timer = (milliseconds: number): { readonly due: Promise<void>; readonly cancel: () => void } => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => {});
    if (stopped) {
      reject(stoppedError());
      return { due: promise, cancel: () => {} };
    }
    const cancel = clock.after(milliseconds, () => {
      stops.delete(stop);
      resolve();
    });
    const stop = (): void => {
      stops.delete(stop);
      cancel();
      reject(stoppedError());
    };
    stops.add(stop);
    return {
      due: promise,
      cancel: () => {
        stops.delete(stop);
        cancel();
      },
    };
  };

  return {
    sleep: (milliseconds) => timer(milliseconds).due,
    async atMost(milliseconds, work, error) {
      const { due, cancel } = timer(milliseconds);
      try {
        return await Promise.race([
          work,
          due.then(() => {
            throw error();
          }),
        ]);
      } finally {
        cancel();
      }
    },
    stop() {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
