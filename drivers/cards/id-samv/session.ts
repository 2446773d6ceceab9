import type { PersonContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { CommandLink } from '../../framing/command-link.ts';
import { isChecked } from '../../framing/describing-decoder.ts';
import type { Framed } from '../../framing/framer.ts';
import type { DeviceLine, LineSession } from '../../line-device.ts';
import type { Clock, DriverLog } from '../../transport/transport.ts';
import { type SamvCommandName, samvCommand } from './commands.ts';
import { createSamvFramer, describeSamv, type SamvFrame, samSerial } from './frame.ts';
import { readAddress } from './person.ts';
import type { SamvSettings } from './settings.ts';
import { SAMV, statusMeaning } from './statuses.ts';

/** Every stable code this driver puts into events and errors; words in resources/i18n/…/devices.json. */
export const IDCARD_REASON = {
  lineGarbage: 'line.garbage',
  lineSilent: 'line.silent',
  selfTestFailed: 'idcard.self_test_failed',
  liftCard: 'idcard.lift_card',
  unreadable: 'idcard.unreadable',
} as const;

type ModuleFrame = SamvFrame & { readonly from: 'module' };

const ANSWER_MS = 1000;
/** Reading takes one to two seconds; the bytes come in pieces. */
const READ_MS = 4000;
const HEARTBEAT_MS = 10_000;
const RETRY_MS = 2000;
const LOST_AFTER = 3;
const LONGEST_WAIT_MS = 120_000;

interface Waiting {
  readonly resolve: (person: PersonContent) => void;
  readonly reject: (error: DeviceError) => void;
  readonly cancel: () => void;
}

export interface SamvSessionOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: SamvSettings;
}

/**
 * One connection to a reader of identity cards (居民身份证): looks for a card, selects it at once, reads it. After any
 * failure the card must be lifted, since selecting it again fails while it lies there. Nothing of a person is logged.
 */
export class SamvSession implements LineSession {
  readonly #options: SamvSessionOptions;
  readonly #framer = createSamvFramer();
  readonly #link: CommandLink<SamvFrame>;
  #phase: 'opening' | 'ready' | 'ended' = 'opening';
  #waiting: Waiting | undefined;
  /** A card that failed lies there until the module finds none. */
  #mustLift = false;
  #misses = 0;
  #strayBytes = 0;
  #goodFrames = 0;
  #serialNumber = '';
  #cancelTimer = (): void => {};

  constructor(options: SamvSessionOptions) {
    this.#options = options;
    this.#link = new CommandLink<SamvFrame>({
      clock: options.clock,
      write: (bytes) => options.line.write(bytes),
      onFree: () => options.log.debug('late answer of the identity card module'),
    });
  }

  async begin(): Promise<void> {
    const { line, clock, settings } = this.#options;
    try {
      const { status } = await this.#ask('moduleStatus');
      if (status !== SAMV.ok) {
        line.enter('fault', IDCARD_REASON.selfTestFailed);
        return this.#again();
      }
      const serial = await this.#ask('moduleSerialNumber');
      this.#serialNumber = serial.status === SAMV.ok ? samSerial(serial.data) : '';
    } catch (error) {
      if (this.#phase === 'ended') throw error;
      line.enter('degraded', this.#lineReason());
      return this.#again();
    }
    this.#phase = 'ready';
    this.#misses = 0;
    line.emit({ kind: 'identity', identity: { model: 'SAM_V', serial: this.#serialNumber } });
    line.enter('ready');
    this.#cancelTimer = clock.after(settings.findMs, () => void this.#turn());
  }

  received(bytes: Uint8Array): void {
    this.#take(this.#framer.push(bytes));
  }

  silent(): void {
    this.#take(this.#framer.idle());
  }

  end(cause: DeviceError): void {
    this.#phase = 'ended';
    this.#cancelTimer();
    this.#link.end(cause);
    this.#settle((waiting) => waiting.reject(cause));
  }

  /** `readPerson` with `{milliseconds}`: waits for a card and answers with the person; `cancel`; `status`. */
  async request(action: string, input: unknown): Promise<unknown> {
    const values: Readonly<Record<string, unknown>> =
      typeof input === 'object' && input !== null ? { ...input } : {};
    switch (action) {
      case 'status':
        return {
          serialNumber: this.#serialNumber,
          mode: this.#options.settings.mode,
          waiting: this.#waiting !== undefined,
          mustLift: this.#mustLift,
        };
      case 'readPerson':
        return this.#waitForPerson(values['milliseconds'] ?? 30_000);
      case 'cancel':
        this.#settle((waiting) =>
          waiting.reject(new DeviceError('device.refused', 'reading the card was given up')),
        );
        return { waiting: false };
      default:
        throw new DeviceError('device.unsupported', `an identity card reader knows no action ${action}`, {
          detail: { action },
        });
    }
  }

  #waitForPerson(milliseconds: unknown): Promise<PersonContent> {
    if (this.#phase !== 'ready') {
      throw new DeviceError('device.away', 'the module does not answer yet', { retryable: true });
    }
    if (typeof milliseconds !== 'number' || !(milliseconds >= 1000 && milliseconds <= LONGEST_WAIT_MS)) {
      throw new DeviceError('input.invalid', 'milliseconds is missing or not allowed', {
        detail: { field: 'milliseconds' },
      });
    }
    if (this.#waiting !== undefined) {
      throw new DeviceError('device.refused', 'a card is already being waited for');
    }
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(milliseconds, () =>
        this.#settle((waiting) =>
          waiting.reject(
            new DeviceError('device.timeout', 'no card was put on', {
              retryable: true,
              detail: this.#mustLift ? { reason: IDCARD_REASON.liftCard } : {},
            }),
          ),
        ),
      );
      this.#waiting = { resolve, reject, cancel };
      this.#cancelTimer();
      void this.#turn();
    });
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.cancel();
    if (waiting !== undefined) how(waiting);
  }

  #again(): void {
    if (this.#phase === 'ended') return;
    this.#cancelTimer = this.#options.clock.after(RETRY_MS, () => void this.begin().catch(() => {}));
  }

  #lineReason(): string {
    return this.#goodFrames === 0 && this.#strayBytes > 0
      ? IDCARD_REASON.lineGarbage
      : IDCARD_REASON.lineSilent;
  }

  #take(lines: readonly Framed<SamvFrame>[]): void {
    for (const line of lines) {
      if (isChecked<SamvFrame>(line)) {
        this.#goodFrames += 1;
        this.#link.deliver(line);
      } else this.#strayBytes += line.length;
    }
  }

  async #ask(name: SamvCommandName, timeoutMs = ANSWER_MS): Promise<ModuleFrame> {
    const frame = await this.#link.ask(samvCommand(name), (each) => each.from === 'module', timeoutMs);
    if (frame.from !== 'module') throw new DeviceError('protocol.unexpected', 'a command was echoed');
    return frame;
  }

  get #wantsCard(): boolean {
    return this.#waiting !== undefined || this.#options.settings.mode === 'always';
  }

  /** One look for a card, or a sign of life while none is wanted. */
  async #turn(): Promise<void> {
    const { clock, settings, line } = this.#options;
    if (this.#phase !== 'ready') return;
    try {
      if (this.#wantsCard || this.#mustLift) await this.#look();
      else await this.#ask('moduleStatus');
      if (this.#misses > 0) line.enter('ready');
      this.#misses = 0;
    } catch (error) {
      // The answers of a lost line are nobody's any more; the line device has seen to it.
      if (this.#isEnded()) return;
      this.#missed(error);
    }
    if (this.#isEnded()) return;
    const wait = this.#wantsCard || this.#mustLift ? settings.findMs : HEARTBEAT_MS;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(wait, () => void this.#turn());
  }

  #isEnded(): boolean {
    return this.#phase === 'ended';
  }

  async #look(): Promise<void> {
    const found = await this.#ask('findCard');
    if (found.status !== SAMV.cardFound) {
      if (this.#mustLift) this.#options.line.enter('ready');
      this.#mustLift = false;
      return;
    }
    if (this.#mustLift || !this.#wantsCard) return;
    const selected = await this.#ask('selectCard');
    if (selected.status !== SAMV.ok) return this.#failed(selected.status);
    const read = await this.#ask('readCard', READ_MS);
    if (read.status !== SAMV.ok) return this.#failed(read.status);
    const person = describeSamv(read);
    // The frame held, but what stands on the card is no person: lifting it will not help.
    if (person.kind !== 'person') return this.#failed(SAMV.readFailed, IDCARD_REASON.unreadable);
    this.#deliver(await this.#withNewestAddress(person));
  }

  /** Nothing stored is the usual answer. */
  async #withNewestAddress(person: PersonContent): Promise<PersonContent> {
    if (!this.#options.settings.newestAddress) return person;
    const newest = await this.#ask('readNewestAddress');
    const address = newest.status === SAMV.ok ? readAddress(newest.data) : '';
    return address === '' ? person : { ...person, printedAddress: person['address'], address };
  }

  #deliver(person: PersonContent): void {
    const { line, clock, log } = this.#options;
    log.info('identity card read', { cardType: person['cardType'] });
    this.#settle((waiting) => waiting.resolve(person));
    line.emit({ kind: 'person', person, at: clock.now() });
  }

  #failed(status: number, reason: string = IDCARD_REASON.liftCard): void {
    const { line, log } = this.#options;
    log.warn('identity card not read', { status, meaning: statusMeaning(status) });
    this.#mustLift = true;
    line.enter('degraded', reason);
  }

  #missed(error: unknown): void {
    const { line } = this.#options;
    this.#misses += 1;
    if (this.#misses >= LOST_AFTER) {
      line.drop(new DeviceError('device.timeout', 'the module has fallen silent', { cause: error }));
      return;
    }
    // A card that was being read may have been pulled away; it counts as failed.
    line.enter('degraded', IDCARD_REASON.lineSilent);
  }
}
