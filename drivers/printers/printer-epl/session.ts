import type { Decoded } from '../../decoded.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import { createQuestions, DrainWatch, statusOf, unanswered } from '../byte-session.ts';
import type { PrinterSession } from '../printer-session.ts';
import { configurationRequest, errorRequest } from './commands.ts';
import { createEplFramer, type EplStatusContent } from './frame.ts';

const isStatus = (line: Decoded): line is Decoded & EplStatusContent =>
  line.kind === 'printer' && 'printing' in line;

/** One conversation with an EPL2 printer; see `PrinterSession`. */
export function createEplSession(transport: Transport, clock: Clock): PrinterSession {
  let serial: string | undefined;
  const questions = createQuestions({
    transport,
    clock,
    decoder: createEplFramer(),
    onLine(line) {
      if (line.kind === 'frame' && line.type === 'serial') serial = String(line.fields['serial']);
    },
  });
  const drain = new DrainWatch();
  return {
    async status() {
      questions.sawForeignBytes();
      const line = await questions.ask(errorRequest, isStatus);
      if (line === undefined || !isStatus(line)) return unanswered(questions.sawForeignBytes());
      const drained = drain.answered(line.printing, line.ready) && (line.labelsLeft ?? 0) === 0;
      return statusOf(line, { drained, working: line.printing, labelsLeft: line.labelsLeft });
    },
    async identify() {
      const line = await questions.ask(
        configurationRequest,
        (one) => one.kind === 'frame' && one.type === 'identification',
      );
      if (line?.kind !== 'frame') return undefined;
      const { model, firmware } = line.fields;
      return {
        model: String(model),
        firmware: String(firmware),
        ...(serial === undefined ? {} : { serial }),
      };
    },
    async send(bytes) {
      drain.sent();
      await questions.send(bytes);
    },
    // EPL2 knows no RFID.
    onReadBack() {},
    close: () => questions.close(),
  };
}
