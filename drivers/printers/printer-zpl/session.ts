import type { Decoded } from '../../decoded.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import { createQuestions } from '../byte-session.ts';
import { errorReportRequest, hostStatusRequest, identificationRequest } from './commands.ts';
import { createZplAnswerDecoder, isErrorReportLine, isHostStatusLine } from './frame.ts';
import { faultCode, type PrinterSession, type PrinterStatus } from '../printer-session.ts';
import { type HostStatus, hostStatusFaults } from './status.ts';

/** An answer without line end is taken as ended after this silence; at 9600 baud it is about 190 characters. */
const idleMs = 200;

const isIdentification = (line: Decoded): boolean =>
  line.kind === 'frame' && line.type === 'HOST_IDENTIFICATION';

/** Listens to the transport at once; create it before opening. */
export function createZplSession(transport: Transport, clock: Clock): PrinterSession {
  const readBackListeners = new Set<Parameters<PrinterSession['onReadBack']>[0]>();
  const questions = createQuestions({
    transport,
    clock,
    decoder: createZplAnswerDecoder(),
    idleMs,
    onLine(line) {
      if (line.kind !== 'frame' || line.type !== 'RFID_READ_BACK') return;
      const { jobId, epc } = line.fields;
      if (typeof jobId !== 'string' || typeof epc !== 'string') return;
      for (const listener of readBackListeners) listener({ jobId, epc });
    },
  });

  return {
    async status() {
      questions.sawForeignBytes();
      const host = await questions.ask(hostStatusRequest, isHostStatusLine);
      const report = await questions.ask(errorReportRequest, isErrorReportLine);
      return combine(
        host !== undefined && isHostStatusLine(host) ? host.status : undefined,
        report !== undefined && isErrorReportLine(report) ? report : undefined,
        questions.sawForeignBytes(),
      );
    },
    async identify() {
      const line = await questions.ask(identificationRequest, isIdentification);
      if (line?.kind !== 'frame') return undefined;
      return Object.fromEntries(Object.entries(line.fields).map(([key, value]) => [key, String(value)]));
    },
    send: (bytes) => questions.send(bytes),
    onReadBack(listener) {
      readBackListeners.add(listener);
    },
    close: () => questions.close(),
  };
}

/** Pure: what two answers, either of which may be missing, mean together. */
export function combine(
  host: HostStatus | undefined,
  report: { readonly faults: readonly string[]; readonly warnings: readonly string[] } | undefined,
  sawForeignBytes: boolean,
): PrinterStatus {
  const named = [...(report?.faults ?? []), ...(host === undefined ? [] : hostStatusFaults(host))];
  const faults = [...new Set(named.map(faultCode))];
  const answered = host !== undefined || report !== undefined;
  if (host === undefined && faults.length === 0) {
    faults.push(!answered && sawForeignBytes ? 'printer.foreign' : 'printer.silent');
  }
  return {
    ready: faults.length === 0,
    faults,
    warnings: (report?.warnings ?? []).filter((warning) => !warning.startsWith('sensor ')),
    answered,
    // `~HS` is not answered while paper or ribbon is out or the head is open.
    drained: host !== undefined && host.remaining === 0 && host.formatsWaiting === 0 && !host.partialFormat,
    working: false,
    labelsLeft: host?.remaining,
  };
}
