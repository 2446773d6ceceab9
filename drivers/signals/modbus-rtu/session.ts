import { DeviceError } from '../../errors.ts';
import type { Clock, DriverLog, Transport } from '../../transport/transport.ts';
import { type Answer, findAnswer } from './answer.ts';
import type { ModbusRequest } from './commands.ts';

export interface SessionOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: DriverLog;
  /** Bits per second of the serial line, also behind a TCP converter: sets the quiet time. */
  readonly baudRate: number;
  /** How long an answer may take; boards answer after 20–200 ms (lock-boards.md section 0). */
  readonly timeoutMs?: number;
  /** Quiet after a timeout, in which a late answer is dropped instead of being taken for the next one. */
  readonly settleMs?: number;
}

export interface RequestOptions {
  /** Goes ahead of everything that waits; only a request already on the wire is waited for. */
  readonly urgent?: boolean;
  /** Asked right before sending; false takes the request back with `device.refused`. */
  readonly stillWanted?: () => boolean;
}

interface Job {
  readonly request: ModbusRequest;
  readonly options: RequestOptions;
  readonly resolve: (data: Uint8Array) => void;
  readonly reject: (error: DeviceError) => void;
}

/** Counters for the device page. */
export interface SessionCounters {
  readonly sent: number;
  readonly answered: number;
  readonly timeouts: number;
  /** Bytes that were no part of an expected answer: noise, late answers, other masters. */
  readonly foreignBytes: number;
}

const TIMEOUT_MS = 300;
const SETTLE_MS = 100;

/**
 * Quiet time between two frames: 3.5 characters of 11 bits, and 1.75 ms above 19200 baud
 * (Modbus over Serial Line 1.02 section 2.5.1.1). Rounded up to the whole milliseconds a timer can keep.
 */
export function quietTimeMs(baudRate: number): number {
  return baudRate > 19_200 ? 2 : Math.ceil((3.5 * 11 * 1000) / baudRate);
}

/**
 * The one master of a Modbus-RTU bus: one request at a time, quiet time between frames, urgent requests first. It
 * never repeats anything by itself, since only the caller knows whether a repeat could open a door twice.
 */
export class ModbusSession {
  readonly #options: SessionOptions;
  readonly #urgent: Job[] = [];
  readonly #normal: Job[] = [];
  #running: Job | undefined;
  #received = new Uint8Array(0);
  #cancelTimer: (() => void) | undefined;
  /** Monotonic time before which nothing may be sent; a settle time binds normal requests only. */
  #quietUntil = 0;
  #settledAt = 0;
  #cancelWake: (() => void) | undefined;
  #hearsItself = false;
  #closed = false;
  #counters = { sent: 0, answered: 0, timeouts: 0, foreignBytes: 0 };

  constructor(options: SessionOptions) {
    this.#options = options;
    options.transport.onBytes((bytes) => this.#receive(bytes));
  }

  get counters(): SessionCounters {
    return this.#counters;
  }

  /**
   * Sends one request and waits for its answer.
   *
   * @returns the data bytes of a read, nothing for a write.
   * @throws DeviceError `device.timeout`; `device.refused` with `detail.exception` when the board says no, or when it
   *   was taken back; `protocol.unexpected` when a write was answered with another one's echo; `transport.*`.
   */
  request(request: ModbusRequest, options: RequestOptions = {}): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(
          new DeviceError('transport.closed', 'the line to the relay board is closed', { retryable: true }),
        );
        return;
      }
      const queue = options.urgent === true ? this.#urgent : this.#normal;
      queue.push({ request, options, resolve, reject });
      this.#advance();
    });
  }

  /** Ends every waiting request with `cause`; idempotent. The transport is closed by whoever opened it. */
  close(
    cause = new DeviceError('transport.closed', 'the line to the relay board was closed', {
      retryable: true,
    }),
  ): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelWake?.();
    const waiting = [this.#running, ...this.#urgent.splice(0), ...this.#normal.splice(0)];
    this.#running = undefined;
    for (const job of waiting) job?.reject(cause);
  }

  #advance(): void {
    if (this.#closed || this.#running !== undefined) return;
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    const now = this.#options.clock.monotonic();
    const earliest = this.#urgent.length > 0 ? this.#quietUntil : Math.max(this.#quietUntil, this.#settledAt);
    if (this.#urgent.length + this.#normal.length === 0) return;
    if (now < earliest) {
      this.#cancelWake = this.#options.clock.after(earliest - now, () => this.#advance());
      return;
    }
    const job = this.#urgent.shift() ?? this.#normal.shift();
    if (job === undefined) return;
    if (job.options.stillWanted?.() === false) {
      job.reject(new DeviceError('device.refused', 'the request was taken back before it was sent'));
      this.#advance();
      return;
    }
    this.#send(job);
  }

  #send(job: Job): void {
    const { clock, transport } = this.#options;
    this.#running = job;
    this.#counters.foreignBytes += this.#received.length;
    this.#received = new Uint8Array(0);
    this.#counters.sent += 1;
    this.#cancelTimer = clock.after(this.#options.timeoutMs ?? TIMEOUT_MS, () => this.#timeOut(job));
    transport.write(job.request.bytes).catch((cause: unknown) => {
      const error =
        cause instanceof DeviceError
          ? cause
          : new DeviceError('transport.write_failed', 'the request could not be written', {
              cause,
              retryable: true,
            });
      this.#finish(job, () => job.reject(error));
    });
  }

  #receive(bytes: Uint8Array): void {
    this.#quietUntil = this.#options.clock.monotonic() + quietTimeMs(this.#options.baudRate);
    const job = this.#running;
    if (job === undefined) {
      this.#counters.foreignBytes += bytes.length;
      return;
    }
    const joined = new Uint8Array(this.#received.length + bytes.length);
    joined.set(this.#received);
    joined.set(bytes, this.#received.length);
    // The longest answer is 256 bytes; a line that talks without end must not fill the memory.
    this.#received = joined.slice(-1024);
    const found = findAnswer(this.#received, job.request, this.#hearsItself);
    if (found === undefined) return;
    if (found.localEcho && !this.#hearsItself) {
      this.#hearsItself = true;
      this.#options.log.warn('modbus adapter returns our own bytes');
    }
    this.#counters.foreignBytes += found.skipped;
    this.#received = new Uint8Array(0);
    this.#counters.answered += 1;
    this.#finish(job, () => settle(job, found.answer));
  }

  #timeOut(job: Job): void {
    this.#counters.timeouts += 1;
    const now = this.#options.clock.monotonic();
    this.#quietUntil = now + quietTimeMs(this.#options.baudRate);
    this.#settledAt = now + (this.#options.settleMs ?? SETTLE_MS);
    const detail = { request: job.request.name, receivedBytes: this.#received.length };
    this.#finish(job, () =>
      job.reject(
        new DeviceError('device.timeout', 'the relay board did not answer', { retryable: true, detail }),
      ),
    );
  }

  #finish(job: Job, report: () => void): void {
    if (this.#running !== job) return;
    this.#running = undefined;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    report();
    this.#advance();
  }
}

function settle(job: Job, answer: Answer): void {
  const name = job.request.name;
  switch (answer.kind) {
    case 'bits':
      return job.resolve(answer.data);
    case 'done':
      return job.resolve(new Uint8Array(0));
    case 'mismatch':
      return job.reject(
        new DeviceError('protocol.unexpected', 'the board confirmed another command', {
          detail: { request: name },
        }),
      );
    case 'exception':
      return job.reject(
        new DeviceError('device.refused', `the relay board refused: ${answer.meaning}`, {
          // 5 and 6 mean "later" (Modbus Application Protocol section 7).
          retryable: answer.code === 5 || answer.code === 6,
          detail: { request: name, exception: answer.code, meaning: answer.meaning },
        }),
      );
  }
}
