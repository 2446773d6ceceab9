import type { DecodedTag } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { Clock, DriverLog, Transport } from '../../transport/transport.ts';
import { decodeMessage, encodeMessage, type Group, type LlrpMessage, readHeader } from './codec.ts';
import { groupAt, numberAt, textAt } from './groups.ts';
import { MESSAGE_TYPE, messageByName, messageByType, responseTypeOf } from './definition.ts';
import { MessageFramer } from './framer.ts';
import { PendingRequests } from './pending-requests.ts';
import { REASON, type Reason } from './reasons.ts';
import { decodeTagReports } from './tag-reports.ts';

/** Limits in milliseconds (shared/protocols/llrp.md sections 5 and 10). */
export const CONNECT_LIMIT_MS = 5_000;
export const GREETING_LIMIT_MS = 10_000;
/** Silent keepalive periods after which a link is dead (section 6). */
const SILENT_PERIODS = 3;

/** Connection attempt states (section 5). */
export const ATTEMPT = {
  accepted: 0,
  readerInitiatedExists: 1,
  clientInitiatedExists: 2,
  failed: 3,
  another: 4,
} as const;

export interface SessionHandlers {
  onTags(tags: readonly DecodedTag[]): void;
  /** The content of parameter 246. */
  onEvent(data: Group): void;
  /** A report whose body was wrong: reads were lost, the link stays. */
  onRefusedReport(error: DeviceError): void;
  /** Once, when the link is gone for whatever reason, also after `close`. */
  onClosed(reason: Reason): void;
}

interface Greeting {
  readonly greet: (data: Group) => void;
  readonly fail: (error: DeviceError) => void;
}

/**
 * One link to a reader from connect to close: frames, requests with their responses, keepalives. Knows nothing of
 * what the reader is used for.
 */
export class LlrpSession {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #log: DriverLog;
  readonly #handlers: SessionHandlers;
  readonly #framer = new MessageFramer();
  readonly #pending: PendingRequests;
  #nextId = 1;
  #closed = false;
  #closeReason: Reason = REASON.linkLost;
  #keepaliveMs = 0;
  #cancelWatch: () => void = () => {};
  #lastMessageMonotonic: number;
  #lastMessageAt: number;
  #greeting: Greeting | undefined;

  constructor(transport: Transport, clock: Clock, log: DriverLog, handlers: SessionHandlers) {
    this.#transport = transport;
    this.#clock = clock;
    this.#pending = new PendingRequests(clock);
    this.#log = log;
    this.#handlers = handlers;
    this.#lastMessageMonotonic = clock.monotonic();
    this.#lastMessageAt = clock.now();
    transport.onBytes((bytes) => this.#receive(bytes));
    transport.onClose(() => this.#ended());
  }

  /** UTC milliseconds of the last whole message. */
  get lastMessageAt(): number {
    return this.#lastMessageAt;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /**
   * Connects and waits for the reader's greeting.
   * @returns the greeting event (parameter 246 with its timestamp)
   * @throws DeviceError `transport.*`, `device.timeout`, `device.refused` (detail.reason, detail.attempt)
   */
  async open(): Promise<Group> {
    const abort = new AbortController();
    const cancel = this.#clock.after(CONNECT_LIMIT_MS, () => abort.abort());
    try {
      const greeting = this.#awaitGreeting();
      // Closing may reject the greeting while the connect error is already on its way to the caller.
      greeting.catch(() => {});
      await this.#transport.open(abort.signal);
      cancel();
      const data = await greeting;
      const attempt = numberAt(groupAt(data, 'connectionAttemptEvent'), 'status') ?? ATTEMPT.accepted;
      if (attempt === ATTEMPT.accepted) return data;
      const others = attempt === ATTEMPT.readerInitiatedExists || attempt === ATTEMPT.clientInitiatedExists;
      throw new DeviceError('device.refused', 'the reader refused the connection', {
        retryable: true,
        detail: { reason: others ? REASON.refusedOtherClient : REASON.refused, attempt },
      });
    } catch (error) {
      await this.drop(REASON.linkLost);
      throw error;
    } finally {
      cancel();
    }
  }

  /** Starts watching for silence; call after the reader has been told to send keepalives. */
  watchKeepalive(periodMs: number): void {
    this.#keepaliveMs = periodMs;
    this.#lastMessageMonotonic = this.#clock.monotonic();
    this.#watch();
  }

  /**
   * Sends a request and resolves with the body of its response, status 0.
   * @throws DeviceError `device.timeout` after 5 s, `device.refused` for a status or an ERROR_MESSAGE (detail.status,
   * detail.description), `protocol.unexpected` for a response of another type, `device.away` when the link ends
   */
  async request(name: string, body: Group = {}): Promise<Group> {
    const definition = messageByName.get(name);
    if (definition === undefined) throw new DeviceError('input.invalid', `LLRP has no message ${name}`);
    if (this.#closed) throw this.#awayError();
    const id = this.#takeId();
    const bytes = encodeMessage({ name, id, body });
    const pending = this.#pending.expect(id, name, responseTypeOf(definition.type));
    this.#write(bytes);
    const response = await pending;
    requireSuccess(name, response);
    return response.body;
  }

  /** Sends a message that has no response, with a new id or the one it answers. */
  notify(name: string, body: Group = {}): void {
    this.#send(name, this.#takeId(), body);
  }

  /** Ends the link without a word, as after silence or nonsense. */
  async drop(reason: Reason): Promise<void> {
    if (!this.#closed) this.#closeReason = reason;
    await this.#transport.close();
    this.#ended();
  }

  /** CLOSE_CONNECTION and its response, then the end of the link. Never rejects. */
  async close(): Promise<void> {
    if (!this.#closed) {
      await this.request('CLOSE_CONNECTION').catch((error: unknown) => {
        this.#log.debug('close was not confirmed', { error: String(error) });
      });
    }
    await this.drop(REASON.linkLost);
  }

  #awaitGreeting(): Promise<Group> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(CONNECT_LIMIT_MS + GREETING_LIMIT_MS, () => {
        const detail = { reason: REASON.noGreeting };
        fail(new DeviceError('device.timeout', 'no greeting from the reader', { retryable: true, detail }));
      });
      const fail = (error: DeviceError): void => {
        cancel();
        this.#greeting = undefined;
        reject(error);
      };
      const greet = (data: Group): void => {
        cancel();
        this.#greeting = undefined;
        resolve(data);
      };
      this.#greeting = { greet, fail };
    });
  }

  #takeId(): number {
    const id = this.#nextId;
    this.#nextId = id === 0xffff_ffff ? 1 : id + 1;
    return id;
  }

  #send(name: string, id: number, body: Group): void {
    this.#write(encodeMessage({ name, id, body }));
  }

  #write(bytes: Uint8Array): void {
    this.#transport.write(bytes).catch((error: unknown) => {
      this.#log.debug('write failed', { error: String(error) });
      void this.drop(REASON.linkLost);
    });
  }

  #receive(bytes: Uint8Array): void {
    if (this.#closed) return;
    try {
      this.#framer.push(bytes, (message) => this.#dispatch(message));
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.#log.warn('link dropped: not LLRP', { error: error.message });
      void this.drop(REASON.foreignProtocol);
    }
  }

  #dispatch(message: Uint8Array): void {
    const header = readHeader(message);
    if (header === undefined || this.#closed) return;
    this.#lastMessageMonotonic = this.#clock.monotonic();
    this.#lastMessageAt = this.#clock.now();
    const { type, id } = header;
    if (type === MESSAGE_TYPE.keepalive) {
      this.#send('KEEPALIVE_ACK', id, {});
    } else if (type === MESSAGE_TYPE.roAccessReport) {
      this.#report(message);
    } else if (messageByType.has(type)) {
      this.#dispatchDecoded(message, type, id);
    } else {
      this.#log.debug('message of an unknown type', { type });
    }
  }

  #report(message: Uint8Array): void {
    try {
      this.#handlers.onTags(decodeTagReports(message));
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.#handlers.onRefusedReport(error);
    }
  }

  #dispatchDecoded(bytes: Uint8Array, type: number, id: number): void {
    let message: LlrpMessage;
    try {
      message = decodeMessage(bytes);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.#log.warn('message with a wrong body', { type, error: error.message });
      this.#pending.fail(id, error);
      return;
    }
    if (type === MESSAGE_TYPE.readerEventNotification) {
      const data = groupAt(message.body, 'readerEventNotificationData') ?? {};
      if (this.#greeting !== undefined && data['connectionAttemptEvent'] !== undefined)
        this.#greeting.greet(data);
      else this.#handlers.onEvent(data);
      return;
    }
    if (!this.#pending.settle(message, type)) {
      this.#log.debug('response nobody waits for', { name: message.name, id });
    }
  }

  #watch(): void {
    this.#cancelWatch();
    if (this.#closed || this.#keepaliveMs === 0) return;
    const deadline = this.#lastMessageMonotonic + SILENT_PERIODS * this.#keepaliveMs;
    const left = deadline - this.#clock.monotonic();
    if (left <= 0) {
      this.#log.warn('reader is silent', { periods: SILENT_PERIODS, periodMs: this.#keepaliveMs });
      void this.drop(REASON.keepaliveLost);
      return;
    }
    this.#cancelWatch = this.#clock.after(left, () => this.#watch());
  }

  #ended(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelWatch();
    const lost = this.#awayError();
    this.#greeting?.fail(lost);
    this.#pending.failAll(lost);
    this.#handlers.onClosed(this.#closeReason);
  }

  #awayError(): DeviceError {
    return new DeviceError('device.away', 'the link to the reader ended', {
      retryable: true,
      detail: { reason: this.#closeReason },
    });
  }
}

/** @throws DeviceError `device.refused` for an ERROR_MESSAGE or a status other than 0 */
function requireSuccess(request: string, response: LlrpMessage): void {
  const status = groupAt(response.body, 'llrpStatus');
  const statusCode = numberAt(status, 'statusCode') ?? 0;
  if (response.name !== 'ERROR_MESSAGE' && statusCode === 0) return;
  const description = textAt(status, 'errorDescription');
  throw new DeviceError('device.refused', `${request} answered ${statusCode} ${description}`, {
    detail: { request, status: statusCode, description, parameterError: status?.['parameterError'] },
  });
}
