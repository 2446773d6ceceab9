import { createServer, type Server, type Socket } from 'node:net';
import { textOfBytes } from '../../../../drivers/imports/file-text.ts';
import {
  acknowledgement,
  type AcknowledgementCode,
  messageHead,
} from '../../../../drivers/imports/hl7-answer.ts';
import { createMllpReader, type MllpEvent } from '../../../../drivers/imports/mllp.ts';
import type { Clock } from '../../../../drivers/transport/transport.ts';
import { Refusal, StoreError } from '../../../kernel/errors.ts';
import type { ReceiveAnswer } from '../record/commands.ts';
import type { RunningWay, Standing } from './folder-watch.ts';

export interface MllpLimits {
  readonly mostBytes: number;
  readonly mostConnections: number;
  /** Without a byte for so long a connection is closed; its instrument opens the next one. */
  readonly idleMs: number;
}

export const mllpLimits: MllpLimits = {
  mostBytes: 4 * 1024 * 1024,
  mostConnections: 8,
  idleMs: 5 * 60_000,
};

export interface MllpListenerOptions {
  readonly host: string;
  /** 0 = any free one, for tests. */
  readonly port: number;
  readonly clock: Clock;
  readonly limits?: MllpLimits;
  /** Resolves when the message and its results are on the disk. */
  readonly receive: (bytes: Uint8Array) => Promise<ReceiveAnswer>;
  readonly onChange: () => void;
  readonly log: { info(detail: object, message: string): void; error(detail: object, message: string): void };
}

const RETRY_MS: readonly number[] = [1000, 2000, 5000, 10_000, 30_000];

/**
 * HL7 v2 over MLLP: one answer for each message, in their order. AA only after everything of it is on record; AE when it
 * is kept and a person has to look at it; AR when nothing of it is kept, so that its sender may try again.
 */
export class MllpListener implements RunningWay {
  readonly #options: MllpListenerOptions;
  readonly #limits: MllpLimits;
  readonly #sockets = new Set<Socket>();
  readonly #serving = new Set<Promise<void>>();
  #server: Server | undefined;
  #state: Pick<Standing, 'state' | 'reason'> = { state: 'starting', reason: null };
  #attempt = 0;
  #isStopped = false;
  #cancelRetry = (): void => {};

  constructor(options: MllpListenerOptions) {
    this.#options = options;
    this.#limits = options.limits ?? mllpLimits;
    this.#listen();
  }

  standing(): Standing {
    return { ...this.#state, waiting: this.#sockets.size };
  }

  /** The port that was bound; undefined while there is none. */
  get port(): number | undefined {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : undefined;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => {
      if (server === undefined) resolve();
      else server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    // What was being stored comes to its end; its answer finds nobody any more.
    await Promise.all(this.#serving);
  }

  #listen(): void {
    const { host, port, clock } = this.#options;
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    server.maxConnections = this.#limits.mostConnections;
    this.#server = server;
    server.on('error', (error) => {
      if (this.#isStopped) return;
      this.#server = undefined;
      this.#enter({ state: 'fault', reason: listenReason(error) });
      const wait = RETRY_MS[Math.min(this.#attempt, RETRY_MS.length - 1)] ?? 0;
      this.#attempt += 1;
      this.#cancelRetry = clock.after(wait, () => this.#listen());
    });
    server.listen({ host, port }, () => {
      this.#attempt = 0;
      this.#enter({ state: 'open', reason: null });
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    this.#options.onChange();
    socket.setTimeout(this.#limits.idleMs, () => socket.destroy());
    // A line that breaks off ends the reading below; there is nothing else to do about it.
    socket.on('error', () => {});
    const serving = this.#serve(socket).finally(() => {
      socket.end(() => socket.destroy());
      this.#sockets.delete(socket);
      this.#serving.delete(serving);
      if (!this.#isStopped) this.#options.onChange();
    });
    this.#serving.add(serving);
  }

  async #serve(socket: Socket): Promise<void> {
    const reader = createMllpReader(this.#limits.mostBytes);
    try {
      // An instrument may close its side behind its last message and still wait for the answer.
      for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
        for (const event of reader.push(chunk as Uint8Array)) {
          const answer = await this.#answer(event);
          if (!socket.destroyed) socket.write(answer, 'utf8');
        }
      }
    } catch {
      // Broken off: a message that had not ended was never there.
    }
    if (reader.discarded > 0)
      this.#options.log.info({ bytes: reader.discarded }, 'bytes between HL7 messages discarded');
  }

  async #answer(event: MllpEvent): Promise<string> {
    const { text } = textOfBytes(event.kind === 'message' ? event.bytes : event.head);
    const say = (code: AcknowledgementCode, words: string): string =>
      acknowledgement(text, code, hl7Time(this.#options.clock.now()), words);
    if (event.kind === 'too-long') return say('AR', 'message too long');
    const head = messageHead(text);
    if (head === undefined) return say('AR', 'no MSH');
    if (head.type !== 'ORU^R01' && head.type !== 'ORU') return say('AR', 'only ORU R01 is taken');
    try {
      const { state, reason, id } = await this.#options.receive(event.bytes);
      this.#options.log.info({ receipt: id, state }, 'HL7 message received');
      if (state === 'taken') return say('AA', '');
      return say('AE', `${state} ${reason}`);
    } catch (error) {
      const code = error instanceof StoreError || error instanceof Refusal ? error.code : 'kernel.unexpected';
      this.#options.log.error({ code }, 'an HL7 message could not be kept');
      return say('AR', code);
    }
  }

  #enter(state: Pick<Standing, 'state' | 'reason'>): void {
    this.#state = state;
    this.#options.onChange();
  }
}

function listenReason(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'imports.port_taken';
  if (code === 'EACCES' || code === 'EPERM') return 'imports.port_denied';
  return 'imports.host_unknown';
}

/** Local time of this computer, `YYYYMMDDHHMMSS`, as instruments write theirs. */
function hl7Time(now: number): string {
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
