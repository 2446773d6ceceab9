import { DeviceError } from '../../errors.ts';
import type { Framed } from '../../framing/framer.ts';
import type { Result } from '../../measurement/instrument-course.ts';
import { isHidTransport } from '../../transport/hid.ts';
import type { MeterDialogue, MeterIdentity, MeterTools } from '../meter-session.ts';
import { ACK, EOT, hidBlocks, NAK } from './commands.ts';
import { createAstmFramer, type LinkFrame } from './frame.ts';
import { AstmMessage } from './message.ts';

/** E1381: fifteen seconds between frames; meters answer far sooner, and a person waits. */
const FRAME_MS = 3000;
/** A bad frame is refused at most six times, then the transmission is given up (E1381). */
const MOST_REFUSALS = 6;
const ATTEMPTS = 3;

interface Transmission {
  readonly readings: Result[];
  readonly identity: Record<string, string>;
  clock: string | undefined;
  readonly resolve: (transmission: Transmission) => void;
  readonly reject: (error: DeviceError) => void;
}

/**
 * The meter sends its whole memory as one transmission. The host asks for it with EOT, answers ENQ with ACK and every
 * good frame with ACK; a damaged frame gets NAK and comes again. A repeated frame is answered and dropped.
 */
export class AstmDialogue implements MeterDialogue {
  readonly #tools: MeterTools;
  readonly #inHid: () => boolean;
  readonly #framer = createAstmFramer();
  readonly #message = new AstmMessage();
  #transmission: Transmission | undefined;
  #refusals = 0;
  #cancelWait = (): void => {};

  /** @param link how bytes travel; `auto` = reports on a HID line */
  constructor(tools: MeterTools, link: 'auto' | 'hid' | 'serial') {
    this.#tools = tools;
    this.#inHid = () => (link === 'auto' ? isHidTransport(tools.line.transport) : link === 'hid');
  }

  received(bytes: Uint8Array): void {
    for (const line of this.#framer.push(bytes)) this.#take(line);
  }

  silent(): void {
    for (const line of this.#framer.idle()) this.#take(line);
  }

  end(cause: DeviceError): void {
    this.#cancelWait();
    this.#transmission?.reject(cause);
    this.#transmission = undefined;
  }

  async identify(): Promise<MeterIdentity> {
    const { identity, clock } = await this.#read();
    return clock === undefined ? { identity } : { identity, clock };
  }

  async readAll(): Promise<readonly Result[]> {
    const { readings } = await this.#read();
    // The meters send the newest first or last; the time decides.
    return readings.toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''));
  }

  async readNewest(): Promise<Result | undefined> {
    return (await this.readAll())[0];
  }

  async #read(): Promise<Transmission> {
    for (let attempt = 1; ; attempt += 1) {
      const { promise, resolve, reject } = Promise.withResolvers<Transmission>();
      this.#transmission = { readings: [], identity: {}, clock: undefined, resolve, reject };
      this.#refusals = 0;
      try {
        await this.#say(EOT);
        this.#wait();
        return await promise;
      } catch (error) {
        this.#transmission = undefined;
        const isTimeout = error instanceof DeviceError && error.code === 'device.timeout';
        if (!isTimeout || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  #take(line: Framed<LinkFrame>): void {
    if (line.kind !== 'checked') {
      this.#message.take(line);
      this.#tools.bad(line);
      if (line.kind === 'refused') this.#refuse();
      return;
    }
    this.#refusals = 0;
    for (const { content } of this.#message.take(line)) {
      if (content.kind === 'refused') this.#tools.bad({ length: line.length, reason: content.reason });
      if (content.kind === 'reading') this.#transmission?.readings.push(content);
      if (content.kind === 'frame' && content.type === 'header') this.#header(content.fields);
    }
    const names = line.elements.map((element) => (element.kind === 'control' ? element.name : element.kind));
    // EOT behind frames is the end; before a header it only clears the line.
    if (names.at(-1) === 'endOfTransmission') this.#finish();
    else if (names.includes('text') || names.includes('enquiry')) void this.#say(ACK).catch(() => {});
    if (this.#transmission !== undefined) this.#wait();
  }

  #header(fields: Readonly<Record<string, unknown>>): void {
    const transmission = this.#transmission;
    if (transmission === undefined) return;
    transmission.readings.length = 0;
    for (const [name, field] of [
      ['model', 'product'],
      ['serialNumber', 'serialNumber'],
    ] as const) {
      const value = fields[field];
      if (typeof value === 'string' && value !== '') transmission.identity[name] = value;
    }
    const { at, versions } = fields;
    if (Array.isArray(versions) && versions.length > 0) transmission.identity['version'] = versions.join(' ');
    if (typeof at === 'string') transmission.clock = at;
  }

  #finish(): void {
    const transmission = this.#transmission;
    if (transmission === undefined || Object.keys(transmission.identity).length === 0) return;
    this.#cancelWait();
    this.#transmission = undefined;
    transmission.resolve(transmission);
  }

  #refuse(): void {
    this.#refusals += 1;
    void this.#say(this.#refusals > MOST_REFUSALS ? EOT : NAK).catch(() => {});
  }

  #wait(): void {
    const transmission = this.#transmission;
    this.#cancelWait();
    this.#cancelWait = this.#tools.clock.after(FRAME_MS, () => {
      this.#transmission = undefined;
      const timeout = { retryable: true, detail: { timeoutMs: FRAME_MS } };
      transmission?.reject(new DeviceError('device.timeout', 'the meter has stopped sending', timeout));
    });
  }

  async #say(byte: typeof ACK | typeof NAK | typeof EOT): Promise<void> {
    const { line } = this.#tools;
    if (!this.#inHid()) {
      await line.write(Uint8Array.of(byte));
      return;
    }
    const isReport = isHidTransport(line.transport);
    // Over real HID the report id goes first; a serial bridge carries the 64 bytes as they are.
    for (const block of hidBlocks(Uint8Array.of(byte))) {
      await line.write(isReport ? Uint8Array.of(0, ...block) : block);
    }
  }
}
