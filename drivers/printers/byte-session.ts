import type { Decoded } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import { KeyedQueue } from '../framing/keyed-queue.ts';
import { Waitress } from '../framing/waitress.ts';
import type { Clock, Transport } from '../transport/transport.ts';
import { faultCode, type PrinterStatus } from './printer-session.ts';

/** Time a printer has for an answer (`label-printers.md` section 1). */
const ANSWER_LIMIT_MS = 2000;
/** Answers are a byte or a short line: this much silence decides what could still become a longer form. */
const IDLE_MS = 60;

export interface AnswerDecoder {
  push(bytes: Uint8Array): Decoded[];
  idle(): Decoded[];
}

/** A printer says nothing in prose unless it was asked, and never sends jobs. */
function isForeign(line: Decoded): boolean {
  if (line.kind === 'frame') return ['text', 'job', 'command'].includes(line.type);
  return line.kind === 'discarded' || line.kind === 'refused';
}

/** Questions to a printer over an opened transport, one at a time, and what else it says. */
export interface Questions {
  /** The first line that `isAnswer` takes; `undefined` when none comes in time. Rejects with `transport.*`. */
  ask(request: Uint8Array, isAnswer: (line: Decoded) => boolean): Promise<Decoded | undefined>;
  send(bytes: Uint8Array): Promise<void>;
  /** True when bytes came since the last call that are none of the language. */
  sawForeignBytes(): boolean;
  close(): void;
}

export interface QuestionOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly decoder: AnswerDecoder;
  /** Hears every line, answers included. */
  readonly onLine?: (line: Decoded) => void;
  /** This much silence ends an answer without an end of its own. */
  readonly idleMs?: number;
}

/** Listens to the transport at once; create it before opening. */
export function createQuestions({
  transport,
  clock,
  decoder,
  onLine,
  idleMs = IDLE_MS,
}: QuestionOptions): Questions {
  const queue = new KeyedQueue<'printer'>();
  const waitress = new Waitress<Decoded, (line: Decoded) => boolean>({
    clock,
    matches: (line, isAnswer) => isAnswer(line),
    describe: () => 'answer',
  });
  let foreign = false;
  let stopIdle = (): void => {};
  const take = (lines: readonly Decoded[]): void => {
    for (const line of lines) {
      if (isForeign(line)) foreign = true;
      onLine?.(line);
      waitress.deliver(line);
    }
  };
  transport.onBytes((bytes) => {
    stopIdle();
    take(decoder.push(bytes));
    stopIdle = clock.after(idleMs, () => take(decoder.idle()));
  });
  transport.onClose((cause) => {
    stopIdle();
    waitress.rejectAll(
      new DeviceError('transport.closed', 'the printer hung up', { retryable: true, cause }),
    );
  });
  return {
    ask: (request, isAnswer) =>
      queue.run('printer', async () => {
        const waiting = waitress.waitFor(isAnswer, ANSWER_LIMIT_MS);
        try {
          await transport.write(request);
        } catch (error) {
          waiting.cancel();
          throw error;
        }
        waiting.start();
        return await waiting.answer.catch((error: unknown) => {
          if (error instanceof DeviceError && error.code === 'device.timeout') return undefined;
          throw error;
        });
      }),
    send: (bytes) => queue.run('printer', () => transport.write(bytes)),
    sawForeignBytes() {
      const saw = foreign;
      foreign = false;
      return saw;
    },
    close() {
      stopIdle();
      const closed = new DeviceError('transport.closed', 'the conversation was ended');
      queue.rejectQueued(closed);
      waitress.rejectAll(closed);
    },
  };
}

/** What no answer means: something else lives there, or the printer is silent. Never "ready". */
export function unanswered(foreign: boolean): PrinterStatus {
  return {
    ready: false,
    faults: [foreign ? 'printer.foreign' : 'printer.silent'],
    warnings: [],
    answered: false,
    drained: false,
    working: false,
    labelsLeft: undefined,
  };
}

/**
 * Printers that only say whether they print now may say "no" before they have begun: what was sent is printed when printing was
 * seen and is over, or after so many quiet answers in a row.
 */
const QUIET_ANSWERS = 4;

export class DrainWatch {
  #sawPrinting = false;
  #quiet = 0;
  #pending = false;

  sent(): void {
    this.#pending = true;
    this.#sawPrinting = false;
    this.#quiet = 0;
  }

  /** Notes one answer; true when nothing of what was sent is left. */
  answered(printing: boolean, ready: boolean): boolean {
    if (printing) this.#sawPrinting = true;
    this.#quiet = printing || !ready ? 0 : this.#quiet + 1;
    if (!this.#pending) return !printing;
    return ready && !printing && (this.#sawPrinting || this.#quiet >= QUIET_ANSWERS);
  }
}

/** A status line of a decoder as what the machinery works with. */
export function statusOf(
  line: { readonly faults: readonly string[]; readonly warnings: readonly string[] },
  drain: { readonly drained: boolean; readonly working: boolean; readonly labelsLeft?: number | undefined },
): PrinterStatus {
  return {
    ready: line.faults.length === 0,
    faults: [...new Set(line.faults.map(faultCode))],
    warnings: line.warnings,
    answered: true,
    drained: drain.drained,
    working: drain.working,
    labelsLeft: drain.labelsLeft,
  };
}
