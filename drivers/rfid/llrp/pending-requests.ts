import { DeviceError } from '../../errors.ts';
import type { Clock } from '../../transport/transport.ts';
import type { LlrpMessage } from './codec.ts';
import { MESSAGE_TYPE } from './definition.ts';

/** A response that does not come within this time never comes (shared/protocols/llrp.md section 10, trap 2). */
export const RESPONSE_LIMIT_MS = 5_000;

interface Pending {
  readonly responseType: number;
  readonly resolve: (message: LlrpMessage) => void;
  readonly reject: (error: DeviceError) => void;
}

/** Requests under way and their responses: matched by message id first and by type second (section 1). */
export class PendingRequests {
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves with the response; rejects `device.timeout`, `protocol.unexpected`, or with what `fail` was given. */
  expect(id: number, name: string, responseType: number): Promise<LlrpMessage> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(RESPONSE_LIMIT_MS, () => {
        this.fail(
          id,
          new DeviceError('device.timeout', `no response to ${name}`, { retryable: true, detail: { name } }),
        );
      });
      const finish = (): void => {
        cancel();
        this.#pending.delete(id);
      };
      this.#pending.set(id, {
        responseType,
        resolve: (message) => {
          finish();
          resolve(message);
        },
        reject: (error) => {
          finish();
          reject(error);
        },
      });
    });
  }

  /** Hands a message to the request it answers; false when nobody waits for its id. */
  settle(message: LlrpMessage, type: number): boolean {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return false;
    if (type === pending.responseType || type === MESSAGE_TYPE.errorMessage) pending.resolve(message);
    else
      pending.reject(new DeviceError('protocol.unexpected', `${message.name} answers message ${message.id}`));
    return true;
  }

  fail(id: number, error: DeviceError): void {
    this.#pending.get(id)?.reject(error);
  }

  failAll(error: DeviceError): void {
    for (const pending of [...this.#pending.values()]) pending.reject(error);
  }
}
