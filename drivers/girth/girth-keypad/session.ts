import { DeviceError } from '../../errors.ts';
import type { LineSession } from '../../line-device.ts';
import type { DeviceEvent } from '../../manifest.ts';
import type { Clock } from '../../transport/transport.ts';
import {
  enterGirth,
  type Girth,
  type GirthAnswer,
  girths,
  type TapeUnit,
  tapeUnits,
  type TypedEntry,
} from './entry.ts';
import { createGirthFramer, girthReading } from './frame.ts';

export interface GirthIntakeOptions {
  readonly clock: Clock;
  readonly emit: (event: DeviceEvent) => void;
}

/** The next person does not go on with the entries of the one before. */
const FORGET_MS = 120_000;

/** What becomes of entries, whichever way they come in. */
export class GirthIntake {
  readonly #options: GirthIntakeOptions;
  readonly #entries = new Map<Girth, readonly number[]>();
  #cancelForget = (): void => {};

  constructor(options: GirthIntakeOptions) {
    this.#options = options;
  }

  /** `typed` with `{girth, text, unit?, previousCm?, heightCm?}` answers a `GirthAnswer`; `start` and `stop` forget. */
  async request(action: string, input: unknown): Promise<unknown> {
    if (action === 'start' || action === 'stop') {
      this.#forget(action === 'start' ? 'armed' : 'stopped');
      return {};
    }
    if (action !== 'typed')
      throw new DeviceError('device.unsupported', `a keypad does not do ${action}`, { detail: { action } });
    return this.#type(readTyped(input));
  }

  tell(girth: Girth, entries: readonly number[]): void {
    const { emit, clock } = this.#options;
    emit({ kind: 'reading', reading: girthReading(girth, entries), at: clock.now(), unsolicited: false });
  }

  end(): void {
    this.#cancelForget();
    this.#entries.clear();
  }

  #type({ girth, ...typed }: TypedEntry & { readonly girth: Girth }): GirthAnswer {
    const answer = enterGirth(girth, this.#entries.get(girth) ?? [], typed);
    if (answer.status === 'again' || answer.status === 'third') {
      this.#entries.set(girth, answer.entries);
      this.#phase('measuring');
      this.#cancelForget();
      this.#cancelForget = this.#options.clock.after(FORGET_MS, () => this.#forget('timed-out'));
    } else if (answer.status === 'taken') {
      this.#entries.delete(girth);
      if (this.#entries.size === 0) this.#cancelForget();
      this.tell(girth, answer.entries);
    }
    return answer;
  }

  #forget(phase: 'armed' | 'stopped' | 'timed-out'): void {
    this.end();
    this.#phase(phase);
  }

  #phase(phase: 'armed' | 'measuring' | 'stopped' | 'timed-out'): void {
    this.#options.emit({ kind: 'measurement', phase, at: this.#options.clock.now() });
  }
}

function readTyped(input: unknown): TypedEntry & { readonly girth: Girth } {
  const given: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {};
  const girth = girths.find((known) => known === given['girth']);
  const { text } = given;
  if (girth === undefined) throw wrong('girth');
  if (typeof text !== 'string') throw wrong('text');
  return {
    girth,
    text,
    unit: unitOf(given['unit']),
    previousCm: lengthOf(given['previousCm'], 'previousCm'),
    heightCm: lengthOf(given['heightCm'], 'heightCm'),
  };
}

function unitOf(given: unknown): TapeUnit | undefined {
  if (given === undefined || given === null) return undefined;
  const unit = tapeUnits.find((known) => known === given);
  if (unit === undefined) throw wrong('unit');
  return unit;
}

function lengthOf(given: unknown, field: string): number | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given !== 'number' || !(given > 0 && given < 300)) throw wrong(field);
  return given;
}

const wrong = (field: string): DeviceError =>
  new DeviceError('input.invalid', `${field} of an entry is missing or not allowed`, { detail: { field } });

/** One connection's worth of kept entries, played. */
export function createGirthSession(options: GirthIntakeOptions): LineSession {
  const framer = createGirthFramer();
  const intake = new GirthIntake(options);
  const take = (lines: ReturnType<typeof framer.push>): void => {
    for (const line of lines) {
      if (line.kind === 'reading')
        options.emit({ kind: 'reading', reading: line, at: options.clock.now(), unsolicited: false });
    }
  };
  return {
    received: (bytes) => take(framer.push(bytes)),
    silent: () => take(framer.idle()),
    end: () => intake.end(),
    request: (action, input) => intake.request(action, input),
  };
}
