import type { Clock } from '../../transport/transport.ts';
import { withCrc } from './crc16.ts';
import { type DialectName, FLASH_STEP_MS, relayDialect } from './dialects.ts';
import { judgeFrame } from './frame.ts';

export type BoardFault =
  /** Neither obeys nor answers. */
  | 'silent'
  /** Obeys, but the answer gets lost. */
  | 'answer-lost'
  /** Three bytes of bus noise in front of the answer. */
  | 'noise'
  | 'wrong-crc'
  /** Answers after 450 ms, when the master has given up. */
  | 'late'
  /** Obeys nothing and answers exception 4, device failure. */
  | 'exception';

export interface RelayBoardOptions {
  readonly clock: Clock;
  /** Default: the factory address of the dialect. */
  readonly unit?: number;
  readonly dialect: DialectName;
  /** Relays on the board; default 8. */
  readonly channels?: number;
  /** Inputs on the board; default 8, none for `waveshare`. */
  readonly inputs?: number;
  /** From the last byte of the request to the first of the answer; default 15 ms. */
  readonly answerDelayMs?: number;
}

export type BoardChange = {
  readonly relay: number;
  readonly on: boolean;
  readonly by: 'command' | 'timer' | 'power';
};

const LATE_MS = 450;
/** A real board takes silence for the end of a frame; half a frame is forgotten after it. */
const FORGET_PARTS_MS = 20;
const NOISE = [0x00, 0xff, 0x1b];

/**
 * A relay board as its maker's documents describe it: relays, flash timers running in the board, inputs that somebody
 * sets, and faults on demand. Bytes in by `receive`, bytes out by `onAnswer`.
 */
export class RelayBoard {
  readonly unit: number;
  readonly #options: RelayBoardOptions;
  readonly #channels: number;
  readonly #inputCount: number;
  readonly #on = new Set<number>();
  readonly #closed = new Set<number>();
  readonly #flashes = new Map<number, () => void>();
  readonly #answering = new Set<() => void>();
  #pending = new Uint8Array(0);
  #cancelForget: (() => void) | undefined;
  #fault: BoardFault | undefined;
  #faultsLeft = 0;
  #answer: (bytes: Uint8Array) => void = () => {};
  #change: (change: BoardChange) => void = () => {};
  #request: (request: Uint8Array) => void = () => {};

  constructor(options: RelayBoardOptions) {
    this.#options = options;
    const dialect = relayDialect(options.dialect);
    this.unit = options.unit ?? dialect.factoryUnit;
    this.#channels = options.channels ?? 8;
    this.#inputCount = options.inputs ?? (dialect.hasInputs ? 8 : 0);
  }

  onAnswer(listener: (bytes: Uint8Array) => void): void {
    this.#answer = listener;
  }

  onChange(listener: (change: BoardChange) => void): void {
    this.#change = listener;
  }

  /** Every whole request for this board, before it is obeyed. */
  onRequest(listener: (request: Uint8Array) => void): void {
    this.#request = listener;
  }

  /** Numbers of the relays that are on, ascending. */
  get relays(): number[] {
    return [...this.#on].sort((a, b) => a - b);
  }

  setInput(input: number, closed: boolean): void {
    if (closed) this.#closed.add(input);
    else this.#closed.delete(input);
  }

  /** The next `times` requests meet this fault; `undefined` ends a running one. */
  misbehave(fault: BoardFault | undefined, times = Number.POSITIVE_INFINITY): void {
    this.#fault = fault;
    this.#faultsLeft = times;
  }

  /** All relays drop and running flashes are forgotten; inputs are outside and stay. */
  losePower(): void {
    this.#stopTimers();
    for (const relay of this.relays) this.#switch(relay, false, 'power');
  }

  stop(): void {
    this.#stopTimers();
    this.#cancelForget?.();
  }

  receive(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#pending.length + bytes.length);
    joined.set(this.#pending);
    joined.set(bytes, this.#pending.length);
    this.#pending = joined;
    this.#cancelForget?.();
    this.#cancelForget = undefined;
    while (this.#takeOne()) {}
    if (this.#pending.length === 0) return;
    this.#cancelForget = this.#options.clock.after(FORGET_PARTS_MS, () => {
      this.#pending = new Uint8Array(0);
    });
  }

  #takeOne(): boolean {
    const verdict = judgeFrame(this.#pending, 0);
    if (verdict.kind === 'short') return false;
    const length = verdict.kind === 'frame' ? verdict.length : 1;
    const frame = this.#pending.slice(0, length);
    this.#pending = this.#pending.slice(length);
    if (verdict.kind === 'frame' && frame[0] === this.unit) this.#obey(frame);
    return true;
  }

  #obey(request: Uint8Array): void {
    this.#request(request);
    const fault = this.#faultsLeft > 0 ? this.#fault : undefined;
    if (fault !== undefined) this.#faultsLeft -= 1;
    if (fault === 'silent') return;
    const answer = fault === 'exception' ? this.#exception(request, 4) : this.#answerTo(request);
    if (fault === 'answer-lost') return;
    const bytes = fault === 'noise' ? Uint8Array.from([...NOISE, ...answer]) : answer;
    if (fault === 'wrong-crc') bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 0x01;
    const delay = fault === 'late' ? LATE_MS : (this.#options.answerDelayMs ?? 15);
    const cancel = this.#options.clock.after(delay, () => {
      this.#answering.delete(cancel);
      this.#answer(bytes);
    });
    this.#answering.add(cancel);
  }

  #answerTo(request: Uint8Array): Uint8Array {
    const functionCode = request[1] ?? 0;
    const address = word(request, 2);
    const value = word(request, 4);
    switch (functionCode) {
      case 1:
        return this.#readBits(request, address, value, this.#on, this.#channels);
      case 2: {
        const only = relayDialect(this.#options.dialect).fixedInputQuantity;
        if (only !== undefined && value !== only) return this.#exception(request, 3);
        return this.#readBits(request, address, value, this.#closed, this.#inputCount);
      }
      case 5:
        return this.#writeCoil(address, value) ? request.slice() : this.#exception(request, 2);
      case 16:
        return this.#writeRegisters(request, address)
          ? withCrc([...request.subarray(0, 6)])
          : this.#exception(request, 2);
      default:
        return this.#exception(request, 1);
    }
  }

  #readBits(
    request: Uint8Array,
    address: number,
    quantity: number,
    set: ReadonlySet<number>,
    limit: number,
  ): Uint8Array {
    // Boards round the last byte up and answer absent channels as 0, but refuse a start behind their last one.
    if (address >= limit) return this.#exception(request, 2);
    const data = Array.from({ length: Math.ceil(quantity / 8) }, () => 0);
    for (let bit = 0; bit < quantity; bit += 1) {
      if (set.has(address + bit + 1)) data[bit >>> 3] = (data[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
    return withCrc([this.unit, request[1] ?? 0, data.length, ...data]);
  }

  #writeCoil(address: number, value: number): boolean {
    const waveshare = this.#options.dialect.startsWith('waveshare');
    if (waveshare && address === 0x00ff) {
      for (let relay = 1; relay <= this.#channels; relay += 1) this.#command(relay, value === 0xff00);
      return true;
    }
    if (waveshare && address >>> 8 === 2 && value <= 0x7fff) return this.#flash((address & 0xff) + 1, value);
    if (address >= this.#channels || (value !== 0xff00 && value !== 0x0000)) return false;
    this.#command(address + 1, value === 0xff00);
    return true;
  }

  #writeRegisters(request: Uint8Array, address: number): boolean {
    if (this.#options.dialect !== 'lctech' || word(request, 4) !== 2 || (address - 3) % 5 !== 0) return false;
    if (word(request, 7) !== 4) return false;
    return this.#flash((address - 3) / 5 + 1, word(request, 9));
  }

  #flash(relay: number, steps: number): boolean {
    if (relay > this.#channels || steps === 0) return false;
    this.#command(relay, true);
    const cancel = this.#options.clock.after(steps * FLASH_STEP_MS, () => {
      this.#flashes.delete(relay);
      this.#switch(relay, false, 'timer');
    });
    this.#flashes.set(relay, cancel);
    return true;
  }

  #command(relay: number, on: boolean): void {
    this.#flashes.get(relay)?.();
    this.#flashes.delete(relay);
    this.#switch(relay, on, 'command');
  }

  #switch(relay: number, on: boolean, by: BoardChange['by']): void {
    if (this.#on.has(relay) === on) return;
    if (on) this.#on.add(relay);
    else this.#on.delete(relay);
    this.#change({ relay, on, by });
  }

  #stopTimers(): void {
    for (const cancel of [...this.#flashes.values(), ...this.#answering]) cancel();
    this.#flashes.clear();
    this.#answering.clear();
  }

  #exception(request: Uint8Array, code: number): Uint8Array {
    return withCrc([this.unit, (request[1] ?? 0) | 0x80, code]);
  }
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
