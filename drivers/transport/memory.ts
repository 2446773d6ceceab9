import { LineState } from './line-state.ts';
import { closedError } from './native-errors.ts';
import { createSeededRandom } from './seeded-random.ts';
import { type Clock, systemClock, type Transport } from './transport.ts';

/** How one direction of the wire misbehaves. Read at every write, so a test may change its own object between writes. */
export interface WireBehaviour {
  /** Milliseconds each chunk is under way; a range is drawn per chunk. Order is always kept. */
  delayMs?: number | { readonly min: number; readonly max: number };
  /** Largest chunk in bytes; `random` cuts every write at random places. Default: a write arrives in one piece. */
  split?: number | 'random';
  /** Share of bytes (0 to 1) that never arrive. */
  loss?: number;
  /** Share of bytes (0 to 1) that arrive with one bit flipped. */
  corruption?: number;
}

export interface MemoryPairOptions {
  /** What both ends call themselves; default `memory:`. */
  readonly url?: string;
  readonly clock?: Clock;
  /** Start of the random sequence for splits, loss and corruption; same seed, same faults. */
  readonly seed?: number;
  /** From the first end (driver) to the second (device). */
  readonly toDevice?: WireBehaviour;
  /** From the second end (device) to the first (driver). */
  readonly toDriver?: WireBehaviour;
}

/**
 * Two joined ends of a line inside this process. The first is the driver's end and is opened like any transport; the
 * second is the device's end and is open from the start, like an accepted connection. Bytes that reach an end before
 * it is opened or has a listener wait for it. Without a delay, bytes arrive in a following microtask.
 * Closing one end closes the other, after the bytes already under way, with `transport.closed`.
 */
export function createMemoryPair(options: MemoryPairOptions = {}): [driver: Transport, device: Transport] {
  const url = options.url ?? 'memory:';
  const clock = options.clock ?? systemClock;
  const random = createSeededRandom(options.seed ?? 1);
  const driverLine = new LineState(url);
  const deviceLine = new LineState(url, 'open');
  const toDevice = createWire(clock, random, options.toDevice ?? {}, deviceLine);
  const toDriver = createWire(clock, random, options.toDriver ?? {}, driverLine);
  return [createEnd(driverLine, toDevice), createEnd(deviceLine, toDriver)];
}

interface Wire {
  carry(bytes: Uint8Array): void;
  hangUp(): void;
}

function createEnd(line: LineState, outgoing: Wire): Transport {
  return {
    url: line.url,
    onBytes: (listener) => line.onBytes(listener),
    onClose: (listener) => line.onClose(listener),
    async open(signal) {
      if (line.isOpen) return;
      if (signal?.aborted === true) throw closedError(line.url, 'opening was given up');
      line.beginOpen();
      line.opened();
    },
    async write(bytes) {
      line.requireOpen();
      outgoing.carry(bytes);
    },
    async close() {
      if (line.end(undefined)) outgoing.hangUp();
    },
  };
}

/** One direction: everything that was put in leaves in the same order, each thing at its own due time or later. */
function createWire(clock: Clock, random: () => number, behaviour: WireBehaviour, target: LineState): Wire {
  const underWay: { readonly due: number; readonly arrive: () => void }[] = [];
  let scheduled = false;

  const deliverDue = (): void => {
    scheduled = false;
    for (let head = underWay[0]; head !== undefined; head = underWay[0]) {
      if (head.due > clock.monotonic()) break;
      underWay.shift();
      head.arrive();
    }
    schedule();
  };
  const schedule = (): void => {
    const head = underWay[0];
    if (scheduled || head === undefined) return;
    scheduled = true;
    const wait = head.due - clock.monotonic();
    if (wait > 0) clock.after(wait, deliverDue);
    else queueMicrotask(deliverDue);
  };
  const put = (arrive: () => void): void => {
    underWay.push({ due: clock.monotonic() + drawDelay(behaviour, random), arrive });
    schedule();
  };

  return {
    carry(bytes) {
      for (const chunk of cut(damage(bytes, behaviour, random), behaviour, random)) {
        put(() => target.receive(chunk));
      }
    },
    hangUp() {
      put(() => target.end(closedError(target.url, 'the other end hung up')));
    },
  };
}

function drawDelay(behaviour: WireBehaviour, random: () => number): number {
  const delay = behaviour.delayMs ?? 0;
  return typeof delay === 'number' ? delay : delay.min + random() * (delay.max - delay.min);
}

function damage(bytes: Uint8Array, behaviour: WireBehaviour, random: () => number): Uint8Array {
  const loss = behaviour.loss ?? 0;
  const corruption = behaviour.corruption ?? 0;
  if (loss === 0 && corruption === 0) return bytes.slice();
  const arrived: number[] = [];
  for (const byte of bytes) {
    if (random() < loss) continue;
    arrived.push(random() < corruption ? byte ^ (1 << Math.floor(random() * 8)) : byte);
  }
  return Uint8Array.from(arrived);
}

function* cut(bytes: Uint8Array, behaviour: WireBehaviour, random: () => number): Generator<Uint8Array> {
  const { split } = behaviour;
  for (let start = 0; start < bytes.length; ) {
    const left = bytes.length - start;
    const size =
      split === undefined ? left : split === 'random' ? 1 + Math.floor(random() * left) : Math.max(1, split);
    yield bytes.subarray(start, start + size);
    start += size;
  }
}
