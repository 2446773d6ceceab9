import { DeviceError } from '../errors.ts';
import { closedError } from './native-errors.ts';

type Phase = 'new' | 'opening' | 'open' | 'closed';

/**
 * The life of one single-use line, shared by every transport: who listens, whether it may be opened or written to,
 * and that `onClose` is told exactly once. Bytes that come before the first listener are kept for it.
 */
export class LineState {
  readonly url: string;
  #phase: Phase;
  #bytesListeners: ((bytes: Uint8Array) => void)[] = [];
  #closeListeners: ((cause: Error | undefined) => void)[] = [];
  #early: Uint8Array[] = [];

  constructor(url: string, phase: 'new' | 'open' = 'new') {
    this.url = url;
    this.#phase = phase;
  }

  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  get isClosed(): boolean {
    return this.#phase === 'closed';
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#bytesListeners.push(listener);
    if (this.#phase === 'open') this.#deliverEarly();
  }

  onClose(listener: (cause: Error | undefined) => void): void {
    this.#closeListeners.push(listener);
  }

  /** Throws `transport.closed` for a line that was used up and `transport.busy` for one that is being opened. */
  beginOpen(): void {
    if (this.#phase === 'closed')
      throw closedError(this.url, 'a line is opened once; ask the factory for a new one');
    if (this.#phase !== 'new') {
      throw new DeviceError('transport.busy', `${this.url}: already open`, { detail: { url: this.url } });
    }
    this.#phase = 'opening';
  }

  /** Throws `transport.closed` when `close()` came while the line was being opened. */
  opened(): void {
    if (this.#phase === 'closed') throw closedError(this.url, 'closed while opening');
    this.#phase = 'open';
    // The opener gets its `await open()` back before the first byte, so it may still add a listener after it.
    queueMicrotask(() => this.#deliverEarly());
  }

  receive(bytes: Uint8Array): void {
    if (this.#phase === 'closed' || bytes.length === 0) return;
    if (this.#phase !== 'open' || this.#bytesListeners.length === 0 || this.#early.length > 0) {
      this.#early.push(bytes);
      if (this.#phase === 'open') this.#deliverEarly();
      return;
    }
    for (const listener of this.#bytesListeners) listener(bytes);
  }

  /** Throws `transport.closed` unless the line is open. */
  requireOpen(): void {
    if (this.#phase !== 'open') throw closedError(this.url, 'the line is not open');
  }

  /** Ends the line; only the first call tells the listeners. Returns whether this call was the first. */
  end(cause: Error | undefined): boolean {
    if (this.#phase === 'closed') return false;
    if (this.#phase === 'open') this.#deliverEarly();
    this.#phase = 'closed';
    this.#early = [];
    for (const listener of this.#closeListeners) listener(cause);
    return true;
  }

  #deliverEarly(): void {
    if (this.#bytesListeners.length === 0) return;
    const waiting = this.#early;
    this.#early = [];
    for (const bytes of waiting) for (const listener of this.#bytesListeners) listener(bytes);
  }
}
