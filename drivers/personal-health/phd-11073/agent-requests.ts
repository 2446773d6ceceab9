import { DeviceError } from '../../errors.ts';
import { KeyedQueue } from '../../framing/keyed-queue.ts';
import type { Message } from './apdu.ts';
import { ERROR_VALUE, nameIn, REJECT_PROBLEM } from './nomenclature.ts';

/** One request at a time (ieee-11073-20601.md section 1: one outstanding per direction), in the order they came. */
export class AgentRequests {
  readonly #queue = new KeyedQueue<'agent'>();
  readonly #send: (message: Message) => void;
  readonly #isOperating: () => boolean;
  #waiting: { resolve(message: Message): void; reject(error: DeviceError): void } | undefined;

  constructor(options: { readonly send: (message: Message) => void; readonly isOperating: () => boolean }) {
    this.#send = options.send;
    this.#isOperating = options.isOperating;
  }

  /** Rejects with `device.away` without association, `device.refused` for an error or reject, or why it ended. */
  ask(message: Message): Promise<Message> {
    return this.#queue.run('agent', async () => {
      if (!this.#isOperating()) {
        throw new DeviceError('device.away', 'the device is not associated', { retryable: true });
      }
      const { promise, resolve, reject } = Promise.withResolvers<Message>();
      this.#waiting = { resolve, reject };
      this.#send(message);
      return refused(await promise);
    });
  }

  answered(message: Message): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(message);
  }

  /** The association has ended: what waits will never be answered. */
  end(error: DeviceError): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
    this.#queue.rejectQueued(error);
  }
}

function refused(message: Message): Message {
  if (message.kind === 'error') {
    throw new DeviceError('device.refused', 'the device refuses the request', {
      detail: { error: nameIn(ERROR_VALUE, message.value), value: message.value },
    });
  }
  if (message.kind === 'reject') {
    throw new DeviceError('device.refused', 'the device rejects the request', {
      detail: { problem: nameIn(REJECT_PROBLEM, message.problem), value: message.problem },
    });
  }
  return message;
}
