import type { Decoded } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { KeyedQueue } from '../../framing/keyed-queue.ts';
import { Waitress } from '../../framing/waitress.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import { errorReportRequest, hostStatusRequest, identificationRequest } from './commands.ts';
import { createZplAnswerDecoder, isErrorReportLine, isHostStatusLine } from './frame.ts';
import { faultCode, type PrinterSession, type PrinterStatus } from '../printer-session.ts';
import { type HostStatus, hostStatusFaults } from './status.ts';

/** Time a printer has for an answer (`label-printers.md` section 1). */
const answerLimitMs = 2000;
/** An answer without line end is taken as ended after this silence; at 9600 baud it is about 190 characters. */
const idleMs = 200;

type Asked = 'host-status' | 'error-report' | 'identification';

const isAnswerTo = (line: Decoded, asked: Asked): boolean =>
  (asked === 'host-status' && isHostStatusLine(line)) ||
  (asked === 'error-report' && isErrorReportLine(line)) ||
  (asked === 'identification' && line.kind === 'frame' && line.type === 'HOST_IDENTIFICATION');

/** Listens to the transport at once; create it before opening. */
export function createZplSession(transport: Transport, clock: Clock): PrinterSession {
  const decoder = createZplAnswerDecoder();
  const queue = new KeyedQueue<'printer'>();
  const waitress = new Waitress<Decoded, Asked>({
    clock,
    matches: isAnswerTo,
    describe: (asked) => `answer to ${asked}`,
  });
  const readBackListeners = new Set<Parameters<PrinterSession['onReadBack']>[0]>();
  let sawForeignBytes = false;
  let stopIdle = (): void => {};

  const take = (lines: readonly Decoded[]): void => {
    for (const line of lines) {
      if (line.kind === 'discarded' || line.kind === 'refused') sawForeignBytes = true;
      if (line.kind === 'frame' && line.type === 'RFID_READ_BACK') {
        const { jobId, epc } = line.fields;
        if (typeof jobId !== 'string' || typeof epc !== 'string') continue;
        for (const listener of readBackListeners) listener({ jobId, epc });
        continue;
      }
      waitress.deliver(line);
    }
  };
  transport.onBytes((bytes) => {
    stopIdle();
    take(decoder.push(bytes));
    stopIdle = clock.after(idleMs, () => take(decoder.idle()));
  });
  transport.onClose((cause) => {
    stopIdle();
    waitress.rejectAll(
      new DeviceError('transport.closed', 'the printer hung up', { retryable: true, cause }),
    );
  });

  const ask = (asked: Asked, request: Uint8Array): Promise<Decoded | undefined> =>
    queue.run('printer', async () => {
      const waiting = waitress.waitFor(asked, answerLimitMs);
      try {
        await transport.write(request);
      } catch (error) {
        waiting.cancel();
        throw error;
      }
      waiting.start();
      return await waiting.answer.catch((error: unknown) => {
        if (error instanceof DeviceError && error.code === 'device.timeout') return undefined;
        throw error;
      });
    });

  return {
    async status() {
      sawForeignBytes = false;
      const host = await ask('host-status', hostStatusRequest);
      const report = await ask('error-report', errorReportRequest);
      return combine(
        host !== undefined && isHostStatusLine(host) ? host.status : undefined,
        report !== undefined && isErrorReportLine(report) ? report : undefined,
        sawForeignBytes,
      );
    },
    async identify() {
      const line = await ask('identification', identificationRequest);
      if (line?.kind !== 'frame') return undefined;
      return Object.fromEntries(Object.entries(line.fields).map(([key, value]) => [key, String(value)]));
    },
    send: (bytes) => queue.run('printer', () => transport.write(bytes)),
    onReadBack(listener) {
      readBackListeners.add(listener);
    },
    close() {
      stopIdle();
      const closed = new DeviceError('transport.closed', 'the conversation was ended');
      queue.rejectQueued(closed);
      waitress.rejectAll(closed);
    },
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
    warnings: report?.warnings ?? [],
    answered,
    // `~HS` is not answered while paper or ribbon is out or the head is open.
    drained: host !== undefined && host.remaining === 0 && host.formatsWaiting === 0 && !host.partialFormat,
    working: false,
    labelsLeft: host?.remaining,
  };
}
