import type { Decoded } from '../../decoded.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import { createQuestions, statusOf, unanswered } from '../byte-session.ts';
import type { PrinterSession } from '../printer-session.ts';
import { modelRequest, paperRequest, realtimeRequest, type RealtimeStatus } from './commands.ts';
import { EscposDecoder, type EscposStatusContent } from './frame.ts';

type StatusLine = Decoded & EscposStatusContent;
const answersTo =
  (question: string) =>
  (line: Decoded): line is StatusLine =>
    line.kind === 'printer' && 'answers' in line && line.answers === question;

/**
 * One conversation with an ESC/POS printer. Behind a job goes `GS r 1`, which is answered in turn: until then the job is not
 * done. `DLE EOT` is answered meanwhile and names what holds the printer up.
 */
export function createEscposSession(transport: Transport, clock: Clock): PrinterSession {
  const decoder = new EscposDecoder();
  let turnsOwed = 0;
  const isTurn = answersTo('GS r 1');
  const questions = createQuestions({
    transport,
    clock,
    decoder,
    onLine(line) {
      if (isTurn(line)) turnsOwed = Math.max(0, turnsOwed - 1);
    },
  });

  const ask = async (n: RealtimeStatus): Promise<StatusLine | undefined> => {
    // An answer that came too late must not be taken for this one.
    decoder.forget();
    decoder.asked('realtime', n);
    for (let turn = 0; turn < turnsOwed; turn += 1) decoder.asked('queued', 1);
    const isAnswer = answersTo(`DLE EOT ${n}`);
    const line = await questions.ask(realtimeRequest(n), isAnswer);
    return line !== undefined && isAnswer(line) ? line : undefined;
  };

  return {
    async status() {
      questions.sawForeignBytes();
      const lines: StatusLine[] = [];
      for (const n of [2, 3, 4, 1] as const) {
        const line = await ask(n);
        // A printer that does not answer the first does not answer the others.
        if (line === undefined && lines.length === 0) return unanswered(questions.sawForeignBytes());
        if (line !== undefined) lines.push(line);
      }
      const faults = lines.flatMap((line) => line.faults);
      const warnings = [...new Set(lines.flatMap((line) => line.warnings))];
      // Being offline follows from the causes where there are any.
      const causes = faults.length > 1 ? faults.filter((fault) => fault !== 'offline') : faults;
      return statusOf({ faults: causes, warnings }, { drained: turnsOwed === 0, working: false });
    },
    async identify() {
      const line = await questions.ask(
        modelRequest,
        (one) => one.kind === 'frame' && one.type === 'information',
      );
      return line?.kind === 'frame' ? { model: String(line.fields['text']) } : undefined;
    },
    async send(bytes) {
      turnsOwed += 1;
      decoder.asked('queued', 1);
      await questions.send(joined(bytes, paperRequest));
    },
    // Receipts carry no tags.
    onReadBack() {},
    close: () => questions.close(),
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
