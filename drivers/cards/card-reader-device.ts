import { DeviceError } from '../errors.ts';
import type { Framed, Framer } from '../framing/framer.ts';
import type { DeviceEvent, DeviceState, RunningDevice } from '../manifest.ts';
import type { Clock, DriverLog, Transport, TransportFactory } from '../transport/transport.ts';
import { maskCardId } from './card-forms.ts';
import type { CardFrame, CardReading } from './card-reading.ts';
import { CardRepeatFilter } from './card-repeat.ts';

/** What distinguishes the readers: their frames, and when a frame that waits for a last byte is complete by silence. */
export interface CardReaderSession {
  readonly framer: Framer<CardFrame>;
  /** True when the bytes end in something that may already be the whole end of a frame. */
  readonly mayBeComplete: (bytes: Uint8Array) => boolean;
}

export interface CardReaderOptions {
  /** `undefined` for readers whose keys are taken by the screen: they have no line of their own. */
  readonly factory: TransportFactory | undefined;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly createSession: () => CardReaderSession;
  readonly repeatWindowMs: number;
  /** Reads a number that was typed into a screen; throws DeviceError `input.invalid`. */
  readonly readTyped?: (text: string) => CardReading;
}

/** The absent reader must be reported within 5 s (iso14443-cards.md section 5), so retries are never further apart. */
const RETRY_MS: readonly number[] = [500, 1000, 2000, 4000];
/** Longer than the pause between two characters of a frame, shorter than a person notices. */
const SILENCE_MS = 100;

/** Keeps one card reader connected and turns its frames into `card` events, one a tap. */
export function createCardReaderDevice(options: CardReaderOptions): RunningDevice {
  return new CardReaderDevice(options);
}

class CardReaderDevice implements RunningDevice {
  readonly #options: CardReaderOptions;
  readonly #repeats: CardRepeatFilter;
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  #phase: 'new' | 'running' | 'stopped' = 'new';
  #state: DeviceState | undefined;
  #reason: string | undefined;
  #line: Transport | undefined;
  #attempt = 0;
  #cancelRetry = (): void => {};
  #cancelSilence = (): void => {};

  constructor(options: CardReaderOptions) {
    this.#options = options;
    this.#repeats = new CardRepeatFilter(options.repeatWindowMs);
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    if (this.#phase !== 'new') return;
    this.#phase = 'running';
    if (this.#options.factory === undefined) this.#enter('ready');
    else void this.#connect(this.#options.factory);
  }

  async stop(): Promise<void> {
    if (this.#phase === 'stopped') return;
    this.#phase = 'stopped';
    this.#cancelRetry();
    this.#cancelSilence();
    const line = this.#line;
    this.#line = undefined;
    await line?.close();
    this.#enter('stopped');
  }

  /** `typed` with `{text}`: a number that the screen's burst detector has caught; answers `{cardId, random}`. */
  async request(action: string, input: unknown): Promise<unknown> {
    const { readTyped } = this.#options;
    if (action !== 'typed' || readTyped === undefined) {
      throw new DeviceError('device.unsupported', `a card reader knows no action ${action}`);
    }
    const text = typeof input === 'object' && input !== null && 'text' in input ? input.text : undefined;
    if (typeof text !== 'string') throw new DeviceError('input.invalid', 'text is missing');
    const reading = readTyped(text);
    this.#tell(reading);
    return { cardId: reading.uid, random: reading.random };
  }

  async #connect(factory: TransportFactory): Promise<void> {
    const line = factory();
    this.#line = line;
    const { framer, mayBeComplete } = this.#options.createSession();
    line.onBytes((bytes) => {
      this.#cancelSilence();
      this.#read(framer.push(bytes));
      if (mayBeComplete(bytes)) {
        this.#cancelSilence = this.#options.clock.after(SILENCE_MS, () => this.#read(framer.idle()));
      }
    });
    line.onClose((cause) => this.#lost(line, factory, cause));
    if (this.#state === undefined) this.#enter('connecting');
    try {
      await line.open();
    } catch (error) {
      this.#lost(line, factory, error);
      return;
    }
    if (this.#line !== line) return;
    this.#attempt = 0;
    this.#enter('ready');
  }

  /** Told by the failed opening, the closed line or both; the second finds another line or none and does nothing. */
  #lost(line: Transport, factory: TransportFactory, cause: unknown): void {
    if (this.#phase !== 'running' || this.#line !== line) return;
    // A line that fails to open ends without a cause first; its reason comes with the rejection.
    if (cause === undefined) return;
    this.#line = undefined;
    this.#cancelSilence();
    const reason = cause instanceof DeviceError ? cause.code : 'transport.closed';
    this.#enter('away', reason);
    const wait = RETRY_MS[Math.min(this.#attempt, RETRY_MS.length - 1)] ?? 0;
    this.#attempt += 1;
    this.#cancelRetry = this.#options.clock.after(wait, () => void this.#connect(factory));
  }

  #read(lines: readonly Framed<CardFrame>[]): void {
    for (const line of lines) {
      switch (line.kind) {
        case 'reading':
          this.#tell(line.reading);
          break;
        case 'refused':
          this.#options.log.warn('card line refused', { reason: line.reason, bytes: line.length });
          break;
        case 'discarded':
        case 'incomplete':
          this.#options.log.debug('bytes that are no card', { bytes: line.length });
          break;
      }
    }
  }

  #tell(reading: CardReading): void {
    const { clock, log } = this.#options;
    if (!this.#repeats.isNew(reading.uid, clock.monotonic())) return;
    log.info('card', { card: maskCardId(reading.uid), encoding: reading.encoding, random: reading.random });
    this.#emit({
      kind: 'card',
      cardId: reading.uid,
      raw: reading.text,
      encoding: reading.encoding,
      at: clock.now(),
    });
  }

  #enter(state: DeviceState, reason?: string): void {
    if (state === this.#state && reason === this.#reason) return;
    this.#state = state;
    this.#reason = reason;
    this.#emit({ kind: 'state', state, ...(reason === undefined ? {} : { reason }) });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
