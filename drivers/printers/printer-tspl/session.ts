import type { Decoded } from '../../decoded.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import { createQuestions, DrainWatch, statusOf, unanswered } from '../byte-session.ts';
import type { PrinterSession } from '../printer-session.ts';
import { modelRequest, statusRequest } from './commands.ts';
import { createTsplFramer, type TsplStatusContent } from './frame.ts';

const isStatus = (line: Decoded): line is Decoded & TsplStatusContent =>
  line.kind === 'printer' && 'printing' in line;

/** One conversation with a TSPL printer; see `PrinterSession`. */
export function createTsplSession(transport: Transport, clock: Clock): PrinterSession {
  const questions = createQuestions({ transport, clock, decoder: createTsplFramer() });
  const drain = new DrainWatch();
  return {
    async status() {
      questions.sawForeignBytes();
      const line = await questions.ask(statusRequest, isStatus);
      if (line === undefined || !isStatus(line)) return unanswered(questions.sawForeignBytes());
      const drained = drain.answered(line.printing, line.ready);
      return statusOf(line, { drained, working: line.printing });
    },
    async identify() {
      const line = await questions.ask(modelRequest, (one) => one.kind === 'frame' && one.type === 'text');
      return line?.kind === 'frame' ? { model: String(line.fields['text']) } : undefined;
    },
    async send(bytes) {
      drain.sent();
      await questions.send(bytes);
    },
    // TSPL has no common RFID commands.
    onReadBack() {},
    close: () => questions.close(),
  };
}
