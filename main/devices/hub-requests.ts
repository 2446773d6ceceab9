import { DeviceError, type DeviceErrorCode } from '../../drivers/errors.ts';
import type { FromDevices, ToDevices } from './messages.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly cancel: () => void;
}

export interface HubRequestsOptions {
  readonly send: (message: ToDevices) => void;
  readonly after: (milliseconds: number, action: () => void) => () => void;
}

/** Questions to the devices process and the answers they wait for. */
export class HubRequests {
  readonly #options: HubRequestsOptions;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  constructor(options: HubRequestsOptions) {
    this.#options = options;
  }

  /** @throws DeviceError of the device, `device.timeout` after the limit */
  ask(message: (id: number) => ToDevices, limitMs: number): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const cancel = this.#options.after(limitMs, () => {
        this.#waiting.delete(id);
        reject(new DeviceError('device.timeout', 'the devices process did not answer', { retryable: true }));
      });
      this.#waiting.set(id, { resolve, reject, cancel });
      this.#options.send(message(id));
    });
  }

  answered(message: Extract<FromDevices, { kind: 'answer' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    waiting?.cancel();
    if (message.ok) waiting?.resolve(message.value);
    else
      waiting?.reject(
        new DeviceError(message.code as DeviceErrorCode, message.message, { detail: message.detail }),
      );
  }

  /** The process ended: nobody will answer any more. */
  fail(code: DeviceErrorCode): void {
    for (const waiting of this.#waiting.values()) {
      waiting.cancel();
      waiting.reject(new DeviceError(code, 'the devices process ended', { retryable: true }));
    }
    this.#waiting.clear();
  }
}
