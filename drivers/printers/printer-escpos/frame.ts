import type { Decoded, DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { recogniseHost } from './host-commands.ts';
import {
  type EscposStatus,
  isAutomaticStatus,
  isQueuedByte,
  isRealtimeByte,
  readAutomaticStatus,
  readQueuedByte,
  readRealtimeByte,
} from './status.ts';

export type EscposStatusContent = DecodedContent & { readonly kind: 'printer' } & Pick<
    EscposStatus,
    'warnings' | 'drawerHigh'
  > & {
    /** `DLE EOT 2`, `GS r 1`, `GS a`; null when the question was not seen. */
    readonly answers: string | null;
  };

interface Question {
  readonly kind: 'realtime' | 'queued';
  readonly n: number;
}

/**
 * Both directions of an ESC/POS line. An answer is one byte whose meaning hangs on the question, so questions are remembered, in
 * the order in which the framer takes them: a frame that is recognised is a frame that is told, before anything behind it
 * is judged.
 */
export class EscposDecoder implements FrameDecoder {
  readonly #framer: Framer;
  readonly #questions: Question[] = [];

  constructor() {
    this.#framer = createFramer(this.#recognise, { maximumFrame: 1_048_600 });
  }

  push(bytes: Uint8Array): Decoded[] {
    return this.#framer.push(bytes);
  }

  end(): Decoded[] {
    return this.#framer.end();
  }

  /** The line has been silent: what waits for more is decided. */
  idle(): Decoded[] {
    return this.#framer.idle();
  }

  /** A question that was asked outside of this stream, by a session that hears answers only. */
  asked(kind: 'realtime' | 'queued', n: number): void {
    this.#questions.push({ kind, n });
    // An old question that was never answered must not give its meaning to every later answer.
    if (this.#questions.length > 16) this.#questions.shift();
  }

  /** The questions are void: their answers did not come in time. */
  forget(): void {
    this.#questions.length = 0;
  }

  readonly #recognise: Recognise = (view, start, ended) => {
    const byte = view[start] ?? 0;
    // Answers in turn and answers at once overtake each other; bit 4 tells which kind a byte is.
    if (start === 0 && isQueuedByte(byte)) {
      const queued = this.#take('queued');
      if (queued !== undefined) return answer(1, readQueuedByte(byte, queued), `GS r ${queued}`);
    }
    if (start === 0 && isRealtimeByte(byte)) {
      const realtime = this.#take('realtime');
      if (realtime !== undefined) return answer(1, readRealtimeByte(byte, realtime), `DLE EOT ${realtime}`);
    }
    const told = recogniseInformation(view, start);
    if (told.verdict !== 'reject') return told;
    const host = recogniseHost(view, start, ended);
    if (host.verdict === 'frame') this.#note(host.content);
    if (host.verdict !== 'reject') return host;
    if (start === 0 && isRealtimeByte(byte)) return answer(1, readRealtimeByte(byte, undefined), null);
    return recogniseAutomatic(view, start);
  };

  /** The oldest question of a kind, which is answered herewith. */
  #take(kind: Question['kind']): number | undefined {
    for (let index = 0; index < this.#questions.length; index += 1) {
      const question = this.#questions[index];
      if (question?.kind !== kind) continue;
      this.#questions.splice(index, 1);
      return question.n;
    }
    return undefined;
  }

  #note(content: DecodedContent): void {
    if (content.kind !== 'frame' || content.type !== 'command') return;
    const { name, parameters } = content.fields;
    if (name !== 'realtimeStatus' && name !== 'statusRequest') return;
    const n = Array.isArray(parameters) ? Number(parameters[0]) : 0;
    this.asked(name === 'realtimeStatus' ? 'realtime' : 'queued', n);
  }
}

export function createEscposDecoder(): EscposDecoder {
  return new EscposDecoder();
}

function answer(length: number, status: EscposStatus, answers: string | null): Recognition {
  const { faults, warnings, drawerHigh } = status;
  const content: EscposStatusContent = {
    kind: 'printer',
    ready: faults.length === 0,
    faults,
    warnings,
    ...(drawerHigh === undefined ? {} : { drawerHigh }),
    answers,
  };
  return { verdict: 'frame', length, content };
}

function recogniseAutomatic(view: Uint8Array, start: number): Recognition {
  const bytes = view.subarray(start, start + 4);
  if (!isAutomaticStatus(bytes)) return { verdict: 'reject' };
  if (bytes.length < 4) return { verdict: 'need', bytes: 4 };
  return answer(4, readAutomaticStatus(bytes), 'GS a');
}

/** `_ text NUL` answers `GS I`; `7 " four characters NUL` says that a process id has been reached. */
function recogniseInformation(view: Uint8Array, start: number): Recognition {
  const first = view[start];
  if (first !== 0x5f && first !== 0x37) return { verdict: 'reject' };
  if (first === 0x37 && view[start + 1] !== undefined && view[start + 1] !== 0x22)
    return { verdict: 'reject' };
  let end = start + 1;
  for (let byte = view[end]; byte !== 0; byte = view[end]) {
    if (byte === undefined) return { verdict: 'need', bytes: end - start + 1 };
    if (byte < 0x20 || byte >= 0x7f || end - start > 80) return { verdict: 'reject' };
    end += 1;
  }
  const text = Buffer.from(view.subarray(start + 1, end)).toString('latin1');
  const length = end - start + 1;
  if (first === 0x5f) {
    return text === ''
      ? { verdict: 'reject' }
      : { verdict: 'frame', length, content: { kind: 'frame', type: 'information', fields: { text } } };
  }
  return text.length === 5
    ? { verdict: 'frame', length, content: { kind: 'frame', type: 'process', fields: { id: text.slice(1) } } }
    : { verdict: 'reject' };
}
