import { DeviceError } from '../../errors.ts';
import type { SpoolerState } from './frame.ts';
import type { CommandResult, RunCommand } from './session.ts';
import type { Handed, Spooler } from './spooler.ts';
import { windowsScript } from './windows-script.ts';

/** What the script is asked; goes to it as Base64 of JSON, so that no name can become a command. */
type Ask =
  | { readonly action: 'state'; readonly printer: string }
  | {
      readonly action: 'submit';
      readonly printer: string;
      readonly name: string;
      readonly copies: number;
      readonly text: string;
    }
  | { readonly action: 'waiting' | 'cancel'; readonly printer: string; readonly name: string };

/** Bits of System.Printing.PrintQueueStatus (the spooler's PRINTER_STATUS, MS-RPRN section 2.2.3.12) that stop paper. */
const stoppingBits: readonly (readonly [number, string])[] = [
  [0x00000010, 'paper out'],
  [0x00000008, 'paper jam'],
  [0x00000040, 'other error'], // paper problem
  [0x00400000, 'cover open'],
  [0x00040000, 'toner out'],
  [0x00000800, 'output tray full'],
  [0x00000020, 'paper out'], // manual feed: waits for a sheet
  [0x00200000, 'out of memory'],
  [0x00000001, 'paused'],
  [0x00000080, 'offline'],
  [0x00001000, 'offline'], // not available
  [0x00800000, 'offline'], // server unknown
  [0x00000004, 'paused'], // the queue is being deleted
  [0x00100000, 'other error'], // wants a person
  [0x00000002, 'error'],
];
const BUSY_BITS = 0x00000100 | 0x00000200 | 0x00000400 | 0x00004000;
const TONER_LOW_BIT = 0x00020000;

/** Pure: the state of a queue from its status bits; "error" follows from the causes where there are any. */
export function readQueueStatus(status: number): SpoolerState {
  const named = stoppingBits.flatMap(([bit, fault]) => ((status & bit) === 0 ? [] : [fault]));
  const faults = [...new Set(named.length > 1 ? named.filter((fault) => fault !== 'error') : named)];
  return {
    faults,
    warnings: (status & TONER_LOW_BIT) === 0 ? [] : ['toner near end'],
    printing: (status & BUSY_BITS) !== 0,
  };
}

/**
 * The print spooler of Windows by its own PowerShell and .NET. Pages of plain text only: nothing that comes with Windows
 * prints a PDF without a window or another program; those are refused with `printer.document_kind`.
 */
export function createWindowsSpooler(run: RunCommand, printer: string): Spooler {
  const ask = async (what: Ask): Promise<Readonly<Record<string, unknown>>> => {
    const input = Buffer.from(Buffer.from(JSON.stringify(what), 'utf8').toString('base64'), 'latin1');
    return answerOf(
      await run({
        program: 'powershell.exe',
        args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', windowsScript],
        input,
      }),
    );
  };
  return {
    async submit({ jobId, copies, document }): Promise<Handed> {
      const text = plainText(document);
      if (text === undefined)
        return { accepted: false, code: 'printer.document_kind', said: 'not plain text' };
      const answer = await ask({ action: 'submit', printer, name: jobId, copies, text });
      return answer['accepted'] === true
        ? { accepted: true, requestId: jobId }
        : { accepted: false, code: 'printer.spooler_refused', said: JSON.stringify(answer) };
    },
    async isWaiting(name) {
      const { waiting } = await ask({ action: 'waiting', printer, name });
      return typeof waiting === 'boolean' ? waiting : undefined;
    },
    async state() {
      const { status, absent } = await ask({ action: 'state', printer });
      if (absent === 'spooler') return 'printer.no_spooler';
      if (absent === 'queue') return 'printer.no_queue';
      return typeof status === 'number' ? readQueueStatus(status) : 'printer.unreachable';
    },
    takeBack: async (name) => (await ask({ action: 'cancel', printer, name }))['cancelled'] === true,
  };
}

/** Printable UTF-8 with line ends; undefined for PDF, PostScript, pictures and anything with control bytes. */
function plainText(document: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(document);
    const isText = !/[^\P{Cc}\t\n\f\r]/u.test(text) && !text.startsWith('%PDF') && !text.startsWith('%!');
    return isText ? text : undefined;
  } catch {
    return undefined;
  }
}

function answerOf({ code, output }: CommandResult): Readonly<Record<string, unknown>> {
  const line = output.split(/\r?\n/).findLast((one) => one.startsWith('{'));
  try {
    const answer: unknown = line === undefined ? undefined : JSON.parse(line);
    if (code === 0 && typeof answer === 'object' && answer !== null) return { ...answer };
  } catch {
    // Falls through to what an answer without meaning is.
  }
  throw new DeviceError('protocol.malformed', 'the print service gives an answer that is none', {
    retryable: true,
    detail: { code, said: output.slice(0, 200) },
  });
}
