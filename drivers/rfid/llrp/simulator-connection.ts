import { DeviceError } from '../../errors.ts';
import type { SimulatorSession } from '../../manifest.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import { decodeMessage, encodeMessage, type Group, type LlrpMessage } from './codec.ts';
import { messageByName, messageByType, responseTypeOf } from './definition.ts';
import { MessageFramer } from './framer.ts';
import { statusOf } from './simulator-tables.ts';

/** How a simulated reader misbehaves; every switch may be changed while it runs. */
export interface Misbehaviour {
  /** Says nothing at all any more, not even keepalives. */
  silent?: boolean;
  /** Sends no keepalives. */
  noKeepalives?: boolean;
  /** Writes every message in pieces of this many bytes. */
  pieceBytes?: number;
  /** The next message claims to be this many bytes longer (or shorter) than it is; once. */
  wrongLengthOnce?: number;
  /** Answers these requests with ERROR_MESSAGE and this status. */
  errorAnswers?: Record<string, number>;
  /** Never answers these requests. */
  unanswered?: string[];
  /** So many of the next ADD_ROSPEC requests are answered "already in use". */
  roSpecExists?: number;
}

interface ConnectionOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly misbehaviour: Misbehaviour;
  /** Body of the response to a request; undefined for a request the reader does not know. */
  readonly answer: (name: string, body: Group) => Group | undefined;
  readonly onMessage: (name: string) => void;
  readonly onClosed: () => void;
}

/** Message ids of what a reader sends of its own accord start here, as in the published vectors. */
const FIRST_OWN_ID = 0x2a00_0001;
/** A reader that gets no acknowledgement for so many keepalives closes the link. */
const MISSED_ACKNOWLEDGEMENTS = 3;
/** Status M_UnsupportedMessage. */
const UNSUPPORTED_MESSAGE = 109;

/** The reader's end of one link: frames, answers, keepalives. */
export class SimulatorConnection implements SimulatorSession {
  readonly #options: ConnectionOptions;
  readonly #framer = new MessageFramer();
  #nextId = FIRST_OWN_ID;
  #open = true;
  #cancelKeepalive: () => void = () => {};
  #unacknowledged = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    options.transport.onClose(() => this.#ended());
    options.transport.onBytes((bytes) => this.#receive(bytes));
  }

  /** Sends a message of the reader's own accord. */
  tell(name: string, body: Group = {}): void {
    this.#send(name, this.#nextId, body);
    this.#nextId += 1;
  }

  /** Sends bytes that are no message. */
  tellRaw(bytes: Uint8Array): void {
    this.#write(bytes);
  }

  /** Periodic keepalives; 0 turns them off. */
  keepEvery(milliseconds: number): void {
    this.#cancelKeepalive();
    this.#unacknowledged = 0;
    if (milliseconds === 0 || !this.#open) return;
    const tick = (): void => {
      if (this.#unacknowledged >= MISSED_ACKNOWLEDGEMENTS) return this.stop();
      if (this.#options.misbehaviour.noKeepalives !== true) {
        this.#unacknowledged += 1;
        this.tell('KEEPALIVE');
      }
      this.#cancelKeepalive = this.#options.clock.after(milliseconds, tick);
    };
    this.#cancelKeepalive = this.#options.clock.after(milliseconds, tick);
  }

  stop(): void {
    void this.#options.transport.close();
    this.#ended();
  }

  #ended(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#cancelKeepalive();
    this.#options.onClosed();
  }

  #receive(bytes: Uint8Array): void {
    if (!this.#open) return;
    try {
      this.#framer.push(bytes, (message) => this.#handle(decodeMessage(message)));
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      this.stop();
    }
  }

  #handle(message: LlrpMessage): void {
    const { name, id, body } = message;
    const { misbehaviour } = this.#options;
    this.#options.onMessage(name);
    if (name === 'KEEPALIVE_ACK') {
      this.#unacknowledged = 0;
      return;
    }
    if (misbehaviour.unanswered?.includes(name) === true) return;
    const error = misbehaviour.errorAnswers?.[name];
    if (error !== undefined) return this.#send('ERROR_MESSAGE', id, statusOf(error, 'simulated error'));
    const response = this.#options.answer(name, body);
    if (name === 'ENABLE_EVENTS_AND_REPORTS' || name === 'GET_REPORT') return;
    if (response === undefined) {
      this.#send('ERROR_MESSAGE', id, statusOf(UNSUPPORTED_MESSAGE, 'unsupported message'));
      return;
    }
    const responseType = responseTypeOf(messageByName.get(name)?.type ?? 0);
    this.#send(messageByType.get(responseType)?.name ?? 'ERROR_MESSAGE', id, response);
    if (name === 'CLOSE_CONNECTION') this.stop();
  }

  #send(name: string, id: number, body: Group): void {
    const bytes = encodeMessage({ name, id, body });
    const { misbehaviour } = this.#options;
    const lie = misbehaviour.wrongLengthOnce;
    if (lie !== undefined) {
      delete misbehaviour.wrongLengthOnce;
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(2, bytes.length + lie);
    }
    this.#write(bytes);
  }

  #write(bytes: Uint8Array): void {
    const { misbehaviour, transport } = this.#options;
    if (!this.#open || misbehaviour.silent === true) return;
    const piece = misbehaviour.pieceBytes ?? bytes.length;
    for (let at = 0; at < bytes.length; at += piece) {
      // A failed write means the link is gone, which `onClose` reports.
      transport.write(bytes.subarray(at, at + piece)).catch(() => this.stop());
    }
  }
}
