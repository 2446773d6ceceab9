import { LineState } from '../../../../drivers/transport/line-state.ts';
import type { Transport } from '../../../../drivers/transport/transport.ts';

/**
 * The device's own end of a cable, as the simulators of the drivers want it: open from the start, closed when the plug is
 * pulled. What the kernel hands over goes in by `receive`.
 */
export class DeviceEnd implements Transport {
  readonly #line: LineState;
  readonly #send: (bytes: Uint8Array) => Promise<void>;

  constructor(url: string, send: (bytes: Uint8Array) => Promise<void>) {
    this.#line = new LineState(url, 'open');
    this.#send = send;
  }

  get url(): string {
    return this.#line.url;
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#line.onBytes(listener);
  }

  onClose(listener: (cause: Error | undefined) => void): void {
    this.#line.onClose(listener);
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#line.requireOpen();
    await this.#send(bytes);
  }

  close(): Promise<void> {
    this.#line.end(undefined);
    return Promise.resolve();
  }

  receive(bytes: Uint8Array): void {
    this.#line.receive(bytes);
  }
}
