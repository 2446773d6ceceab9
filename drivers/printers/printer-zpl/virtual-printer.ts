import type { SimulatorSession } from '../../manifest.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import { readBackOpening } from '../label-languages/zpl-rfid.ts';
import { type ZplFormat, type ZplOrder, ZplReader } from './zpl-reader.ts';

/** What can be wrong with the virtual printer; everything false or 0 = it behaves. */
export interface PrinterTrouble {
  readonly paperOut: boolean;
  readonly headOpen: boolean;
  readonly ribbonOut: boolean;
  readonly paused: boolean;
  /** Prints, but answers nothing. */
  readonly silent: boolean;
  /** Answers like something that is no printer. */
  readonly garbage: boolean;
  /** Hangs up as soon as it has taken a label format; the label is printed. */
  readonly hangUp: boolean;
  /** Writing does not take: the tag keeps what was on it, and that is what is read back. */
  readonly misencode: boolean;
  /** Every n-th tag cannot be written and is overprinted VOID; 0 = none. */
  readonly voidEvery: number;
}

/** A label that came out. */
export interface PrintedLabel {
  readonly zpl: string;
  /** Of the tag in it, after writing; upper-case hexadecimal. */
  readonly epc?: string;
  readonly tid?: string;
  /** The id under which the read-back was asked for. */
  readonly jobId?: string;
  /** Overprinted VOID: this tag does not count. */
  readonly voided: boolean;
}

export interface TagSupply {
  /** The next tag of the roll; undefined when it carries no tags. */
  next(): { readonly tid: string; readonly epc: string } | undefined;
}

export interface VirtualPrinter {
  /** Serves one connection; several may come one after another or at once. */
  attach(transport: Transport): SimulatorSession;
  misbehave(change: Partial<PrinterTrouble>): void;
  onLabel(listener: (label: PrintedLabel) => void): void;
  readonly trouble: PrinterTrouble;
  /** Labels not yet printed. */
  readonly labelsLeft: number;
  stop(): void;
}

const noTrouble: PrinterTrouble = {
  paperOut: false,
  headOpen: false,
  ribbonOut: false,
  paused: false,
  silent: false,
  garbage: false,
  hangUp: false,
  misencode: false,
  voidEvery: 0,
};

/** A roll without end; TIDs count up within one class of tag (E2 80 11 70, a UHF chip maker's prefix). */
export function createTagRoll(): TagSupply {
  let serial = 0;
  return {
    next() {
      serial += 1;
      const number = serial.toString(16).toUpperCase().padStart(16, '0');
      return { tid: `E2801170${number}`, epc: `E2801170${number}` };
    },
  };
}

interface WaitingFormat {
  readonly format: ZplFormat;
  readonly answer: (text: string) => void;
  left: number;
  voids: number;
}

/**
 * A label printer that understands enough ZPL to count labels, encode tags and tell its state as
 * `label-printers.md` sections 4 and 5 describe, and to go wrong on demand. `~HS` is not answered while paper or
 * ribbon is out or the head is open, as the maker states.
 */
export function createVirtualPrinter(options: {
  readonly clock: Clock;
  /** Milliseconds a label takes; default 150. */
  readonly labelMs?: number;
  readonly tags?: TagSupply;
}): VirtualPrinter {
  const { clock, labelMs = 150, tags = createTagRoll() } = options;
  const listeners = new Set<(label: PrintedLabel) => void>();
  const queue: WaitingFormat[] = [];
  let trouble = noTrouble;
  let tagsUsed = 0;
  let stopPrinting: (() => void) | undefined;

  const labelsLeft = (): number => queue.reduce((sum, waiting) => sum + waiting.left, 0);
  const blocked = (): boolean => trouble.paperOut || trouble.headOpen || trouble.ribbonOut || trouble.paused;
  const printOn = (): void => {
    if (stopPrinting !== undefined || queue.length === 0 || blocked()) return;
    stopPrinting = clock.after(labelMs, () => {
      stopPrinting = undefined;
      if (!blocked()) printOne();
      printOn();
    });
  };
  const comesOut = (label: PrintedLabel): void => {
    for (const listener of listeners) listener(label);
  };

  const printOne = (): void => {
    const [waiting] = queue;
    if (waiting === undefined) return;
    const { zpl, rfid } = waiting.format;
    if (rfid === undefined) {
      finishOne(waiting);
      comesOut({ zpl, voided: false });
      return;
    }
    const tag = tags.next();
    tagsUsed += 1;
    const jobId = jobIdOf(rfid.readBack?.header);
    const common = {
      zpl,
      ...(tag === undefined ? {} : { tid: tag.tid }),
      ...(jobId === undefined ? {} : { jobId }),
    };
    if (tag === undefined || (trouble.voidEvery > 0 && tagsUsed % trouble.voidEvery === 0)) {
      waiting.voids += 1;
      if (waiting.voids > rfid.retries) finishOne(waiting);
      comesOut({ ...common, voided: true });
      return;
    }
    const epc = trouble.misencode ? tag.epc : rfid.epc;
    finishOne(waiting);
    comesOut({ ...common, epc, voided: false });
    if (rfid.readBack !== undefined) waiting.answer(`${rfid.readBack.header}${epc}${rfid.readBack.trailer}`);
  };
  const finishOne = (waiting: WaitingFormat): void => {
    waiting.left -= 1;
    waiting.voids = 0;
    if (waiting.left <= 0) queue.splice(queue.indexOf(waiting), 1);
  };

  const answerTo = (order: ZplOrder): string => {
    if (order.kind === 'format') return '';
    if (trouble.garbage) return 'HTTP/1.1 400 Bad Request\r\n\r\n';
    if (order.command === '~HQES') return errorReport(trouble);
    if (order.command === '~HI') return '\x02STATION-VIRTUAL,V1.0.0,8,8192KB\x03\r\n';
    const unanswered = trouble.paperOut || trouble.headOpen || trouble.ribbonOut;
    return unanswered ? '' : hostStatus(trouble.paused, queue.length, labelsLeft());
  };

  return {
    attach(transport) {
      const reader = new ZplReader();
      let open = true;
      const answer = (text: string): void => {
        if (!open || text === '' || trouble.silent) return;
        // The host may have hung up meanwhile; a printer does not mind.
        transport.write(Uint8Array.from(Buffer.from(text, 'latin1'))).catch(() => {});
      };
      transport.onClose(() => {
        open = false;
      });
      transport.onBytes((bytes) => {
        for (const order of reader.push(bytes)) {
          answer(answerTo(order));
          if (order.kind !== 'format') continue;
          queue.push({ format: order.format, answer, left: order.format.copies, voids: 0 });
          printOn();
          if (trouble.hangUp) void transport.close();
        }
      });
      return {
        stop() {
          open = false;
          void transport.close();
        },
      };
    },
    misbehave(change) {
      trouble = { ...trouble, ...change };
      printOn();
    },
    onLabel(listener) {
      listeners.add(listener);
    },
    get trouble() {
      return trouble;
    },
    get labelsLeft() {
      return labelsLeft();
    },
    stop() {
      stopPrinting?.();
      stopPrinting = undefined;
      queue.length = 0;
    },
  };
}

function jobIdOf(header: string | undefined): string | undefined {
  if (header === undefined || !header.startsWith(readBackOpening)) return undefined;
  return header.slice(readBackOpening.length).split(':')[0];
}

/** The three blocks of `~HS`, laid out as the example in section 5. */
function hostStatus(paused: boolean, formats: number, left: number): string {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
  return (
    `\x02030,0,${paused ? 1 : 0},0320,${pad(formats, 3)},0,0,0,000,0,0,0\x03\r\n` +
    `\x02000,0,0,0,1,2,6,0,${pad(left, 8)},1,000\x03\r\n` +
    '\x021234,0\x03\r\n'
  );
}

function errorReport({ paperOut, ribbonOut, headOpen }: PrinterTrouble): string {
  const bits = (paperOut ? 1 : 0) | (ribbonOut ? 2 : 0) | (headOpen ? 4 : 0);
  const firstGroup = bits.toString(16).toUpperCase().padStart(8, '0');
  return (
    `\x02\r\nPRINTER STATUS\r\n ERRORS:         ${bits === 0 ? 0 : 1} 00000000 ${firstGroup}\r\n` +
    ' WARNINGS:       0 00000000 00000000\r\n\x03'
  );
}
