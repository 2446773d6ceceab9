/**
 * Transfers that run. `usb` 3 throws ("cannot be borrowed mutably") when an interface is released or a device closed while
 * one of its transfers runs, as when a station is stopped in the middle of a message: both wait for the last to end.
 */
export class UnderWay {
  readonly #transfers = new Set<Promise<unknown>>();

  async run<Result>(transfer: () => Promise<Result>): Promise<Result> {
    const running = transfer();
    this.#transfers.add(running);
    try {
      return await running;
    } finally {
      this.#transfers.delete(running);
    }
  }

  async ended(): Promise<void> {
    while (this.#transfers.size > 0) await Promise.allSettled(this.#transfers);
  }
}
