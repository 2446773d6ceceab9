import { DeviceError } from '../../errors.ts';
import { isChecked } from '../../framing/describing-decoder.ts';
import type { Framed, Framer } from '../../framing/framer.ts';
import { KeyedQueue } from '../../framing/keyed-queue.ts';
import type { DeviceLine, LineSession } from '../../line-device.ts';
import type { Clock, DriverLog } from '../../transport/transport.ts';
import { UhfDesk } from './desk.ts';
import { CommandLink } from '../../framing/command-link.ts';
import type { AppliedSettings, UhfProtocol } from './protocol.ts';
import { UHF_REASON } from './reasons.ts';
import type { UhfSettings } from './settings.ts';
import { SightingBatch } from './sighting-batch.ts';

export interface UhfSessionOptions<Frame extends { readonly kind: 'checked' }> {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: UhfSettings;
  readonly protocol: UhfProtocol<Frame>;
}

/** A module left inventorying by a crash floods the first answers (uhf-serial.md section 0). */
const FLUSH_MS = 200;
const RETRY_MS = 2000;
const HEARTBEAT_MS = 10_000;
/** Unanswered questions in a row after which the line is opened anew. */
const LOST_AFTER = 3;
/** Between two rounds of a module that is asked round by round, and after one that failed. */
const ROUND_PAUSE_MS = 10;
const FAULT_PAUSE_MS = 500;

/**
 * One connection to a serial UHF module: stop, flush, version, settings with read-back, then requests, reading and
 * heartbeat. Everything on the line goes through one queue.
 */
export class UhfSession<Frame extends { readonly kind: 'checked' }> implements LineSession {
  readonly #options: UhfSessionOptions<Frame>;
  readonly #framer: Framer<Frame>;
  readonly #link: CommandLink<Frame>;
  readonly #desk: UhfDesk<Frame>;
  readonly #queue = new KeyedQueue<'line'>();
  readonly #batch: SightingBatch;
  #phase: 'opening' | 'ready' | 'ended' = 'opening';
  #reading = false;
  #streaming = false;
  #misses = 0;
  #strayBytes = 0;
  #goodFrames = 0;
  #identity: Readonly<Record<string, string>> = {};
  #applied: AppliedSettings = { powerDbm: undefined, region: undefined };
  #cancelTimer = (): void => {};

  constructor(options: UhfSessionOptions<Frame>) {
    this.#options = options;
    this.#framer = options.protocol.createFramer();
    this.#link = new CommandLink<Frame>({
      clock: options.clock,
      write: (bytes) => options.line.write(bytes),
      onFree: (frame) => this.#free(frame),
    });
    this.#desk = new UhfDesk(options.protocol, this.#link, options.clock);
    this.#batch = new SightingBatch(options.clock, (sightings) =>
      options.line.emit({ kind: 'tags', sightings }),
    );
  }

  begin(): Promise<void> {
    return this.#queue.run('line', () => this.#bringUp());
  }

  received(bytes: Uint8Array): void {
    this.#take(this.#framer.push(bytes));
  }

  silent(): void {
    this.#take(this.#framer.idle());
  }

  end(cause: DeviceError): void {
    this.#phase = 'ended';
    this.#reading = false;
    this.#cancelTimer();
    this.#batch.flush();
    this.#queue.rejectQueued(cause);
    this.#link.end(cause);
  }

  async request(action: string, input: unknown): Promise<unknown> {
    if (this.#phase !== 'ready') {
      throw new DeviceError('device.away', 'the module does not answer yet', { retryable: true });
    }
    const values: Readonly<Record<string, unknown>> =
      typeof input === 'object' && input !== null ? { ...input } : {};
    switch (action) {
      case 'status':
        return this.#status();
      case 'readTags':
        return this.#alone(() => this.#desk.readTags(Number(values['milliseconds'])));
      case 'inventory':
        return this.#alone(() => this.#desk.inventoryRound());
      case 'writeEpc':
        return this.#alone(() => this.#desk.writeEpc(textOf(values['tid']), textOf(values['epcHex'])));
      case 'readMemory':
        return this.#alone(() => this.#readMemory(values));
      case 'startReading':
        this.#startReading();
        return { reading: true };
      case 'stopReading':
        this.#reading = false;
        return this.#alone(() => Promise.resolve({ reading: false }));
      default:
        throw new DeviceError('device.unsupported', `a UHF module knows no action ${action}`, {
          detail: { action },
        });
    }
  }

  async #readMemory(values: Readonly<Record<string, unknown>>): Promise<{ readonly dataHex: string }> {
    const { bank, wordAddress, words } = values;
    const epc = textOf(values['epc']).toUpperCase();
    if (!/^(?:[0-9A-F]{4})+$/.test(epc)) throw invalid('epc');
    if (!isWhole(bank, 0, 3)) throw invalid('bank');
    if (!isWhole(wordAddress, 0, 255)) throw invalid('wordAddress');
    if (!isWhole(words, 1, 32)) throw invalid('words');
    const bytes = await this.#desk.readMemory({ epc }, { bank, wordAddress }, words);
    return { dataHex: Buffer.from(bytes).toString('hex').toUpperCase() };
  }

  #status(): Readonly<Record<string, unknown>> {
    const { settings } = this.#options;
    return {
      identity: this.#identity,
      role: settings.role,
      antennas: settings.antennas,
      powerDbm: this.#applied.powerDbm ?? null,
      region: this.#applied.region ?? null,
      reading: this.#reading,
    };
  }

  async #bringUp(): Promise<void> {
    const { protocol, line, settings, log } = this.#options;
    this.#strayBytes = 0;
    this.#goodFrames = 0;
    try {
      await protocol.stop(this.#link);
      await this.#link.pause(FLUSH_MS);
      this.#identity = await protocol.identify(this.#link);
      this.#applied = await protocol.configure(this.#link, settings);
      requireApplied(settings, this.#applied);
    } catch (error) {
      return this.#notUp(error);
    }
    if (this.#phase === 'ended') return;
    this.#phase = 'ready';
    this.#misses = 0;
    log.info('UHF module ready', { ...this.#applied });
    line.emit({ kind: 'identity', identity: this.#identity });
    line.enter('ready');
    this.#watch();
    if (settings.role === 'handheld') this.#startReading();
  }

  /** The line itself is open, so it is kept and tried again; only the words on the screen differ. */
  #notUp(error: unknown): void {
    if (this.#phase === 'ended') return;
    const { line, clock, log } = this.#options;
    const reason = error instanceof DeviceError ? error.detail['reason'] : undefined;
    log.warn('UHF module not ready', { error: error instanceof DeviceError ? error.code : 'unknown' });
    if (typeof reason === 'string') line.enter('fault', reason);
    else line.enter('degraded', this.#lineReason());
    this.#cancelTimer = clock.after(RETRY_MS, () => void this.begin().catch(() => {}));
  }

  #lineReason(): string {
    return this.#goodFrames === 0 && this.#strayBytes > 0 ? UHF_REASON.lineGarbage : UHF_REASON.lineSilent;
  }

  #take(lines: readonly Framed<Frame>[]): void {
    for (const line of lines) {
      if (isChecked<Frame>(line)) {
        this.#goodFrames += 1;
        this.#link.deliver(line);
      } else {
        this.#strayBytes += line.length;
        if (line.kind === 'refused') {
          this.#options.log.debug('frame refused', { reason: line.reason, bytes: line.length });
        }
      }
    }
  }

  #free(frame: Frame): void {
    const { protocol } = this.#options;
    if (!this.#streaming) return;
    const taken = protocol.stream?.take(frame);
    if (taken === undefined) return;
    this.#misses = 0;
    this.#watch();
    const { line } = this.#options;
    if (taken === 'alive') return;
    if ('warning' in taken) return line.enter('degraded', taken.warning);
    line.enter('ready');
    this.#batch.add(taken);
  }

  #startReading(): void {
    if (this.#reading) return;
    this.#reading = true;
    if (this.#options.protocol.stream === undefined) void this.#readRounds();
    else void this.#queue.run('line', () => this.#startStream()).catch(() => {});
  }

  async #readRounds(): Promise<void> {
    const { protocol } = this.#options;
    while (this.#reading && this.#phase === 'ready') {
      try {
        await this.#queue.run('line', () =>
          protocol.inventory(this.#link, (tag) => {
            if (this.#reading) this.#batch.add(tag);
          }),
        );
        this.#answered();
        await this.#link.pause(ROUND_PAUSE_MS);
      } catch (error) {
        if (this.#phase !== 'ready') return;
        this.#unanswered(error);
        await this.#link.pause(FAULT_PAUSE_MS).catch(() => {});
      }
    }
  }

  async #startStream(): Promise<void> {
    const { protocol } = this.#options;
    if (!this.#reading || this.#phase !== 'ready') return;
    await protocol.stream?.start(this.#link);
    this.#streaming = true;
    this.#watch();
  }

  /** A request has the module for itself: a stream is stopped before and goes on afterwards. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#queue.run('line', async () => {
      if (this.#streaming) {
        this.#streaming = false;
        await this.#options.protocol.stop(this.#link);
      }
      try {
        const result = await work();
        this.#answered();
        return result;
      } finally {
        if (this.#reading && this.#options.protocol.stream !== undefined) {
          await this.#startStream().catch(() => {});
        }
      }
    });
  }

  /** Sign of life: a question while idle, the frames of a stream while it runs. */
  #watch(): void {
    this.#cancelTimer();
    if (this.#phase !== 'ready') return;
    const { clock, protocol } = this.#options;
    const wait = this.#streaming ? (protocol.stream?.silenceMs ?? HEARTBEAT_MS) : HEARTBEAT_MS;
    this.#cancelTimer = clock.after(wait, () => void this.#checkLife());
  }

  async #checkLife(): Promise<void> {
    try {
      await this.#alone(() => this.#options.protocol.identify(this.#link));
    } catch (error) {
      if (this.#phase === 'ready') this.#unanswered(error);
    }
    this.#watch();
  }

  #answered(): void {
    if (this.#misses > 0 && this.#phase === 'ready') this.#options.line.enter('ready');
    this.#misses = 0;
  }

  /** A module that answers with a fault is there; only silence gives the line up. */
  #unanswered(error: unknown): void {
    const { line } = this.#options;
    const reason = error instanceof DeviceError ? error.detail['reason'] : undefined;
    const isSilence = error instanceof DeviceError && error.code === 'device.timeout';
    this.#misses = isSilence ? this.#misses + 1 : 1;
    if (this.#misses >= LOST_AFTER) {
      line.drop(new DeviceError('device.timeout', 'the module has fallen silent', { cause: error }));
      return;
    }
    line.enter('degraded', typeof reason === 'string' ? reason : UHF_REASON.lineSilent);
  }
}

/** @throws DeviceError `device.fault` when the module works with something else than was set */
function requireApplied(settings: UhfSettings, applied: AppliedSettings): void {
  const { powerDbm, region } = settings;
  const isPower = powerDbm === undefined || applied.powerDbm === undefined || applied.powerDbm === powerDbm;
  const isRegion = region === undefined || applied.region === undefined || applied.region === region;
  if (isPower && isRegion) return;
  throw new DeviceError('device.fault', 'the module does not keep what was set', {
    detail: { reason: UHF_REASON.readBackDiffers, asked: { powerDbm, region }, found: { ...applied } },
  });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function isWhole(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
}

const invalid = (field: string): DeviceError =>
  new DeviceError('input.invalid', `${field} is missing or not allowed`, { detail: { field } });
